/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An entry of {@code event-bus.consume-events}, and what is known of it. Thread-safe. */
final class ManagedConsumer {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private static final long SAMPLE_SECONDS = 10;

    private final String topic;

    private final ConsumerSettings settings;

    private final boolean transactional;

    private final EventBusConsumer consumer;

    private final MessageProcessor processor;

    private final ConsumerRunner runner;

    private final ConsumerLedger ledger;

    private final Executor background;

    private final AtomicBoolean sampling = new AtomicBoolean();

    private volatile Sample sample = new Sample(null, null, Instant.MIN);

    ManagedConsumer(
            String topic,
            ConsumerSettings settings,
            boolean transactional,
            EventBusConsumer consumer,
            MessageProcessor processor,
            ConsumerRunner runner,
            ConsumerLedger ledger,
            Executor background) {
        this.topic = topic;
        this.settings = settings;
        this.transactional = transactional;
        this.consumer = consumer;
        this.processor = processor;
        this.runner = runner;
        this.ledger = ledger;
        this.background = background;
    }

    /** Whether this is what an operator means, with prefix or without. */
    boolean isOf(String otherTopic, String group) {
        return settings.group().equals(group)
                && (topic.equals(otherTopic) || settings.topic().equals(otherTopic));
    }

    ConsumerSettings settings() {
        return settings;
    }

    boolean isTransactional() {
        return transactional;
    }

    EventBusConsumer consumer() {
        return consumer;
    }

    MessageProcessor processor() {
        return processor;
    }

    ConsumerRunner runner() {
        return runner;
    }

    /** How far the group is behind, as it was seen last; asks for a newer answer if that is old, and does not wait. */
    @Nullable
    Number lag() {
        ConsumerPosition position = recent().position;
        return position == null ? null : position.lag();
    }

    @Nullable
    Number deadLetters() {
        return recent().deadLetters;
    }

    private Sample recent() {
        if (sample.time.isBefore(Instant.now().minusSeconds(SAMPLE_SECONDS)) && sampling.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    sample();
                } finally {
                    sampling.set(false);
                }
            });
        }
        return sample;
    }

    /** Asks the broker; what it does not say stays as it was seen last. */
    void sample() {
        ConsumerPosition position = sample.position;
        Long letters = sample.deadLetters;
        try {
            position = consumer.position();
            letters = consumer.deadLetters().count();
        } catch (Exception ex) {
            log.debug("The broker does not say how far {} is in {}", settings.group(), settings.topic(), ex);
            if (ex instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        sample = new Sample(position, letters, Instant.now());
    }

    ConsumerStatus status() {
        Throwable failure = runner.failure();
        return new ConsumerStatus(
                topic,
                settings.topic(),
                settings.group(),
                settings.consumerName(),
                transactional,
                runner.state(),
                failure == null ? null : failure.getClass().getName(),
                ledger.consecutiveErrors(),
                ledger.lastMessage(),
                ledger.lastPosition(),
                ledger.outcomes(),
                ledger.events(),
                ledger.failures(),
                sample.position,
                consumer.deadLetters().name(),
                sample.deadLetters);
    }

    private record Sample(
            @Nullable ConsumerPosition position, @Nullable Long deadLetters, Instant time) {}
}
