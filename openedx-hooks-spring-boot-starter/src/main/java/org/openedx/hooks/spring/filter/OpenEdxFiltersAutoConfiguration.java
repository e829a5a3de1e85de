/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.concurrent.Executor;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.spring.autoconfigure.ApplicationObservers;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksProperties;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of filters: the pipelines that the operator configured, and what runs them. A child context gets
 * its own, since its configuration and its steps are not known to its parents.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = OpenEdxHooksAutoConfiguration.class)
public final class OpenEdxFiltersAutoConfiguration {

    OpenEdxFiltersAutoConfiguration() {}

    /** Never lazy: a wrong configuration shall keep the application from starting, however it is started. */
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    FilterPipelines openEdxFilterPipelines(
            ConfigurableListableBeanFactory beanFactory,
            ConfigurableEnvironment environment,
            HookCatalog catalog,
            OpenEdxHooksProperties properties) {
        return new FilterPipelines(
                beanFactory, environment, catalog, properties.filters().validation());
    }

    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean(value = OpenEdxFilters.class, search = SearchStrategy.CURRENT)
    FilterRunner openEdxFilters(
            FilterPipelines pipelines,
            HookSwitches switches,
            ApplicationObservers observers,
            BeanFactory beanFactory,
            Environment environment,
            OpenEdxHooksProperties properties) {
        return new FilterRunner(
                pipelines,
                switches,
                observers,
                SingletonSupplier.of(() -> executor(beanFactory, environment)),
                properties.filters().maxDepth());
    }

    /** Boot's, which has virtual threads if Boot has; an application that took it away may have one of its own. */
    private static Executor executor(BeanFactory beanFactory, Environment environment) {
        String boots = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;
        if (beanFactory.containsBean(boots) && beanFactory.isTypeMatch(boots, Executor.class)) {
            return beanFactory.getBean(boots, Executor.class);
        }
        return beanFactory.getBeanProvider(Executor.class).getIfUnique(() -> {
            SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("openedx-hooks-");
            threads.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
            return threads;
        });
    }
}
