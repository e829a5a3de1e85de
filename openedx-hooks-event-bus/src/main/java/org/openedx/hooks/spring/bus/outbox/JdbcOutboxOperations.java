/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.DeadOutboxEvent;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.springframework.transaction.support.TransactionOperations;

/** Looks into the tables, and changes what operators ask for. */
final class JdbcOutboxOperations implements EventOutboxOperations {

    private final OutboxTables tables;

    private final OutboxRelay relay;

    /** A pool may be told that nothing commits by itself. */
    private final TransactionOperations transaction;

    private final OutboxProperties.Health health;

    private final Clock clock;

    JdbcOutboxOperations(
            OutboxTables tables,
            OutboxRelay relay,
            TransactionOperations transaction,
            OutboxProperties.Health health,
            Clock clock) {
        this.health = health;
        this.tables = tables;
        this.relay = relay;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<OutboxTopic> topics() {
        return tables.topics().stream().map(this::topic).toList();
    }

    OutboxTopic topic(String topic) {
        int ready = tables.count(topic, RowState.READY);
        int retrying = tables.count(topic, RowState.RETRY);
        int waiting = tables.count(topic, RowState.WAITING);
        Instant now = clock.instant();
        Duration oldest = Stream.of(RowState.READY, RowState.RETRY, RowState.WAITING)
                .map(state -> tables.oldest(topic, state).orElse(now))
                .map(created -> Duration.between(created, now))
                .max(Duration::compareTo)
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new OutboxTopic(
                topic,
                ready + retrying + waiting,
                oldest,
                retrying,
                waiting,
                tables.count(topic, RowState.DEAD),
                tables.isPaused(topic),
                relay.isRelaying(topic),
                relay.failure(topic).orElse(null));
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (OutboxTopic topic : topics()) {
            String name = "The outbox of topic " + Printable.of(topic.topic()) + " ";
            if (topic.oldest().compareTo(health.maxAge()) > 0) {
                problems.add(name
                        + "has %d events to publish, the oldest for %d s%s"
                                .formatted(
                                        topic.pending(),
                                        topic.oldest().toSeconds(),
                                        topic.paused() ? "; it is paused" : ""));
            }
            if (topic.dead() > health.maxDead()) {
                problems.add(name + "has %d dead events".formatted(topic.dead()));
            }
            if (topic.failure() != null) {
                problems.add(name + "cannot be relayed by this instance: " + topic.failure());
            }
        }
        return List.copyOf(problems);
    }

    @Override
    public List<DeadOutboxEvent> dead(String topic, int limit) {
        return tables.dead(Objects.requireNonNull(topic, "topic"), limit);
    }

    @Override
    public int retry(String topic, @Nullable Long id) {
        Objects.requireNonNull(topic, "topic");
        int revived = changed(() -> tables.revive(topic, id));
        relay.wake(topic);
        return revived;
    }

    @Override
    public int drop(String topic, @Nullable Long id) {
        Objects.requireNonNull(topic, "topic");
        return changed(() -> tables.drop(topic, id));
    }

    @Override
    public boolean pause(String topic, boolean paused) {
        Objects.requireNonNull(topic, "topic");
        boolean known = changed(() -> tables.pause(topic, paused)) > 0;
        relay.wake(topic);
        return known;
    }

    private int changed(IntSupplier change) {
        return Objects.requireNonNull(transaction.execute(status -> change.getAsInt()));
    }
}
