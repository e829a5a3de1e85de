/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusConsumer.MessageHandler;
import org.openedx.hooks.spring.bus.EventBusConsumer.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread's reading: first what this consumer has read before and not acknowledged, then what others have left
 * behind, then what is new (RED-8).
 */
final class RedisSession implements Session {

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisSession.class);

    /** How long a slow batch goes on before what is done of it is acknowledged. */
    private static final long ACKNOWLEDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How often the stream's length and the group's place are compared. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How often this consumer looks for entries that it has been given without noticing. */
    private static final long PENDING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long IDLE_MILLIS = 1000;

    private final RedisEventBusConsumer consumer;

    private final RedisLink link;

    private final int index;

    private final String name;

    private final RedisGroup group;

    private final int count;

    private final @Nullable Duration claimIdle;

    private final @Nullable Runnable refresher;

    private final Object lock = new Object();

    // guarded by lock
    private boolean woken;

    private @Nullable RedisFuture<?> waiting;

    // The reading thread's.
    private final Timer looks = new Timer(LOOK_NANOS);

    private final Timer pendings = new Timer(PENDING_NANOS);

    private @Nullable Timer claims;

    private String cursor = StreamId.ZERO.toString();

    /** Dealt with; acknowledged, but Redis has not said so yet. */
    private List<String> unconfirmed = List.of();

    private @Nullable RedisFuture<Long> acknowledgement;

    /** What is being worked on. */
    private volatile List<String> inHand = List.of();

    RedisSession(RedisEventBusConsumer consumer, RedisLink link, int index) {
        this.consumer = consumer;
        this.link = link;
        this.index = index;
        this.name = consumer.name(index);
        this.group = consumer.group();
        this.count = consumer.properties().consumerPollCount();
        this.claimIdle = consumer.settings().claimMsgsOlderThan();
        if (claimIdle == null) {
            this.refresher = null;
        } else {
            this.claims = new Timer(claimIdle.toNanos());
            this.refresher = link.every(claimIdle.dividedBy(3), this::refresh);
        }
    }

    @Override
    public void poll(MessageHandler handler) throws Exception {
        try {
            List<StreamMessage<byte[], byte[]>> entries = next();
            confirm();
            handle(entries, handler);
        } catch (RedisCommandExecutionException ex) {
            if (!RedisFailures.isMissingGroup(ex)) {
                throw ex;
            }
            LOGGER.warn(
                    "The stream {} or its group is gone; they are made again, and read from the oldest entry",
                    Printable.of(group.topic()));
            consumer.makeGroup(link);
        }
    }

    private List<StreamMessage<byte[], byte[]>> next() throws InterruptedException {
        if (pendings.isDue()) {
            List<StreamMessage<byte[], byte[]>> pending = group.pending(link, name, count);
            if (!pending.isEmpty()) {
                return pending;
            }
            pendings.restart();
        }
        if (claims != null && claims.isDue() && claim(claims)) {
            return group.pending(link, name, count);
        }
        if (looks.isDue()) {
            RedisGroup.State state = group.state(link);
            if (state != null) {
                consumer.losses().look(state);
            }
            looks.restart();
        }
        return read();
    }

    /** Whether something was taken over; it is pending now. */
    private boolean claim(Timer timer) throws InterruptedException {
        RedisGroup.Claim claim = group.claim(link, name, timer.period(), cursor, count);
        cursor = claim.cursor();
        consumer.losses().gone(claim.gone());
        if (claim.entries() > 0) {
            pendings.expire();
        } else if (claim.isComplete()) {
            timer.restart();
        }
        return claim.entries() > 0;
    }

    private List<StreamMessage<byte[], byte[]>> read() throws InterruptedException {
        RedisFuture<List<StreamMessage<byte[], byte[]>>> reading;
        synchronized (lock) {
            if (woken) {
                woken = false;
                return List.of();
            }
            reading = group.read(
                    link,
                    name,
                    count,
                    consumer.properties().consumerPollTimeout().duration());
            waiting = reading;
        }
        try {
            List<StreamMessage<byte[], byte[]>> entries = link.await(reading);
            return entries == null ? List.of() : entries;
        } catch (CancellationException ex) {
            // Redis may still answer, and nobody would see it.
            pendings.expire();
            return List.of();
        } finally {
            synchronized (lock) {
                waiting = null;
                woken = false;
            }
        }
    }

    private void handle(List<StreamMessage<byte[], byte[]>> entries, MessageHandler handler) {
        if (entries.isEmpty()) {
            return;
        }
        inHand = entries.stream().map(StreamMessage::getId).toList();
        List<String> done = new ArrayList<>(entries.size());
        int gone = 0;
        boolean complete = false;
        long acknowledged = System.nanoTime();
        try {
            for (StreamMessage<byte[], byte[]> entry : entries) {
                if (entry.getBody() == null || entry.getBody().isEmpty()) {
                    gone++;
                } else if (!handler.handle(Entries.message(group.topic(), entry))) {
                    return;
                }
                done.add(entry.getId());
                if (System.nanoTime() - acknowledged > ACKNOWLEDGE_NANOS) {
                    acknowledge(done);
                    done = new ArrayList<>();
                    acknowledged = System.nanoTime();
                }
            }
            complete = true;
        } finally {
            inHand = List.of();
            acknowledge(done);
            consumer.losses().gone(gone);
            if (!complete) {
                pendings.expire();
            }
        }
    }

    /** Sends it, and does not wait: the answer comes before that of the next read. If it cannot be sent, that fails. */
    private void acknowledge(List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(unconfirmed);
        all.addAll(ids);
        unconfirmed = all;
        try {
            acknowledgement = group.acknowledge(link, ids);
        } catch (BrokerUnavailableException ex) {
            LOGGER.debug("The connection was lost while messages were dealt with", ex);
        }
    }

    private void confirm() throws InterruptedException {
        if (acknowledgement != null) {
            link.await(acknowledgement);
            acknowledgement = null;
            unconfirmed = List.of();
        }
    }

    private void refresh() {
        List<String> ids = inHand;
        if (!ids.isEmpty()) {
            group.refresh(link, name, ids);
        }
    }

    @Override
    public void idle() throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
        synchronized (lock) {
            while (!woken && System.nanoTime() < end) {
                lock.wait(IDLE_MILLIS);
            }
            woken = false;
        }
        if (!link.isOpen()) {
            throw new BrokerUnavailableException("The connection to Redis is lost", null);
        }
    }

    @Override
    public void wakeup() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
            if (waiting != null) {
                waiting.cancel(false);
            }
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (refresher != null) {
                refresher.run();
            }
            confirm();
        } catch (RuntimeException ex) {
            LOGGER.debug("What was dealt with could not be acknowledged; the next session does it", ex);
        } catch (InterruptedException ex) {
            interrupted = true;
        } finally {
            consumer.closed(index, unconfirmed);
            link.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Is due at once, and then again after each period. */
    private static final class Timer {

        private final long periodNanos;

        private long due = System.nanoTime();

        Timer(long periodNanos) {
            this.periodNanos = periodNanos;
        }

        Duration period() {
            return Duration.ofNanos(periodNanos);
        }

        boolean isDue() {
            return System.nanoTime() - due >= 0;
        }

        void restart() {
            due = System.nanoTime() + periodNanos;
        }

        void expire() {
            due = System.nanoTime();
        }
    }
}
