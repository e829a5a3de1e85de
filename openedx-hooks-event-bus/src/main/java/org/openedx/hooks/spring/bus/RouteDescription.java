/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.jspecify.annotations.Nullable;

/**
 * Where an event is published.
 *
 * @param type the event's type
 * @param topic the topic as it is configured, without prefix
 * @param fullTopic the topic on the broker
 * @param keyField the path to the value that orders the events, in Python's names
 * @param mode when it is published
 * @param enabled whether it is published now
 * @param configured whether it is published as it is configured
 * @param origin where the route is configured, or what has brought it
 * @param warning why the broker may not take these events; {@literal null} if nothing is known against it
 * @since 0.1.0
 */
public record RouteDescription(
        String type,
        String topic,
        String fullTopic,
        String keyField,
        ProducerMode mode,
        boolean enabled,
        boolean configured,
        String origin,
        @Nullable String warning) {}
