/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.spring.observe.HookActivity;
import org.openedx.hooks.spring.observe.HookTimers;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.module.SimpleModule;

/**
 * Auto-configuration of what events and filters share: the catalog of hooks, their switches, their observers, and the
 * JSON of events.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@EnableConfigurationProperties(OpenEdxHooksProperties.class)
public final class OpenEdxHooksAutoConfiguration {

    OpenEdxHooksAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    HookCatalog openEdxHookCatalog(ApplicationContext context) {
        ClassLoader classLoader = Objects.requireNonNull(context.getClassLoader(), "classLoader");
        return HookCatalog.load(classLoader).with(ownHooks(context, classLoader));
    }

    @Bean
    @ConditionalOnMissingBean
    HookSwitches openEdxHookSwitches(OpenEdxHooksProperties properties) {
        return new HookSwitches(properties.getEnabled());
    }

    @Bean
    @ConditionalOnMissingBean
    HookActivity openEdxHookActivity(OpenEdxHooksProperties properties) {
        return new HookActivity(properties.getRecent());
    }

    /** The records in the application's own packages, found as Boot finds entities. */
    private static List<Class<?>> ownHooks(BeanFactory beanFactory, ClassLoader classLoader) {
        if (!AutoConfigurationPackages.has(beanFactory)) {
            return List.of();
        }
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(EventHook.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(FilterHook.class));
        List<Class<?>> found = new ArrayList<>();
        for (String basePackage : AutoConfigurationPackages.get(beanFactory)) {
            scanner.findCandidateComponents(basePackage).stream()
                    .map(candidate -> ClassUtils.resolveClassName(
                            Objects.requireNonNull(candidate.getBeanClassName()), classLoader))
                    .forEach(found::add);
        }
        return found;
    }

    /** Boot gives the module to its mapper, and so to whoever writes events as JSON: web, brokers, outboxes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SimpleModule.class)
    static class JsonConfiguration {

        @Bean
        @ConditionalOnMissingBean
        EventJsonModule openEdxEventJsonModule(ObjectProvider<EventCodecs> codecs, HookCatalog catalog) {
            return new EventJsonModule(codecs.getIfAvailable(EventCodecs::standard), catalog);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class TimersConfiguration {

        @Bean
        @ConditionalOnMissingBean
        HookTimers openEdxHookTimers(MeterRegistry registry) {
            return new HookTimers(registry);
        }
    }
}
