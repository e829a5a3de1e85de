/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.wrong;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Breaks every rule for auto-configurations. */
@AutoConfiguration
class WrongAutoConfiguration {

    public WrongAutoConfiguration() {}

    @Bean
    @ConditionalOnClass(String.class)
    @ConditionalOnMissingBean(String.class)
    public String publicAndConditional() {
        return "";
    }

    @Bean
    @SuppressWarnings("ExposedPrivateType") // what the rule is to find
    NobodySeesIt ofPrivateType() {
        return new NobodySeesIt();
    }

    @Bean
    Early early() {
        return new Early("");
    }

    private static class NobodySeesIt {}

    /** Spring makes it before what it needs. */
    static class Early implements BeanPostProcessor {

        final String needed;

        Early(String needed) {
            this.needed = needed;
        }
    }
}
