/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A message that a group could not deal with. It has no messages of exceptions and no stack traces: they may be
 * personal, and nobody knows who reads dead letters (PII-3).
 *
 * @param message as it came: topic, position, headers, key and body of the original
 * @param reason why it is here
 * @param receivers the names of the receivers that failed; empty if none was called, or all are to be called again
 * @param exceptionClass the name of the class of what the last of them threw; {@literal null} if nothing was thrown
 * @param attempts how often it was tried, by all consumers together
 * @param time when it was given up
 * @param origin the host that gave it up
 * @since 0.1.0
 */
public record DeadLetter(
        ReceivedMessage message,
        Reason reason,
        Set<String> receivers,
        @Nullable String exceptionClass,
        int attempts,
        Instant time,
        String origin) {

    /** The names of the properties of a letter, for brokers that keep them as headers or fields. */
    public static final String HEADER_PREFIX = "openedx-dlt-";

    /** Copies the set. */
    public DeadLetter {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(origin, "origin");
        receivers = Set.copyOf(receivers);
    }

    /**
     * Why a message is a dead letter.
     *
     * @since 0.1.0
     */
    public enum Reason {

        /** Its headers or its body are not what they should be (ERR-4). */
        UNUSABLE,

        /** At least one receiver failed at every attempt (ERR-3). */
        RECEIVER_FAILED
    }
}
