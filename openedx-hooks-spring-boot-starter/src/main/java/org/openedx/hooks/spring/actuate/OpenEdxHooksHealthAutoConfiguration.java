/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of filter pipelines.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = OpenEdxFiltersAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("openedxhooks")
@ConditionalOnBean(FilterPipelines.class)
public final class OpenEdxHooksHealthAutoConfiguration {

    OpenEdxHooksHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    OpenEdxHooksHealthIndicator openEdxHooksHealthIndicator(FilterPipelines pipelines) {
        return new OpenEdxHooksHealthIndicator(pipelines);
    }
}
