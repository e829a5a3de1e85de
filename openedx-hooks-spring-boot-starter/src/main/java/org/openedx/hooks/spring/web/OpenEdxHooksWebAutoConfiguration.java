/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Auto-configuration of the HTTP answers to halted filters.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass(RestControllerAdvice.class)
@ConditionalOnBooleanProperty(name = "openedx.hooks.web.enabled", matchIfMissing = true)
public final class OpenEdxHooksWebAutoConfiguration {

    OpenEdxHooksWebAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    OpenEdxFilterExceptionHandler openEdxFilterExceptionHandler() {
        return new OpenEdxFilterExceptionHandler();
    }
}
