/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.openedx.hooks.spring.autoconfigure.ApplicationObservers;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the memory of runs, and of the timers of hooks for applications that have a meter registry.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        after = OpenEdxHooksAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
public final class OpenEdxHooksObservabilityAutoConfiguration {

    OpenEdxHooksObservabilityAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    HookActivity openEdxHookActivity(OpenEdxHooksProperties properties) {
        return new HookActivity(properties.recent());
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

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class FailuresConfiguration {

        @Bean
        MeterBinder openEdxHooksObserverFailures(ApplicationObservers observers) {
            return registry -> FunctionCounter.builder(
                            HookMeter.OBSERVER_FAILURES.getName(), observers, ApplicationObservers::failures)
                    .description("What observers of hooks have thrown")
                    .register(registry);
        }
    }
}
