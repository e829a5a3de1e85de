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
import org.springframework.dao.DataAccessException;

/**
 * What a relay does in one transaction: it takes the lock of a topic, publishes a batch, and removes what the broker
 * has acknowledged. Rows are chosen by their state, never by an id that was seen last: a transaction that commits late
 * has lower ids than others that were relayed long ago.
 */
final class RelayTurn {

    /**
     * A broker that refuses an event does so mostly for its size, and says so when later events of the key are on their
     * way: they wait until it has taken such a one.
     */
    private static final int LARGE = 16 * 1024;

    /** How many keys may be blocked at once before the relay of their topic does nothing else than to free them. */
    private static final int BLOCKED_MAXIMUM = 1000;

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus.outbox");

    private final OutboxTables tables;

    private final StoredMessages messages;

    private final EventBusProducer producer;

    private final OutboxProperties settings;

    private final OutboxTelemetry telemetry;

    private final Backoff backoff;

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
        this.backoff = new Backoff(settings.retryDelay(), settings.maxRetryDelay());
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
        Optional<OutboxTables.Turn> taken =
                tables.take(topic, settings.publishTimeout().multipliedBy(2), BLOCKED_MAXIMUM, settings.batchSize());
        if (taken.isEmpty() && !tables.hasTopic(topic)) {
            tables.addTopic(topic); // somebody has removed it, and senders think that it is there
            return new Outcome.More();
        }
        if (taken.isEmpty() || taken.get().paused()) {
            return new Outcome.NotHere(taken.isPresent());
        }
        OutboxTables.Turn turn = taken.get();
        Instant now = clock.instant();
        if (!settings.retention().isZero()) {
            tables.removePublished(topic, now.minus(settings.retention()), settings.batchSize());
        }
        Batch batch = new Batch(topic);
        Instant next = null;
        List<Long> due = new ArrayList<>();
        for (OutboxTables.Retry retry : turn.retries()) {
            batch.block(retry.key());
            if (!retry.at().isAfter(now) && due.size() < settings.batchSize()) {
                due.add(retry.id());
            } else if (next == null || retry.at().isBefore(next)) {
                next = retry.at();
            }
        }
        tables.rows(due).forEach(batch::add);
        int room = turn.retries().size() < BLOCKED_MAXIMUM ? settings.batchSize() - due.size() : 0;
        List<OutboxRow> ready =
                turn.ready().subList(0, Math.min(room, turn.ready().size()));
        ready.forEach(batch::offer);
        Throwable away = batch.publish();
        if (away != null) {
            return new Outcome.BrokerAway(away);
        }
        if (!due.isEmpty() || !ready.isEmpty()) {
            return new Outcome.More();
        }
        return new Outcome.Idle(next);
    }

    /** The events of one turn. Each is read when its turn comes, while the broker works on those before it. */
    private final class Batch {

        private final String topic;

        /** Keys with an event that was refused, whose later events wait. */
        private final Set<ByteBuffer> blocked = new HashSet<>();

        private final List<Long> parked = new ArrayList<>();

        private final List<OutboxRow> outgoing = new ArrayList<>();

        Batch(String topic) {
            this.topic = topic;
        }

        void block(@Nullable ByteBuffer key) {
            if (key != null) {
                blocked.add(key);
            }
        }

        void offer(OutboxRow row) {
            if (isBlocked(row)) {
                parked.add(row.id());
            } else {
                add(row);
            }
        }

        void add(OutboxRow row) {
            outgoing.add(row);
        }

        private boolean isBlocked(OutboxRow row) {
            ByteBuffer key = row.orderedBy();
            return key != null && blocked.contains(key);
        }

        private String schema(String fingerprint) {
            return tables.schema(fingerprint)
                    .orElseThrow(() -> new IllegalStateException("There is no schema " + fingerprint));
        }

        /** Publishes what there is, and returns why the broker did not answer, if it did not. */
        @Nullable
        Throwable publish() {
            tables.park(parked); // before any key is released
            List<Sent> sent = new ArrayList<>();
            long deadline;
            try {
                send(sent);
                removeForNow(sent);
            } finally {
                // Whatever the database says: what is on its way must not be overtaken by what comes again.
                deadline = awaitAnswers(sent);
            }
            return settle(sent, deadline);
        }

        private void send(List<Sent> sent) {
            Set<ByteBuffer> held = new HashSet<>(); // keys whose later events wait for the next turn
            try {
                for (OutboxRow row : outgoing) {
                    ByteBuffer key = row.orderedBy();
                    EventMessage message = key != null && held.contains(key) ? null : message(row);
                    if (message == null) {
                        continue;
                    }
                    CompletableFuture<Receipt> receipt = begin(message);
                    sent.add(new Sent(row, message, receipt));
                    if (receipt.isCompletedExceptionally() && unavailable(await(receipt, 0)) != null) {
                        break;
                    }
                    if (key != null && (row.body().length > LARGE || receipt.isCompletedExceptionally())) {
                        held.add(key);
                    }
                }
            } finally {
                if (!sent.isEmpty()) {
                    producer.flush();
                }
            }
        }

        /** Nothing if the row is damaged, and dead by now. */
        private @Nullable EventMessage message(OutboxRow row) {
            try {
                return messages.read(topic, row, this::schema);
            } catch (DataAccessException ex) {
                throw ex; // of which the row knows nothing
            } catch (RuntimeException ex) {
                kill(row, ex);
                return null;
            }
        }

        private CompletableFuture<Receipt> begin(EventMessage message) {
            try {
                return producer.publish(message).toCompletableFuture();
            } catch (RuntimeException | LinkageError | AssertionError ex) {
                return CompletableFuture.failedFuture(ex);
            }
        }

        private @Nullable Throwable settle(List<Sent> sent, long deadline) {
            boolean removed = sent.stream().map(Sent::receipt).allMatch(Batch::isAcknowledged);
            if (!removed) {
                tables.takeBack();
            }
            Throwable away = null;
            Set<ByteBuffer> unanswered = new HashSet<>();
            Set<ByteBuffer> refused = new HashSet<>();
            List<Long> published = new ArrayList<>();
            List<Long> overtaking = new ArrayList<>();
            for (Sent one : sent) {
                ByteBuffer key = one.row().orderedBy();
                Throwable failure = await(one.receipt(), deadline);
                Throwable notThere = unavailable(failure);
                if (key != null && unanswered.contains(key)) {
                    continue; // It has overtaken one that comes again, and stays where it is, behind that.
                }
                if (notThere != null) {
                    away = away == null ? notThere : away;
                    if (key != null) {
                        unanswered.add(key);
                    }
                } else if (key != null && refused.contains(key)) {
                    // It has overtaken one that comes again, so it comes again behind that, whatever became of it.
                    overtaking.add(one.row().id());
                } else if (failure != null) {
                    if (refuse(one.row(), failure) && key != null) {
                        refused.add(key);
                    }
                } else {
                    published.add(one.row().id());
                    tell(one);
                    if (one.row().attempts() > 0) {
                        release(one.row());
                    }
                }
            }
            tables.park(overtaking);
            if (!removed) {
                remove(published);
            }
            return away;
        }

        /**
         * Removes the rows while the broker works, which is taken back unless it acknowledges them all. Nobody else
         * sees it before the transaction commits, which it does after the broker's answers only.
         */
        private void removeForNow(List<Sent> sent) {
            List<Long> ids = sent.stream().map(one -> one.row().id()).toList();
            if (ids.isEmpty()) {
                return;
            }
            if (settings.retention().isZero()) {
                tables.deleteForNow(ids);
            } else {
                tables.keepForNow(ids, clock.instant());
            }
        }

        /** To be woken once is cheaper than for each; what became of each is asked afterwards. Returns until when. */
        private long awaitAnswers(List<Sent> sent) {
            long deadline = System.nanoTime() + settings.publishTimeout().toNanos();
            CompletableFuture<?>[] receipts = sent.stream().map(Sent::receipt).toArray(CompletableFuture<?>[]::new);
            Throwable unused = await(CompletableFuture.allOf(receipts), deadline);
            return deadline;
        }

        private static boolean isAcknowledged(CompletableFuture<Receipt> receipt) {
            return receipt.isDone() && !receipt.isCompletedExceptionally();
        }

        private void remove(List<Long> ids) {
            if (settings.retention().isZero()) {
                tables.delete(ids);
            } else {
                tables.keep(ids, clock.instant());
            }
        }

        /** Whoever listens must not keep published events from being removed. */
        private void tell(Sent one) {
            try {
                telemetry.published(
                        one.message(),
                        one.receipt().join(),
                        Duration.between(one.row().createdAt(), clock.instant()));
            } catch (RuntimeException | LinkageError | AssertionError ex) {
                log.warn(
                        "Nobody was told that event {} of the outbox is published",
                        one.row().id(),
                        ex);
            }
        }

        /** Returns whether it is tried again. */
        private boolean refuse(OutboxRow row, Throwable failure) {
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
                return false;
            }
            Duration delay = backoff.after(attempts);
            log.warn(
                    "Event {} ({}) of the outbox was refused by the broker with {}; it is tried again in {}, and later"
                            + " events of its key wait",
                    row.id(),
                    Printable.of(row.eventType()),
                    error,
                    delay);
            tables.refused(row.id(), RowState.RETRY, attempts, clock.instant().plus(delay), error);
            return true;
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
    }

    private record Sent(OutboxRow row, EventMessage message, CompletableFuture<Receipt> receipt) {}

    private static @Nullable Throwable await(CompletableFuture<?> receipt, long deadline) {
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
