/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;

/**
 * Which of the brokers that the application has is published on, and which is consumed from (BUS-8). Immutable and
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class EventBusBrokers {

    private final @Nullable EventBusBroker producing;

    private final @Nullable EventBusBroker consuming;

    /**
     * Chooses among brokers.
     *
     * @param brokers all that there are
     * @param producer what {@code event-bus.producer} says
     * @param consumer what {@code event-bus.consumer} says
     * @throws IllegalArgumentException if there is no such broker, or there are several and none is chosen
     */
    public EventBusBrokers(List<EventBusBroker> brokers, @Nullable String producer, @Nullable String consumer) {
        this.producing = choose(brokers, "event-bus.producer", producer);
        this.consuming = choose(brokers, "event-bus.consumer", consumer);
    }

    /**
     * The broker to publish on.
     *
     * @return {@literal null} if the application has none
     */
    public @Nullable EventBusBroker producing() {
        return producing;
    }

    /**
     * The broker to consume from.
     *
     * @return {@literal null} if the application has none
     */
    public @Nullable EventBusBroker consuming() {
        return consuming;
    }

    private static @Nullable EventBusBroker choose(
            List<EventBusBroker> brokers, String setting, @Nullable String chosen) {
        List<String> names = brokers.stream().map(EventBusBroker::name).toList();
        if (chosen == null || chosen.isBlank()) {
            if (brokers.size() > 1) {
                throw new IllegalArgumentException(
                        "There are several brokers, %s: say with %s which one to use".formatted(names, setting));
            }
            return brokers.isEmpty() ? null : brokers.get(0);
        }
        return brokers.stream()
                .filter(broker -> isMeant(broker.name(), chosen.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("%s is \"%s\", but %s"
                                .formatted(
                                        setting,
                                        Printable.of(chosen, 100),
                                        names.isEmpty()
                                                ? "there is no broker: add openedx-hooks-redis-spring-boot-starter or"
                                                        + " openedx-hooks-kafka-spring-boot-starter"
                                                : NearestName.to(chosen, names)
                                                        .map("the brokers are %s; did you mean \"%%s\"?"
                                                                .formatted(names)::formatted)
                                                        .orElse("the brokers are " + names))));
    }

    /** Open edX names the function or class of its plug-in there: edx_event_bus_redis.create_producer. */
    private static boolean isMeant(String name, String chosen) {
        return chosen.equalsIgnoreCase(name) || Objects.equals(chosen.split("\\.", 2)[0], "edx_event_bus_" + name);
    }
}
