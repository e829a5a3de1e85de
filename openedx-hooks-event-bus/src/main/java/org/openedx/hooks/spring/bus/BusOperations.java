/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.wire.AsyncApiOperation;

/**
 * What an AsyncAPI document says of an application's event bus: its routes that are on, and its consumers with the
 * events that somebody waits for.
 */
record BusOperations(
        EventBusBrokers brokers,
        EventBusRoutes routes,
        EventBusConsumers consumers,
        HookCatalog catalog,
        EventReceivers receivers)
        implements AsyncApiOperation.Source {

    @Override
    public List<AsyncApiOperation> operations() {
        List<AsyncApiOperation> operations = new ArrayList<>();
        EventBusBroker producing = brokers.producing();
        if (producing != null) {
            for (RouteDescription route : routes.all()) {
                if (route.enabled()) {
                    signal(catalog.find(route.type()))
                            .ifPresent(event -> operations.add(AsyncApiOperation.send(
                                    route.fullTopic(), producing.name(), event, route.keyField())));
                }
            }
        }
        EventBusBroker consuming = brokers.consuming();
        if (consuming != null) {
            List<OpenEdxPublicSignal<?>> awaited = awaited();
            for (ConsumerStatus consumer : consumers.all()) {
                operations.add(
                        AsyncApiOperation.receive(consumer.fullTopic(), consuming.name(), consumer.group(), awaited));
            }
        }
        return operations;
    }

    private List<OpenEdxPublicSignal<?>> awaited() {
        List<OpenEdxPublicSignal<?>> awaited = new ArrayList<>();
        for (HookDefinition hook : catalog.definitions()) {
            signal(Optional.of(hook)).filter(receivers::isAwaited).ifPresent(awaited::add);
        }
        return awaited;
    }

    private static Optional<OpenEdxPublicSignal<?>> signal(Optional<HookDefinition> hook) {
        return hook.filter(OpenEdxPublicSignal.class::isInstance).map(signal -> (OpenEdxPublicSignal<?>) signal);
    }
}
