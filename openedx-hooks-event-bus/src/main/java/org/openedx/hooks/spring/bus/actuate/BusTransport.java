/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.List;

import org.openedx.hooks.HookType;
import org.openedx.hooks.spring.actuate.EventTransport;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.openedx.hooks.spring.bus.EventBusRoutes;
import org.openedx.hooks.spring.event.EventDelivery;

/** What the endpoint of all hooks shows of the event bus. */
record BusTransport(EventBusRoutes routes, EventBusConsumers consumers, EventDelivery delivery)
        implements EventTransport {

    @Override
    public List<Destination> destinations(HookType type) {
        return routes.of(type).stream()
                .map(route -> new Destination(route.fullTopic(), route.enabled()))
                .toList();
    }

    @Override
    public List<Source> sources(HookType type) {
        if (!delivery.isAwaited(type)) {
            return List.of();
        }
        return consumers.all().stream()
                .map(consumer -> new Source(
                        consumer.fullTopic(),
                        consumer.group(),
                        consumer.events().getOrDefault(type, 0L)))
                .toList();
    }
}
