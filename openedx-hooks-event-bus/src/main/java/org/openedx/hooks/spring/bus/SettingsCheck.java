/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;

import org.openedx.hooks.spring.config.ConfigurationProblems;

/** Refuses values of settings that cannot work. */
final class SettingsCheck {

    private SettingsCheck() {}

    /**
     * Checks the values that all consumers and producers share.
     *
     * @throws org.openedx.hooks.spring.config.InvalidHookConfigurationException if anything is wrong
     */
    static void check(EventBusProperties properties, SettingOrigins origins) {
        ConfigurationProblems problems = new ConfigurationProblems();
        atLeast(1, properties.queueCapacity(), "event-bus.queue-capacity", origins, problems);
        notNegative(properties.flushTimeout(), "event-bus.flush-timeout", origins, problems);
        Integer limit = properties.consumerConsecutiveErrorsLimit();
        if (limit != null) {
            atLeast(1, limit, "event-bus.consumer-consecutive-errors-limit", origins, problems);
        }
        retry(properties.retry(), "event-bus.retry", origins, problems);
        problems.throwIfAny("settings of the event bus", null);
    }

    static void retry(
            EventBusProperties.Retry retry, String name, SettingOrigins origins, ConfigurationProblems problems) {
        atLeast(1, retry.attempts(), name + ".attempts", origins, problems);
        notNegative(retry.delay(), name + ".delay", origins, problems);
        notNegative(retry.maxDelay(), name + ".max-delay", origins, problems);
    }

    private static void atLeast(
            int minimum, int value, String name, SettingOrigins origins, ConfigurationProblems problems) {
        if (value < minimum) {
            problems.add(null, origins.of(name), "%s must be at least %d, found %d.".formatted(name, minimum, value));
        }
    }

    private static void notNegative(
            Duration value, String name, SettingOrigins origins, ConfigurationProblems problems) {
        if (value.isNegative()) {
            problems.add(null, origins.of(name), "%s must not be negative, found %s.".formatted(name, value));
        }
    }
}
