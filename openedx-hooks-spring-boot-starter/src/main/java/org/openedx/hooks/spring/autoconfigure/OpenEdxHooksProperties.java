/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.FilterValidation;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of hooks, but for their switches, whose keys Boot cannot bind. {@link SettingsCheck} says what they may
 * be.
 *
 * @param serviceName Name of this service in the source of the events that it sends. Defaults to the application's
 *     name.
 * @param recent How many of the last runs of hooks, receivers and steps the actuator endpoint shows. Remembering them
 *     costs each run some memory and a lock.
 * @param events events
 * @param filters filters
 * @param web what web applications answer
 * @since 0.1.0
 */
@ConfigurationProperties("openedx.hooks")
public record OpenEdxHooksProperties(
        @Nullable String serviceName,
        @DefaultValue("0") int recent,
        @DefaultValue Events events,
        @DefaultValue Filters filters,
        @DefaultValue Web web) {

    /** A blank name of the service is none. */
    public OpenEdxHooksProperties {
        serviceName = serviceName == null || serviceName.isBlank() ? null : serviceName;
    }

    /**
     * Configures events.
     *
     * @param robust Whether a receiver that fails leaves the sender and the other receivers alone. Switch it off to let
     *     the first failure reach the sender, in development and tests.
     * @param maxDepth How many events may be sent inside each other on one thread: a receiver that sends an event whose
     *     receiver sends an event, and so on. One too many is the failure of the receiver that sent it.
     * @param source Source of the events that this application sends, where "{service}" stands for the name of the
     *     service. OEP-41 has "/openedx/{service}/web", and "worker" instead of "web" for what runs in the background.
     * @since 0.1.0
     */
    public record Events(
            @DefaultValue("true") boolean robust,
            @DefaultValue("32") int maxDepth,
            @DefaultValue("openedx/{service}/web") String source) {}

    /**
     * Configures filters.
     *
     * @param validation What happens if a pipeline is configured wrongly: "strict" keeps the application from starting,
     *     "lenient" logs and skips what is wrong.
     * @param maxDepth How many filters may run inside each other on one thread: a step that runs a filter whose step
     *     runs a filter, and so on. One too many is the failure of the step that ran it.
     * @since 0.1.0
     */
    public record Filters(
            @DefaultValue("strict") FilterValidation validation,
            @DefaultValue("32") int maxDepth) {}

    /**
     * Configures what web applications answer.
     *
     * @param enabled Whether a halted filter that nobody handles becomes a redirect, the step's own response, or
     *     problem details.
     * @since 0.1.0
     */
    public record Web(@DefaultValue("true") boolean enabled) {}
}
