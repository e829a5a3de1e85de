/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What operators see of an outbox and can do about it (OUT-3). Thread-safe. Every method asks the database, and throws
 * what that throws.
 *
 * @since 0.1.0
 */
public interface EventOutboxOperations {

    /**
     * The topics that the outbox has ever had events for, in the order of their names.
     *
     * @return an immutable list
     */
    List<OutboxTopic> topics();

    /**
     * What an operator must look after, for health: events that wait for too long, too many dead ones, a relay that
     * does not work.
     *
     * @return a sentence for each, without any of the data; immutable, and empty if all is well
     */
    List<String> problems();

    /**
     * Dead events: those that the broker refused too often, or that are damaged.
     *
     * @param topic the full topic
     * @param limit how many at most
     * @return the earliest of them, without any of their data
     */
    List<DeadOutboxEvent> dead(String topic, int limit);

    /**
     * Lets dead events be tried again, as often as new ones.
     *
     * @param topic the full topic
     * @param id which, {@literal null} for all of the topic
     * @return how many there were
     */
    int retry(String topic, @Nullable Long id);

    /**
     * Removes dead events for good.
     *
     * @param topic the full topic
     * @param id which, {@literal null} for all of the topic
     * @return how many there were
     */
    int drop(String topic, @Nullable Long id);

    /**
     * Stops or continues the relay of a topic, in all instances and beyond their end. Events are stored meanwhile.
     *
     * @param topic the full topic
     * @param paused whether nothing of it shall be relayed
     * @return whether the topic is known
     */
    boolean pause(String topic, boolean paused);
}
