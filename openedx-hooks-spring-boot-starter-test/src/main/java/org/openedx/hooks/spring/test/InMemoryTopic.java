/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.ReceivedMessage;

/** A topic of the {@link InMemoryEventBus}, which is its lock. */
final class InMemoryTopic {

    final List<Stored> messages = new ArrayList<>();

    final Map<String, Group> groups = new HashMap<>();

    record Stored(ReceivedMessage message, Instant time) {}

    /** How far a group has come. */
    static final class Group {

        final Deque<DeadLetter> deadLetters = new ArrayDeque<>();

        /** The index of the next message; -1 until the group has a place. */
        int next = -1;

        /** Counts how often the group was moved, for the session that has a message in hand. */
        int moves;

        /** Only one session reads, so that the order holds; the others stand by. */
        EventBusConsumer.@Nullable Session reader;
    }
}
