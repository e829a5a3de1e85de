/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores events through the connection of the sender's transaction, whoever manages that: JDBC, JPA, jOOQ or any other
 * that binds the connection to the thread (OUT-2).
 */
final class JdbcEventOutbox implements EventOutbox {

    private final OutboxTables tables;

    private final StoredMessages messages;

    private final OutboxProperties.Transaction mode;

    private final TransactionOperations own;

    private final Consumer<String> committed;

    private final Clock clock;

    /** What a committed transaction has found in the tables or put there. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** One for each topic, so that a transaction that stores many events wakes the relay once. */
    private final ConcurrentHashMap<String, TransactionSynchronization> wakeUps = new ConcurrentHashMap<>();

    /**
     * An outbox.
     *
     * @param own runs what is sent without a transaction in a new one
     * @param committed told the topic of each transaction that has stored events and committed
     */
    JdbcEventOutbox(
            OutboxTables tables,
            StoredMessages messages,
            OutboxProperties.Transaction mode,
            TransactionOperations own,
            Consumer<String> committed,
            Clock clock) {
        this.tables = tables;
        this.messages = messages;
        this.mode = mode;
        this.own = own;
        this.committed = committed;
        this.clock = clock;
    }

    @Override
    public void store(EventMessage message) {
        boolean active = TransactionSynchronizationManager.isActualTransactionActive();
        // The sender's transaction has come to its end and is only being cleaned up: what joined it would be in limbo.
        boolean over = active && !TransactionSynchronizationManager.isSynchronizationActive();
        if (active && !over) {
            if (!tables.isInTransaction()) {
                throw new OutboxTransactionException(
                        ("%s was not sent: the running transaction is not one of the outbox's database. The transaction"
                                        + " manager must manage the connections of the outbox's DataSource")
                                .formatted(message.metadata().type()));
            }
            insert(message);
        } else if (over || mode == OutboxProperties.Transaction.OWN) {
            try {
                own.executeWithoutResult(status -> insert(message));
            } finally {
                TransactionSynchronizationManager.setActualTransactionActive(active); // Spring forgets one that is over
            }
        } else {
            throw new OutboxTransactionException(
                    ("%s was not sent: with producer-mode outbox it is stored in the sender's transaction, and there is"
                                    + " none on this thread (reactive ones are on none). Send it from a method with"
                                    + " @Transactional, or set event-bus.outbox.transaction=own")
                            .formatted(message.metadata().type()));
        }
    }

    private void insert(EventMessage message) {
        String topic = message.topic();
        String bodySchema = schema(message.schema());
        EventMessage.Key key = message.key();
        String keySchema = key == null ? null : schema(key.schema());
        if (!known.contains(topic)) {
            if (!tables.hasTopic(topic)) {
                tables.addTopic(topic);
            }
            knownAfterCommit(topic);
        }
        tables.insert(
                topic,
                message.metadata().type().value(),
                key == null ? null : key.bytes(),
                keySchema,
                messages.metadata(message),
                messages.headers(message),
                message.body(),
                bodySchema,
                clock.instant());
        TransactionSynchronizationManager.registerSynchronization(wakeUps.computeIfAbsent(topic, WakeUp::new));
    }

    private String schema(String text) {
        String fingerprint = messages.fingerprint(text);
        if (!known.contains(fingerprint)) {
            if (!tables.hasSchema(fingerprint)) {
                tables.addSchema(fingerprint, text);
            }
            knownAfterCommit(fingerprint);
        }
        return fingerprint;
    }

    private void knownAfterCommit(String name) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                known.add(name);
            }
        });
    }

    private final class WakeUp implements TransactionSynchronization {

        private final String topic;

        WakeUp(String topic) {
            this.topic = topic;
        }

        @Override
        public void afterCommit() {
            committed.accept(topic);
        }
    }
}
