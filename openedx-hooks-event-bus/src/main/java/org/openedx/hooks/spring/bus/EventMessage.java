/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventMetadata;

/**
 * An event on its way to a broker, in a form that needs neither its class nor a broker to be kept or sent. The bytes
 * are made once; nobody may change the arrays.
 *
 * @param topic where to, with the prefix (BUS-11)
 * @param metadata the event's metadata
 * @param key what orders events; {@literal null} if the event has none
 * @param body the event in Avro, without framing (AVR-14)
 * @param schema the schema of the body as Python's library registers it: JSON with sorted keys (AVR-13)
 * @param headers what else goes along, by name, such as {@code traceparent}; mostly nothing. No name of
 *     {@link org.openedx.hooks.wire.EventHeaders} is among them
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // copies of every message would cost more than they protect
public record EventMessage(
        String topic,
        EventMetadata metadata,
        @Nullable Key key,
        byte[] body,
        String schema,
        Map<String, String> headers) {

    /** Copies the headers. */
    public EventMessage {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(schema, "schema");
        headers = Map.copyOf(headers);
    }

    /** Topic, type and id: the rest may be personal (PII-3). */
    @Override
    public String toString() {
        return "EventMessage[" + topic + ", " + metadata.type() + ", " + metadata.id() + "]";
    }

    /**
     * The value that orders events: those with the same one stay in order (KAF-5).
     *
     * @param bytes its Avro form, without framing (KAF-6); nobody may change the array
     * @param schema its schema as Python's library registers it: the definition of the field
     * @since 0.1.0
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    public record Key(byte[] bytes, String schema) {

        /** Checks that nothing is missing. */
        public Key {
            Objects.requireNonNull(bytes, "bytes");
            Objects.requireNonNull(schema, "schema");
        }

        /** Not the value, which may be personal (PII-3). */
        @Override
        public String toString() {
            return "Key[" + schema + "]";
        }
    }
}
