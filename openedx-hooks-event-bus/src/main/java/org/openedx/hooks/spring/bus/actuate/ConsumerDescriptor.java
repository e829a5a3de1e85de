/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerStatus;

/**
 * A consumer, as {@link OpenEdxEventBusEndpoint} shows it.
 *
 * @param topic the topic as it is configured, without prefix
 * @param fullTopic the topic on the broker
 * @param group the consumer group
 * @param consumerName the name of this consumer in its group, {@literal null} if it has none
 * @param transactional whether each message is handed to its receivers inside a transaction
 * @param state stopped, starting, running, paused, waiting, stopping or failed
 * @param failure the class of what keeps it from reading, or has made it give up; {@literal null} if nothing has
 * @param consecutiveErrors how many errors there were since a message was processed (ERR-6)
 * @param lastMessage when it has dealt with a message last, {@literal null} if it has not yet
 * @param lastPosition where that message is, in the broker's own words
 * @param messages how many messages were processed, failed, unusable or skipped since the application has started
 * @param events how many messages of which event were handed to receivers, since then
 * @param failures how often receivers failed, by the class of what they threw
 * @param position how far the group has come; {@literal null} if the broker has not said so yet
 * @param deadLetterTopic where the group's dead letters are
 * @param deadLetters how many there are; {@literal null} if the broker has not said so yet
 * @since 0.1.0
 */
public record ConsumerDescriptor(
        String topic,
        String fullTopic,
        String group,
        @Nullable String consumerName,
        boolean transactional,
        String state,
        @Nullable String failure,
        int consecutiveErrors,
        @Nullable Instant lastMessage,
        @Nullable String lastPosition,
        Map<String, Long> messages,
        Map<String, Long> events,
        Map<String, Long> failures,
        @Nullable ConsumerPosition position,
        String deadLetterTopic,
        @Nullable Long deadLetters) {

    static ConsumerDescriptor of(ConsumerStatus status) {
        Map<String, Long> messages = new TreeMap<>();
        status.outcomes().forEach((outcome, count) -> messages.put(outcome.tag(), count));
        Map<String, Long> events = new TreeMap<>();
        status.events().forEach((type, count) -> events.put(type.value(), count));
        return new ConsumerDescriptor(
                status.topic(),
                status.fullTopic(),
                status.group(),
                status.consumerName(),
                status.transactional(),
                status.state().tag(),
                status.failure(),
                status.consecutiveErrors(),
                status.lastMessage(),
                status.lastPosition(),
                messages,
                events,
                status.failures(),
                status.position(),
                status.deadLetterTopic(),
                status.deadLetters());
    }
}
