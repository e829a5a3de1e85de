/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the spans of hooks, for applications that have a tracer. Boot's tracer that does nothing is
 * none.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        },
        beforeName = "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration")
@ConditionalOnClass(value = ObservationRegistry.class, name = "io.micrometer.tracing.Tracer")
@ConditionalOnBean(value = ObservationRegistry.class)
public final class OpenEdxHooksTracingAutoConfiguration {

    OpenEdxHooksTracingAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(type = "io.micrometer.tracing.Tracer")
    @ConditionalOnMissingBean
    HookSpans openEdxHookSpans(ObservationRegistry registry) {
        return new HookSpans(registry);
    }
}
