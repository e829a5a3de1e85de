/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * Where a group reads on.
 *
 * @since 0.1.0
 */
public sealed interface StartPoint {

    /**
     * Reads what an operator has written: a time as ISO 8601 with an offset, else a position.
     *
     * @param text for example {@code 2026-11-20T00:00:00Z}, or an id as the broker has them
     * @return never {@literal null}
     */
    static StartPoint of(String text) {
        try {
            return new Time(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException ex) {
            return new Position(text);
        }
    }

    /**
     * With the first message that the broker has stored at or after a time.
     *
     * @param time the time
     * @since 0.1.0
     */
    record Time(Instant time) implements StartPoint {

        /** Checks that it is there. */
        public Time {
            Objects.requireNonNull(time, "time");
        }
    }

    /**
     * With the message at a position, or the first one after it.
     *
     * @param value the position in the broker's own words, unchecked; as {@link ReceivedMessage#position()} has it
     * @since 0.1.0
     */
    record Position(String value) implements StartPoint {

        /** Checks that it is there. */
        public Position {
            Objects.requireNonNull(value, "value");
        }
    }
}
