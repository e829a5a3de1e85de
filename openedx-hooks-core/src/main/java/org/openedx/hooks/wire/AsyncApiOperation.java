/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxPublicSignal;

/**
 * What an application does with a topic of an event bus, for an {@link AsyncApi} document. Immutable and thread-safe.
 *
 * @param topic the topic as the broker has it
 * @param broker one word in lower case; of {@code kafka} and {@code redis} the document knows the headers
 * @param group the consumer group for which the application receives; {@literal null} if it sends
 * @param events what is sent or received, and by which field each event is ordered, in Python's names; {@literal null}
 *     for that of its definition
 * @since 0.1.0
 */
public record AsyncApiOperation(
        String topic, String broker, @Nullable String group, Map<OpenEdxPublicSignal<?>, @Nullable String> events) {

    /** Copies the events; their order does not matter. */
    public AsyncApiOperation {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(broker, "broker");
        events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
    }

    /**
     * An event is published.
     *
     * @param topic the topic as the broker has it
     * @param broker one word in lower case
     * @param event the event
     * @param keyField the path to the value that orders the events, in Python's names
     * @return the operation
     */
    public static AsyncApiOperation send(
            String topic, String broker, OpenEdxPublicSignal<?> event, @Nullable String keyField) {
        Map<OpenEdxPublicSignal<?>, @Nullable String> events = new LinkedHashMap<>();
        events.put(event, keyField);
        return new AsyncApiOperation(topic, broker, null, events);
    }

    /**
     * A topic is consumed.
     *
     * @param topic the topic as the broker has it
     * @param broker one word in lower case
     * @param group the consumer group
     * @param events those that somebody in the application waits for; others on the topic are skipped
     * @return the operation
     */
    public static AsyncApiOperation receive(
            String topic, String broker, String group, List<? extends OpenEdxPublicSignal<?>> events) {
        Map<OpenEdxPublicSignal<?>, @Nullable String> all = new LinkedHashMap<>();
        events.forEach(event -> all.put(event, null));
        return new AsyncApiOperation(topic, broker, Objects.requireNonNull(group, "group"), all);
    }

    /**
     * Knows what an application does.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Source {

        /**
         * What the application does now.
         *
         * @return in any order, never {@literal null}
         */
        List<AsyncApiOperation> operations();
    }
}
