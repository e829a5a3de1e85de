/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/**
 * A consumer as it is now. There is no value of any event in it.
 *
 * @param topic the topic as it is configured, without prefix
 * @param fullTopic the topic on the broker
 * @param group the consumer group
 * @param consumerName the name of this consumer in its group, {@literal null} if it has none
 * @param transactional whether each message is handed to its receivers inside a transaction
 * @param state what it is doing
 * @param failure the class of what keeps it from reading, or has made it give up; {@literal null} if nothing has
 * @param consecutiveErrors how many errors there were since a message was processed (ERR-6)
 * @param lastMessage when it has dealt with a message last, {@literal null} if it has not yet
 * @param lastPosition where that message is, in the broker's own words
 * @param outcomes how many messages had which outcome, since the application has started
 * @param events how many messages of which event were handed to receivers, since then
 * @param failures how often receivers failed, by the class of what they threw
 * @param position how far the group has come, as it was seen last; {@literal null} if the broker has not said so yet
 * @param deadLetterTopic where the group's dead letters are
 * @param deadLetters how many there are, as it was seen last; {@literal null} if the broker has not said so yet
 * @since 0.1.0
 */
public record ConsumerStatus(
        String topic,
        String fullTopic,
        String group,
        @Nullable String consumerName,
        boolean transactional,
        ConsumerState state,
        @Nullable String failure,
        int consecutiveErrors,
        @Nullable Instant lastMessage,
        @Nullable String lastPosition,
        Map<MessageOutcome, Long> outcomes,
        Map<HookType, Long> events,
        Map<String, Long> failures,
        @Nullable ConsumerPosition position,
        String deadLetterTopic,
        @Nullable Long deadLetters) {

    /** Copies the maps. */
    public ConsumerStatus {
        outcomes = Map.copyOf(outcomes);
        events = Map.copyOf(events);
        failures = Map.copyOf(failures);
    }
}
