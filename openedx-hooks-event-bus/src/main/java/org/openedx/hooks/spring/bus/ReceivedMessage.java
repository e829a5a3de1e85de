/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A message as the broker has it, every byte of it. Nobody may change the arrays.
 *
 * @param topic the full topic that it was read from
 * @param position where it is in the topic, in the broker's own words: the id of a Redis entry, partition and offset on
 *     Kafka
 * @param headers names and values in their order, as often as they are there; the body too where it is one of them, as
 *     on Redis
 * @param key as it came, with its framing; {@literal null} if there is none
 * @param body as it came, with its framing; {@literal null} if there is none
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // copies of every message would cost more than they protect
public record ReceivedMessage(
        String topic,
        String position,
        List<Map.Entry<String, byte[]>> headers,
        byte @Nullable [] key,
        byte @Nullable [] body) {

    /**
     * Checks that nothing is missing; the list is used as it is.
     *
     * @param topic the full topic that it was read from
     * @param position where it is in the topic
     * @param headers names and values in their order
     * @param key as it came; {@literal null} if there is none
     * @param body as it came; {@literal null} if there is none
     */
    // Not compact, since javac 17 loses the annotations of the arrays then.
    public ReceivedMessage(
            String topic,
            String position,
            List<Map.Entry<String, byte[]>> headers,
            byte @Nullable [] key,
            byte @Nullable [] body) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.position = Objects.requireNonNull(position, "position");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.key = key;
        this.body = body;
    }

    @Override
    public byte @Nullable [] key() {
        return key;
    }

    @Override
    public byte @Nullable [] body() {
        return body;
    }

    /** Where it is: the rest may be personal (PII-3). */
    @Override
    public String toString() {
        return "ReceivedMessage[" + topic + ", " + position + "]";
    }
}
