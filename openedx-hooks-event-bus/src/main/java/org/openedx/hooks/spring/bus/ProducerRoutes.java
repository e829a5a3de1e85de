/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Which events go to which topics, as Open edX's {@code EVENT_BUS_PRODUCER_CONFIG} has it (CFG-1). A library may bring
 * its routes as a bean of this type; several are {@linkplain #merge merged} in their order, and what
 * {@code event-bus-producer-config} says comes last. Nothing is checked here. Immutable.
 *
 * @param topics by the event's type, what is said for each topic, by its name without prefix
 * @since 0.1.0
 */
public record ProducerRoutes(Map<String, Map<String, Route>> topics) {

    /** No routes. */
    public static final ProducerRoutes NONE = new ProducerRoutes(Map.of());

    /** Copies the maps; their order stays. */
    public ProducerRoutes {
        Map<String, Map<String, Route>> copy = new LinkedHashMap<>();
        topics.forEach((type, routes) -> copy.put(
                Objects.requireNonNull(type, "type"), Collections.unmodifiableMap(new LinkedHashMap<>(routes))));
        topics = Collections.unmodifiableMap(copy);
    }

    /**
     * These routes and one more, or another one in its place.
     *
     * @param type the event's type
     * @param topic the topic, without prefix
     * @param eventKeyField the path to the value that orders the events, in Python's names
     * @param enabled whether to publish
     * @return new routes
     */
    public ProducerRoutes with(String type, String topic, String eventKeyField, boolean enabled) {
        return merge(new ProducerRoutes(Map.of(type, Map.of(topic, new Route(eventKeyField, enabled)))));
    }

    /**
     * These routes overridden by others, as {@code merge_producer_configs} does it (CFG-4): what the others have in
     * addition is added, and where both have the same event and topic, each setting that the others have wins by
     * itself.
     *
     * @param overrides the others
     * @return new routes; one may lack a setting that neither side has
     */
    public ProducerRoutes merge(ProducerRoutes overrides) {
        Map<String, Map<String, Route>> merged = new LinkedHashMap<>(topics);
        overrides.topics.forEach((type, routes) -> merged.merge(type, routes, (mine, others) -> {
            Map<String, Route> both = new LinkedHashMap<>(mine);
            others.forEach((topic, route) -> both.merge(topic, route, Route::overriddenBy));
            return both;
        }));
        return new ProducerRoutes(merged);
    }

    /**
     * What is said for an event and a topic.
     *
     * @param eventKeyField the path to the value that orders the events; {@literal null} if it is not said
     * @param enabled whether to publish; {@literal null} if it is not said
     * @since 0.1.0
     */
    public record Route(
            @Nullable String eventKeyField, @Nullable Boolean enabled) {

        Route overriddenBy(Route other) {
            return new Route(
                    other.eventKeyField != null ? other.eventKeyField : eventKeyField,
                    other.enabled != null ? other.enabled : enabled);
        }
    }
}
