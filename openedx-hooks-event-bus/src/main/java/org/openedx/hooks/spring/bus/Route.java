/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventKey;

/** An event's way to a topic, checked. Thread-safe. */
final class Route<E extends OpenEdxEvent> {

    private final EventCodec<E> codec;

    private final EventKey<E> key;

    private final String keyField;

    private final String topic;

    private final String fullTopic;

    private final ProducerMode mode;

    private final boolean configured;

    private final String origin;

    private final @Nullable String objection;

    private volatile boolean enabled;

    Route(
            EventCodec<E> codec,
            String keyField,
            String topic,
            String fullTopic,
            ProducerMode mode,
            boolean enabled,
            String origin,
            @Nullable String objection) {
        this.codec = codec;
        this.key = codec.key(keyField);
        this.keyField = keyField;
        this.topic = topic;
        this.fullTopic = fullTopic;
        this.mode = mode;
        this.configured = enabled;
        this.enabled = enabled;
        this.origin = origin;
        this.objection = objection;
    }

    OpenEdxPublicSignal<E> signal() {
        return codec.definition();
    }

    String topic() {
        return topic;
    }

    String fullTopic() {
        return fullTopic;
    }

    String keyField() {
        return keyField;
    }

    ProducerMode mode() {
        return mode;
    }

    @Nullable
    String objection() {
        return objection;
    }

    boolean isEnabled() {
        return enabled;
    }

    void enable(@Nullable Boolean wanted) {
        enabled = wanted != null ? wanted : configured;
    }

    @SuppressWarnings("unchecked") // a route is asked for events of its signal alone
    EventMessage message(OpenEdxEvent event, EventMetadata metadata, Map<String, String> headers) {
        E mine = (E) event;
        return new EventMessage(
                fullTopic,
                metadata,
                new EventMessage.Key(key.encode(mine), key.schemaText()),
                codec.encode(mine),
                codec.schemaText(),
                headers);
    }

    RouteDescription describe() {
        return new RouteDescription(
                signal().type().value(), topic, fullTopic, keyField, mode, enabled, configured, origin, objection);
    }
}
