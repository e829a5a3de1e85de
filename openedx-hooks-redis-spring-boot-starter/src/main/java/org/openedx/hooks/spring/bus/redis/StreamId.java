/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openedx.hooks.Printable;

/**
 * The id of an entry of a stream: two numbers of 64 bits without sign.
 *
 * @param millis the server's time when the entry was stored, in milliseconds
 * @param sequence counts the entries of one millisecond
 */
record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** Before the first entry of any stream. */
    static final StreamId ZERO = new StreamId(0, 0);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,20})(?:-([0-9]{1,20}))?");

    private static final long LARGEST = -1;

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException if it is none
     */
    static StreamId of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            try {
                String sequence = matcher.group(2);
                return new StreamId(
                        Long.parseUnsignedLong(matcher.group(1)),
                        sequence == null ? 0 : Long.parseUnsignedLong(sequence));
            } catch (NumberFormatException ex) {
                // It has too many digits: the same message.
            }
        }
        throw new IllegalArgumentException("'" + Printable.of(text, 100)
                + "' is no position in a Redis stream; one is 0, an id such as 1732060800000-0, $ for its end, or a time"
                + " with an offset such as 2026-11-20T00:00:00Z");
    }

    static StreamId of(byte[] text) {
        return of(new String(text, StandardCharsets.ISO_8859_1));
    }

    /** The least id that an entry can have that is stored at a time or later. */
    static StreamId at(Instant time) {
        return new StreamId(Math.max(0, time.toEpochMilli()), 0);
    }

    /** The id right before this one; zero has none before it. */
    StreamId previous() {
        if (sequence != 0) {
            return new StreamId(millis, sequence - 1);
        }
        return millis == 0 ? this : new StreamId(millis - 1, LARGEST);
    }

    @Override
    public int compareTo(StreamId other) {
        int order = Long.compareUnsigned(millis, other.millis);
        return order != 0 ? order : Long.compareUnsigned(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }
}
