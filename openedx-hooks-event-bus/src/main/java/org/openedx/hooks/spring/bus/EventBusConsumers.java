/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The consumers of the application, one for each enabled entry of {@code event-bus.consume-events}, and what operators
 * can do with them. Topics are named as they are configured, or as they are on the broker. Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventBusConsumers {

    private final List<ManagedConsumer> consumers;

    EventBusConsumers(List<ManagedConsumer> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    /**
     * All consumers as they are now, without asking the broker.
     *
     * @return an immutable list, in configured order
     */
    public List<ConsumerStatus> all() {
        return consumers.stream().map(ManagedConsumer::status).toList();
    }

    /**
     * All consumers as they are now; the broker is asked how far each is.
     *
     * @return an immutable list, in configured order
     */
    public List<ConsumerStatus> allWithPositions() {
        consumers.forEach(ManagedConsumer::sample);
        return all();
    }

    /**
     * One consumer as it is now; the broker is asked how far it is.
     *
     * @param topic the topic
     * @param group the consumer group
     * @return {@literal null} if there is none
     */
    public @Nullable ConsumerStatus find(String topic, String group) {
        ManagedConsumer found = consumer(topic, group);
        if (found == null) {
            return null;
        }
        found.sample();
        return found.status();
    }

    /**
     * Starts a consumer that is stopped or has given up, or lets a paused one go on.
     *
     * @param topic the topic
     * @param group the consumer group
     * @throws IllegalArgumentException if there is no such consumer
     * @throws IllegalStateException if it is still stopping
     */
    public void start(String topic, String group) {
        if (!existing(topic, group).runner().start()) {
            throw new IllegalStateException("The consumer of %s for %s is still stopping".formatted(topic, group));
        }
    }

    /**
     * Lets a consumer read nothing from the next message on, and keep its place in the group.
     *
     * @param topic the topic
     * @param group the consumer group
     * @throws IllegalArgumentException if there is no such consumer
     */
    public void pause(String topic, String group) {
        existing(topic, group).runner().pause();
    }

    /**
     * Stops a consumer after the message in hand; others of its group take over where the broker lets them. Returns at
     * once.
     *
     * @param topic the topic
     * @param group the consumer group
     * @throws IllegalArgumentException if there is no such consumer
     */
    public void stop(String topic, String group) {
        existing(topic, group).runner().stop();
    }

    /**
     * Moves a group, whose consumers read on from there.
     *
     * @param topic the topic
     * @param group the consumer group
     * @param start from where to read on
     * @param dryRun whether only to say what would be done
     * @return what was done, or would be
     * @throws IllegalArgumentException if there is no such consumer, or the broker has no such place
     * @throws Exception if the broker does not do it
     */
    public Replay replay(String topic, String group, StartPoint start, boolean dryRun) throws Exception {
        return existing(topic, group).consumer().replay(start, dryRun);
    }

    /**
     * Hands the dead letters of a group that are there now to the receivers that had failed, once each, the oldest
     * first. Those that fail again are dead letters again.
     *
     * @param topic the topic
     * @param group the consumer group
     * @param limit how many at most, at least 1
     * @param dryRun whether only to say how many there are
     * @return what came of them
     * @throws IllegalArgumentException if there is no such consumer, or the limit is less than 1
     * @throws Exception if the broker does not hand them out; those before have been dealt with
     */
    public Redrive redrive(String topic, String group, long limit, boolean dryRun) throws Exception {
        ManagedConsumer consumer = existing(topic, group);
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be at least 1, but is " + limit);
        }
        DeadLetters letters = consumer.consumer().deadLetters();
        long count = letters.count();
        if (dryRun) {
            return new Redrive(count, 0, 0, 0);
        }
        AtomicLong processed = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicLong skipped = new AtomicLong();
        letters.take(letter -> {
            if (processed.get() + failed.get() + skipped.get() == limit) {
                return false;
            }
            AtomicLong outcome = switch (redrive(consumer, letter)) {
                case PROCESSED -> processed;
                case SKIPPED -> skipped;
                default -> failed;
            };
            outcome.incrementAndGet();
            return true;
        });
        return new Redrive(count, processed.get(), failed.get(), skipped.get());
    }

    private static MessageOutcome redrive(ManagedConsumer consumer, DeadLetter letter) {
        try {
            return consumer.processor().redrive(letter);
        } catch (RuntimeException ex) {
            throw ex;
        } catch (Exception ex) {
            throw new BrokerUnavailableException("A dead letter could not be put back", ex);
        }
    }

    List<ManagedConsumer> managed() {
        return consumers;
    }

    private ManagedConsumer existing(String topic, String group) {
        ManagedConsumer found = consumer(topic, group);
        if (found == null) {
            throw new IllegalArgumentException("There is no such consumer");
        }
        return found;
    }

    private @Nullable ManagedConsumer consumer(String topic, String group) {
        return consumers.stream()
                .filter(consumer -> consumer.isOf(topic, group))
                .findFirst()
                .orElse(null);
    }
}
