/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.wire.EventCodec;

/**
 * An event that the application has published in a test.
 *
 * @param topic where to, with its prefix
 * @param event the event, read from its bytes
 * @param metadata its metadata
 * @param key what orders it; {@literal null} if the key is no text
 * @param <E> the event
 * @since 0.1.0
 */
public record PublishedEvent<E extends OpenEdxEvent>(
        String topic,
        E event,
        EventMetadata metadata,
        @Nullable String key) {

    static <E extends OpenEdxEvent> PublishedEvent<E> of(EventMessage message, EventCodec<E> codec) {
        return new PublishedEvent<>(message.topic(), codec.decode(message.body()), message.metadata(), key(message));
    }

    /** Avro puts the length before a text, 7 bits in each byte. */
    private static @Nullable String key(EventMessage message) {
        EventMessage.Key key = message.key();
        if (key == null || !key.schema().contains("\"string\"")) {
            return null;
        }
        byte[] bytes = key.bytes();
        int start = 0;
        while (bytes[start] < 0) {
            start++;
        }
        return new String(bytes, start + 1, bytes.length - start - 1, StandardCharsets.UTF_8);
    }
}
