/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/**
 * The routes of the application: which events are published, and where. They can be switched while it runs (CFG-3).
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventBusRoutes {

    private final Map<HookType, List<Route<?>>> byType;

    private final boolean hasBroker;

    EventBusRoutes(List<Route<?>> routes, boolean hasBroker) {
        Map<HookType, List<Route<?>>> byType = new LinkedHashMap<>();
        for (Route<?> route : routes) {
            byType.merge(
                    route.signal().type(),
                    List.of(route),
                    (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
        }
        this.byType = byType;
        this.hasBroker = hasBroker;
    }

    /**
     * All routes, those that are off included.
     *
     * @return an immutable list, by event
     */
    public List<RouteDescription> all() {
        return byType.values().stream()
                .flatMap(List::stream)
                .map(Route::describe)
                .toList();
    }

    /**
     * The routes of an event.
     *
     * @param type its type
     * @return an immutable list, empty if it is never published
     */
    public List<RouteDescription> of(HookType type) {
        return routes(type).stream().map(Route::describe).toList();
    }

    /**
     * Switches a route, for all events that are sent from now on.
     *
     * @param type the event's type
     * @param topic the topic, without prefix
     * @param enabled whether to publish; {@literal null} for what is configured
     * @return the route as it is now; {@literal null} if there is none
     * @throws IllegalStateException if it is to be switched on, and the application has no broker
     */
    public @Nullable RouteDescription enable(HookType type, String topic, @Nullable Boolean enabled) {
        for (Route<?> route : routes(type)) {
            if (route.topic().equals(topic)) {
                if (Boolean.TRUE.equals(enabled) && !hasBroker) {
                    throw new IllegalStateException("The application has no broker to publish on");
                }
                route.enable(enabled);
                return route.describe();
            }
        }
        return null;
    }

    List<Route<?>> routes(HookType type) {
        return byType.getOrDefault(type, List.of());
    }
}
