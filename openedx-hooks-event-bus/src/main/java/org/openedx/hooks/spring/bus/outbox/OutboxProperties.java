/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Settings of the outbox. Immutable.
 *
 * @param enabled whether there is an outbox, if it is not to follow from the producer modes; {@literal true} relays
 *     what is left in the tables after the last topic has got another mode
 * @param initializeSchema when the tables are made at startup: always, never, or only in embedded databases
 * @param schema the script that makes them; {@code @@platform@@} stands for the database
 * @param platform which database it is, postgresql or h2, if it is not to be found out from the connection
 * @param transaction what a send without a transaction does: fail (required), or store the event in a transaction of
 *     its own (own)
 * @param relay whether this instance relays what is stored; some instance must
 * @param connections how many topics are relayed at the same time, at most, each on a connection of the pool: what is
 *     left of it is the application's, even if the broker does not answer
 * @param batchSize how many events are relayed in one transaction, at most, up to 10000; after a crash as many may
 *     arrive twice
 * @param pollInterval how often the relay looks for events that it was not woken for, those of other instances, and for
 *     topics that lost their relay
 * @param publishTimeout how long the broker may take for a batch
 * @param maxAttempts how often an event that the broker refuses is tried before it is dead; meanwhile later events of
 *     its key wait
 * @param retryDelay how long to wait before the second attempt; twice as long before each further one
 * @param maxRetryDelay the longest wait
 * @param retention how long published events are kept in the table; not at all by default
 * @param health when the outbox is unwell
 * @since 0.1.0
 */
@ConfigurationProperties("event-bus.outbox")
public record OutboxProperties(
        @Nullable Boolean enabled,
        @DefaultValue("embedded") DatabaseInitializationMode initializeSchema,

        @DefaultValue("classpath:org/openedx/hooks/spring/bus/outbox/schema-@@platform@@.sql")
        String schema,

        @Nullable String platform,
        @DefaultValue("required") Transaction transaction,
        @DefaultValue("true") boolean relay,
        @DefaultValue("4") int connections,
        @DefaultValue("100") int batchSize,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("30s") Duration publishTimeout,
        @DefaultValue("10") int maxAttempts,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("5m") Duration maxRetryDelay,
        @DefaultValue("0s") Duration retention,
        @DefaultValue Health health) {

    /** A batch is in memory. */
    private static final int LARGEST_BATCH = 10_000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them cannot work
     */
    public OutboxProperties {
        atLeastOne("connections", connections);
        atLeastOne("batch-size", batchSize);
        if (batchSize > LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "event-bus.outbox.batch-size must be at most " + LARGEST_BATCH + ", but is " + batchSize);
        }
        atLeastOne("max-attempts", maxAttempts);
        positive("poll-interval", pollInterval);
        positive("publish-timeout", publishTimeout);
        positive("retry-delay", retryDelay);
        positive("max-retry-delay", maxRetryDelay);
        if (retention.isNegative()) {
            throw new IllegalArgumentException("event-bus.outbox.retention must not be negative, but is " + retention);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("event-bus.outbox." + name + " must be at least 1, but is " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("event-bus.outbox." + name + " must be positive, but is " + value);
        }
    }

    /**
     * What becomes of an event that is sent without a transaction.
     *
     * @since 0.1.0
     */
    public enum Transaction {

        /** The send fails: what was to be told together with a change would be told without it. */
        REQUIRED,

        /** The event is stored in a transaction of its own. */
        OWN
    }

    /**
     * When the outbox is unwell.
     *
     * @param maxAge the age of the oldest event that waits
     * @param maxDead how many dead events there may be
     * @since 0.1.0
     */
    public record Health(
            @DefaultValue("5m") Duration maxAge,
            @DefaultValue("0") int maxDead) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one of them cannot work
         */
        public Health {
            positive("health.max-age", maxAge);
            if (maxDead < 0) {
                throw new IllegalArgumentException(
                        "event-bus.outbox.health.max-dead must not be negative, but is " + maxDead);
            }
        }
    }
}
