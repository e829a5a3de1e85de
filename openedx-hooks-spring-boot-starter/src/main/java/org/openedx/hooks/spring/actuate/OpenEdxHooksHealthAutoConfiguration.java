/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.filter.OverdueStep;
import org.openedx.hooks.spring.observe.HookMeter;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of what tells whether all hooks run as they are configured: a health indicator and a gauge.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = OpenEdxFiltersAutoConfiguration.class)
@ConditionalOnBean(FilterPipelines.class)
public final class OpenEdxHooksHealthAutoConfiguration {

    OpenEdxHooksHealthAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("openedxhooks")
    static class IndicatorConfiguration {

        @Bean
        @ConditionalOnMissingBean
        OpenEdxHooksHealthIndicator openEdxHooksHealthIndicator(FilterPipelines pipelines) {
            return new OpenEdxHooksHealthIndicator(pipelines);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        HealthEndpointGroupsPostProcessor.class,
        SecurityContext.class,
        ConditionalOnEnabledHealthIndicator.class
    })
    @ConditionalOnEnabledHealthIndicator("openedxhooks")
    static class GroupConfiguration {

        @Bean
        @ConditionalOnMissingBean
        HooksHealthGroup openEdxHooksHealthGroup() {
            return new HooksHealthGroup();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class GaugeConfiguration {

        @Bean
        MeterBinder openEdxHooksProblems(FilterPipelines pipelines) {
            return registry -> Gauge.builder(
                            HookMeter.PROBLEMS.getName(),
                            pipelines,
                            all -> all.problems().size() + all.refused().size())
                    .description("What is wrong with the configuration of hooks")
                    .register(registry);
        }

        @Bean
        MeterBinder openEdxHooksOverdueSteps(FilterPipelines pipelines) {
            return registry -> Gauge.builder(
                            HookMeter.FILTER_OVERDUE.getName(),
                            pipelines,
                            all -> all.overdue().stream()
                                    .mapToInt(OverdueStep::calls)
                                    .sum())
                    .description("Calls of steps that work on although their time is over")
                    .register(registry);
        }
    }
}
