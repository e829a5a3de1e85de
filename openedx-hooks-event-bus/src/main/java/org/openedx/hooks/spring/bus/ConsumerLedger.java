/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/** What a consumer has done so far. Thread-safe. */
final class ConsumerLedger {

    private static final int CLASSES_MAXIMUM = 50;

    private static final String OTHERS = "others";

    private final Map<MessageOutcome, Long> outcomes = new EnumMap<>(MessageOutcome.class);

    private final Map<HookType, Long> events = new HashMap<>();

    private final Map<String, Long> failures = new HashMap<>();

    private int consecutiveErrors;

    private @Nullable Instant lastMessage;

    private @Nullable String lastPosition;

    /**
     * A message was dealt with; those that nobody wants say nothing about errors.
     *
     * @param type of the event, {@literal null} if it was not read
     */
    synchronized void dealtWith(ReceivedMessage message, @Nullable HookType type, MessageOutcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (type != null) {
            events.merge(type, 1L, Long::sum);
        }
        lastMessage = Instant.now();
        lastPosition = message.position();
        if (outcome == MessageOutcome.PROCESSED) {
            consecutiveErrors = 0;
        } else if (outcome != MessageOutcome.SKIPPED) {
            consecutiveErrors++;
        }
    }

    synchronized void couldNotRead() {
        consecutiveErrors++;
    }

    synchronized void failed(Throwable failure) {
        String name = failure.getClass().getName();
        failures.merge(failures.size() < CLASSES_MAXIMUM || failures.containsKey(name) ? name : OTHERS, 1L, Long::sum);
    }

    synchronized void forgetErrors() {
        consecutiveErrors = 0;
    }

    synchronized int consecutiveErrors() {
        return consecutiveErrors;
    }

    synchronized @Nullable Instant lastMessage() {
        return lastMessage;
    }

    synchronized @Nullable String lastPosition() {
        return lastPosition;
    }

    synchronized Map<MessageOutcome, Long> outcomes() {
        return Map.copyOf(outcomes);
    }

    synchronized Map<HookType, Long> events() {
        return Map.copyOf(events);
    }

    synchronized Map<String, Long> failures() {
        return Map.copyOf(failures);
    }
}
