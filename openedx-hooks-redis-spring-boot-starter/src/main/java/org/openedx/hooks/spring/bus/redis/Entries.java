/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.lettuce.core.StreamMessage;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.wire.EventHeaders;

/** Entries of streams as messages, and the way back (RED-1). */
final class Entries {

    private Entries() {}

    /** The fields of an entry as Python's library writes them, and what else goes along behind them. */
    static Object[] fields(EventMessage message) {
        List<Object> fields = new ArrayList<>(20);
        EventHeaders.redis().write(message.metadata()).forEach((name, value) -> add(fields, name, value));
        add(fields, EventHeaders.REDIS_EVENT_DATA, message.body());
        message.headers().forEach((name, value) -> add(fields, name, value.getBytes(StandardCharsets.UTF_8)));
        return fields.toArray();
    }

    /** The fields of an entry that was read, every byte of it. */
    static List<Object> fields(ReceivedMessage message) {
        List<Object> fields = new ArrayList<>(2 * message.headers().size() + 20);
        message.headers().forEach(header -> add(fields, header.getKey(), header.getValue()));
        return fields;
    }

    static void add(List<Object> fields, String name, byte[] value) {
        fields.add(bytes(name));
        fields.add(value);
    }

    static ReceivedMessage message(String topic, StreamMessage<byte[], byte[]> entry) {
        return message(topic, entry.getId(), fields(entry));
    }

    /** A message with these fields; if there are several bodies, headers are refused, so any of them will do. */
    static ReceivedMessage message(String topic, String position, List<Map.Entry<String, byte[]>> fields) {
        byte @Nullable [] body = null;
        for (Map.Entry<String, byte[]> field : fields) {
            if (field.getKey().equals(EventHeaders.REDIS_EVENT_DATA)) {
                body = field.getValue();
            }
        }
        return new ReceivedMessage(topic, position, fields, null, body);
    }

    /** All fields in their order, as often as they are there. */
    static List<Map.Entry<String, byte[]>> fields(StreamMessage<byte[], byte[]> entry) {
        List<Map.Entry<String, byte[]>> fields = new ArrayList<>(entry.getBody().size());
        entry.getBody().forEach((name, value) -> fields.add(Map.entry(name(name), value)));
        return fields;
    }

    /** Names may be any bytes, which come out again as they went in. */
    private static String name(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
