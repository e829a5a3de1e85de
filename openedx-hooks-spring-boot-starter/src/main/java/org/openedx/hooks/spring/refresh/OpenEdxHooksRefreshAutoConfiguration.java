/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.refresh;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of what Spring Cloud's refresh means to hooks.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = OpenEdxFiltersAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
@ConditionalOnBean({FilterPipelines.class, HookSwitches.class})
public final class OpenEdxHooksRefreshAutoConfiguration {

    OpenEdxHooksRefreshAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    EnvironmentRefresher openEdxHooksEnvironmentRefresher(
            ConfigurableEnvironment environment,
            HookCatalog catalog,
            FilterPipelines pipelines,
            HookSwitches switches) {
        return new EnvironmentRefresher(environment, catalog, pipelines, switches);
    }
}
