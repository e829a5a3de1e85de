/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The state of an outbox for one topic. Counts end at 100,000: a greater one says that there are more.
 *
 * @param topic the full topic
 * @param pending how many events are to be published, those that wait for others included
 * @param oldest how long the oldest of them has been there; zero if there is none
 * @param retrying how many of them the broker has refused at least once
 * @param waiting how many of them wait for an earlier one of their key
 * @param dead how many events are not tried any more
 * @param paused whether an operator has stopped the relay
 * @param relayedHere whether this instance relayed the topic at last
 * @param failure the class of what keeps this instance's relay from working, {@literal null} if nothing does
 * @since 0.1.0
 */
public record OutboxTopic(
        String topic,
        int pending,
        Duration oldest,
        int retrying,
        int waiting,
        int dead,
        boolean paused,
        boolean relayedHere,
        @Nullable String failure) {}
