/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.ConfigurationProblems;

/**
 * Which of the brokers that the application has is published on, and which is consumed from (BUS-8). Immutable and
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class EventBusBrokers {

    private final @Nullable EventBusBroker producing;

    private final @Nullable EventBusBroker consuming;

    private EventBusBrokers(@Nullable EventBusBroker producing, @Nullable EventBusBroker consuming) {
        this.producing = producing;
        this.consuming = consuming;
    }

    /**
     * Chooses among brokers.
     *
     * @throws org.openedx.hooks.spring.config.InvalidHookConfigurationException if there is no such broker, or there
     *     are several and none is chosen
     */
    static EventBusBrokers choose(
            List<EventBusBroker> brokers,
            @Nullable String producer,
            @Nullable String consumer,
            SettingOrigins origins) {
        ConfigurationProblems problems = new ConfigurationProblems();
        EventBusBrokers chosen = new EventBusBrokers(
                choose(brokers, "event-bus.producer", producer, origins, problems),
                choose(brokers, "event-bus.consumer", consumer, origins, problems));
        problems.throwIfAny("settings of the event bus", null);
        return chosen;
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
            List<EventBusBroker> brokers,
            String setting,
            @Nullable String chosen,
            SettingOrigins origins,
            ConfigurationProblems problems) {
        List<String> names = brokers.stream().map(EventBusBroker::name).toList();
        if (chosen == null || chosen.isBlank()) {
            if (brokers.size() > 1) {
                problems.add(
                        null,
                        origins.of(setting),
                        "there are several brokers, %s: say with %s which one to use.".formatted(names, setting));
            }
            return brokers.isEmpty() ? null : brokers.get(0);
        }
        EventBusBroker found = brokers.stream()
                .filter(broker -> isMeant(broker.name(), chosen.strip()))
                .findFirst()
                .orElse(null);
        if (found == null) {
            String what = "%s is \"%s\", but ".formatted(setting, Printable.of(chosen, 100));
            problems.add(
                    null,
                    origins.of(setting),
                    what
                            + (names.isEmpty()
                                    ? "there is no broker: add openedx-hooks-redis-spring-boot-starter or"
                                            + " openedx-hooks-kafka-spring-boot-starter with"
                                            + " event-bus.kafka.schema-registry-url."
                                    : "no broker has this name. "
                                            + ConfigurationProblems.suggestion(chosen, names, "brokers")));
        }
        return found;
    }

    /** Open edX names the function or class of its plug-in there: edx_event_bus_redis.create_producer. */
    private static boolean isMeant(String name, String chosen) {
        return chosen.equalsIgnoreCase(name) || Objects.equals(chosen.split("\\.", 2)[0], "edx_event_bus_" + name);
    }
}
