/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.OutboxTelemetry;
import org.openedx.hooks.spring.bus.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a relay does in one transaction: it takes the lock of a topic, publishes a batch, and removes what the broker
 * has acknowledged. Rows are chosen by their state, never by an id that was seen last: a transaction that commits late
 * has lower ids than others that were relayed long ago.
 */
final class RelayTurn {

    /**
     * More than an event should have (PAY-7). A broker that refuses an event does so mostly for its size, and says so
     * when later events of the key are on their way: they wait until it has taken such a one.
     */
    private static final int LARGE = 64 * 1024;

    /** How many keys may be blocked at once before the relay of their topic does nothing else than to free them. */
    private static final int BLOCKED_MAXIMUM = 1000;

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus.outbox");

    private final OutboxTables tables;

    private final StoredMessages messages;

    private final EventBusProducer producer;

    private final OutboxProperties settings;

    private final OutboxTelemetry telemetry;

    private final Clock clock;

    RelayTurn(
            OutboxTables tables,
            StoredMessages messages,
            EventBusProducer producer,
            OutboxProperties settings,
            OutboxTelemetry telemetry,
            Clock clock) {
        this.tables = tables;
        this.messages = messages;
        this.producer = producer;
        this.settings = settings;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** How a turn has ended, which says when the next one is due. */
    sealed interface Outcome {

        /** There may be more to do at once. */
        record More() implements Outcome {}

        /** There is nothing to do for now, or until some time. */
        record Idle(@Nullable Instant until) implements Outcome {}

        /** Another instance relays the topic, or it is paused. */
        record NotHere(boolean paused) implements Outcome {}

        /** The broker did not take what it was given. */
        record BrokerAway(Throwable failure) implements Outcome {}
    }

    Outcome run(String topic) {
        Optional<Boolean> paused = tables.lock(topic, settings.publishTimeout().multipliedBy(2));
        if (paused.isEmpty() || paused.get()) {
            return new Outcome.NotHere(paused.isPresent());
        }
        Instant now = clock.instant();
        if (!settings.retention().isZero()) {
            tables.removePublished(topic, now.minus(settings.retention()), settings.batchSize());
        }
        List<OutboxTables.Retry> retries = tables.retries(topic, BLOCKED_MAXIMUM);
        Batch batch = new Batch(topic);
        retries.forEach(retry -> batch.block(retry.row()));
        Instant next = null;
        Set<ByteBuffer> keys = new HashSet<>();
        for (OutboxTables.Retry retry : retries) {
            ByteBuffer key = retry.row().orderedBy();
            if (key != null && !keys.add(key)) {
                continue; // waits for an earlier one
            }
            if (!retry.at().isAfter(now) && batch.size() < settings.batchSize()) {
                batch.publish(retry.row());
            } else if (next == null || retry.at().isBefore(next)) {
                next = retry.at();
            }
        }
        int room = retries.size() < BLOCKED_MAXIMUM ? settings.batchSize() - batch.size() : 0;
        List<OutboxRow> ready = room > 0 ? tables.rows(topic, RowState.READY, room) : List.of();
        ready.forEach(batch::offer);
        Throwable away = batch.finish();
        if (away != null) {
            return new Outcome.BrokerAway(away);
        }
        if (batch.size() > 0 || !ready.isEmpty()) {
            return new Outcome.More();
        }
        return new Outcome.Idle(next);
    }

    /** The events of one turn. */
    private final class Batch {

        private final String topic;

        private final Set<ByteBuffer> blocked = new HashSet<>();

        /** Keys whose later events wait for the next turn. */
        private final Set<ByteBuffer> held = new HashSet<>();

        private final List<Sent> sent = new ArrayList<>();

        private final List<Long> parked = new ArrayList<>();

        private boolean away;

        Batch(String topic) {
            this.topic = topic;
        }

        int size() {
            return sent.size();
        }

        void block(OutboxRow row) {
            ByteBuffer key = row.orderedBy();
            if (key != null) {
                blocked.add(key);
            }
        }

        void offer(OutboxRow row) {
            ByteBuffer key = row.orderedBy();
            if (key != null && blocked.contains(key)) {
                parked.add(row.id());
            } else if (!away && (key == null || !held.contains(key))) {
                publish(row);
            }
        }

        void publish(OutboxRow row) {
            EventMessage message;
            try {
                message = messages.read(topic, row, this::schema);
            } catch (RuntimeException ex) {
                kill(row, ex);
                return;
            }
            CompletableFuture<Receipt> receipt = begin(message);
            sent.add(new Sent(row, message, receipt));
            ByteBuffer key = row.orderedBy();
            if (key != null && (row.body().length > LARGE || receipt.isCompletedExceptionally())) {
                held.add(key);
            }
            away |= receipt.isCompletedExceptionally() && unavailable(await(receipt, 0)) != null;
        }

        private CompletableFuture<Receipt> begin(EventMessage message) {
            try {
                return producer.publish(message).toCompletableFuture();
            } catch (RuntimeException ex) {
                return CompletableFuture.failedFuture(ex);
            }
        }

        private String schema(String fingerprint) {
            return tables.schema(fingerprint)
                    .orElseThrow(() -> new IllegalStateException("There is no schema " + fingerprint));
        }

        /** Waits for the broker, and returns why it did not answer, if it did not. */
        @Nullable
        Throwable finish() {
            if (!sent.isEmpty()) {
                producer.flush();
            }
            tables.park(parked); // before any key is released
            long deadline = System.nanoTime() + settings.publishTimeout().toNanos();
            Throwable unavailable = null;
            List<Long> published = new ArrayList<>();
            for (Sent one : sent) {
                Throwable failure = await(one.receipt(), deadline);
                Throwable notThere = failure == null ? null : unavailable(failure);
                if (failure == null) {
                    published.add(one.row().id());
                    telemetry.published(
                            one.message(),
                            one.receipt().join(),
                            Duration.between(one.row().createdAt(), clock.instant()));
                    if (one.row().attempts() > 0) {
                        release(one.row());
                    }
                } else if (notThere == null) {
                    refuse(one.row(), failure);
                } else if (unavailable == null) {
                    unavailable = notThere;
                }
            }
            if (settings.retention().isZero()) {
                tables.delete(published);
            } else {
                tables.keep(published, clock.instant());
            }
            return unavailable;
        }

        private void refuse(OutboxRow row, Throwable failure) {
            int attempts = row.attempts() + 1;
            String error = failure.getClass().getName();
            if (attempts >= settings.maxAttempts()) {
                log.error(
                        "Event {} ({}) of the outbox is dead: the broker refused it {} times, at last with {}",
                        row.id(),
                        Printable.of(row.eventType()),
                        attempts,
                        error);
                tables.refused(row.id(), RowState.DEAD, attempts, null, error);
                release(row);
            } else {
                Duration delay = delay(attempts);
                log.warn(
                        "Event {} ({}) of the outbox was refused by the broker with {}; it is tried again in {}, and"
                                + " later events of its key wait",
                        row.id(),
                        Printable.of(row.eventType()),
                        error,
                        delay);
                tables.refused(
                        row.id(), RowState.RETRY, attempts, clock.instant().plus(delay), error);
            }
        }

        private void kill(OutboxRow row, RuntimeException failure) {
            String error = failure.getClass().getName();
            log.error(
                    "Event {} ({}) of the outbox is dead: its row is damaged ({})",
                    row.id(),
                    Printable.of(row.eventType()),
                    error);
            tables.refused(row.id(), RowState.DEAD, row.attempts(), null, error);
            ByteBuffer key = row.orderedBy();
            if (row.attempts() > 0 && key != null) {
                blocked.remove(key);
                release(row);
            }
        }

        private void release(OutboxRow row) {
            byte[] key = row.key();
            if (key != null) {
                tables.unpark(topic, key);
            }
        }

        private Duration delay(int attempts) {
            Duration delay = settings.retryDelay();
            for (int i = 1; i < attempts && delay.compareTo(settings.maxRetryDelay()) < 0; i++) {
                delay = delay.multipliedBy(2);
            }
            return delay.compareTo(settings.maxRetryDelay()) < 0 ? delay : settings.maxRetryDelay();
        }
    }

    private record Sent(OutboxRow row, EventMessage message, CompletableFuture<Receipt> receipt) {}

    private static @Nullable Throwable await(CompletableFuture<Receipt> receipt, long deadline) {
        try {
            receipt.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException ex) {
            return ex.getCause() == null ? ex : ex.getCause();
        } catch (TimeoutException ex) {
            receipt.cancel(false);
            return ex;
        } catch (CancellationException ex) {
            return ex;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return ex;
        }
    }

    /** The failure, if it says nothing about the message: the broker is away or too slow, or the application ends. */
    private static @Nullable Throwable unavailable(@Nullable Throwable failure) {
        return failure instanceof BrokerUnavailableException
                        || failure instanceof TimeoutException
                        || failure instanceof InterruptedException
                ? failure
                : null;
    }
}
