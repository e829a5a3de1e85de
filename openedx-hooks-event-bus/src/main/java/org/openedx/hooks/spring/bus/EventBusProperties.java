/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the event bus. Those that Open edX has are called as there, so its environment variables work too:
 * {@code EVENT_BUS_TOPIC_PREFIX}. What is set for the broker in use, {@code EVENT_BUS_REDIS_CONSUMERS_ENABLED}, comes
 * before what is set for all. Immutable.
 *
 * @param topicPrefix put before the name of each topic, with a hyphen, on the broker; topics in the configuration have
 *     no prefix (BUS-11)
 * @param producer the broker to publish on, if there are several: its name, or what Open edX calls its producer
 * @param consumer the broker to consume from, if there are several: its name, or what Open edX calls its consumer
 * @param producerMode when events are published: on-commit, immediate or outbox (OUT-1)
 * @param topics what differs for single topics, by their names without prefix
 * @param queueCapacity how many events may wait for the broker in this application; more are lost
 * @param flushTimeout how long the end of the application waits for events that are not on the broker yet
 * @param logEventData whether lines about lost events have the event's data, from which they can be sent again, and
 *     which may be personal (ERR-1, PII-3)
 * @param propagateTrace whether events carry the trace of their sender, as a header traceparent
 * @param auditLoggingEnabled whether each message has a line in the audit log (AUD-1)
 * @param consumersEnabled whether consumers start at all (ERR-8)
 * @param consumerPollFailureSleep how long a consumer rests when it could not read; longer each time, up to a minute. A
 *     number without unit is in seconds (ERR-7)
 * @param consumerConsecutiveErrorsLimit after how many errors in a row a consumer stops; without limit if not set
 *     (ERR-6)
 * @param retry how failed receivers are tried again
 * @param consumeEvents the topics to consume
 * @since 0.1.0
 */
@ConfigurationProperties("event-bus")
public record EventBusProperties(
        @Nullable String topicPrefix,
        @Nullable String producer,
        @Nullable String consumer,
        @DefaultValue("on-commit") ProducerMode producerMode,
        @DefaultValue Map<String, Topic> topics,
        @DefaultValue("10000") int queueCapacity,
        @DefaultValue("10s") Duration flushTimeout,
        @DefaultValue("false") boolean logEventData,
        @DefaultValue("false") boolean propagateTrace,
        @DefaultValue("true") boolean auditLoggingEnabled,
        @DefaultValue("true") boolean consumersEnabled,
        @DefaultValue("1s") Seconds consumerPollFailureSleep,
        @Nullable Integer consumerConsecutiveErrorsLimit,
        @DefaultValue Retry retry,
        @DefaultValue List<ConsumeEvents> consumeEvents) {

    /** Copies the collections. */
    public EventBusProperties {
        topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
        consumeEvents = List.copyOf(consumeEvents);
    }

    /**
     * What differs for one topic.
     *
     * @param producerMode when events for this topic are published
     * @since 0.1.0
     */
    public record Topic(@Nullable ProducerMode producerMode) {}

    /**
     * How the receivers that failed are tried again, in place, so that the order holds.
     *
     * @param attempts how often a receiver gets a message, the first time included; at least 1
     * @param delay how long to wait before the second attempt; twice as long before each further one
     * @param maxDelay the longest wait
     * @since 0.1.0
     */
    public record Retry(
            @DefaultValue("3") int attempts,
            @DefaultValue("200ms") Duration delay,
            @DefaultValue("10s") Duration maxDelay) {}

    /**
     * A topic to consume, as the arguments and extras of Open edX's command {@code consume_events}.
     *
     * @param topic the topic, without prefix
     * @param groupId the consumer group; one for each application, and never one that a Python service uses
     * @param consumerName the stable name of this instance in the group; required on Redis (RED-6)
     * @param enabled whether to consume it
     * @param concurrency how many threads share it, on brokers that can share a topic and keep the order
     * @param transactional whether each message is handed to its receivers inside a transaction
     * @param offsetTime the time from which to read on, once, at startup; with an offset: 2026-11-20T00:00:00Z
     * @param lastReadMsgId the message after which to read on, once, at startup (RED-7)
     * @param checkBacklog whether a new group begins with the oldest message, not with those to come (RED-7)
     * @param claimMsgsOlderThan messages that another consumer of the group has not acknowledged for so long are taken
     *     over; a number without unit is in milliseconds (RED-8)
     * @param retry how failed receivers are tried again, if not as for all
     * @since 0.1.0
     */
    public record ConsumeEvents(
            @Nullable String topic,
            @Nullable String groupId,
            @Nullable String consumerName,
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1") int concurrency,
            @DefaultValue("false") boolean transactional,
            @Nullable OffsetDateTime offsetTime,
            @Nullable String lastReadMsgId,
            @DefaultValue("false") boolean checkBacklog,
            @Nullable Duration claimMsgsOlderThan,
            @Nullable Retry retry) {}
}
