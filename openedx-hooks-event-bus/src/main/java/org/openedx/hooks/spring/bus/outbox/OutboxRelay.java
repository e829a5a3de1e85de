/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes what is stored, a thread for each topic. Every instance of the application has a relay; which of them
 * relays a topic is decided by a lock in the database, anew for each batch, so that another one goes on at once when
 * one has died.
 */
final class OutboxRelay implements SmartLifecycle {

    /** The connections of brokers and databases outlive it. */
    static final int PHASE = DEFAULT_PHASE - 100;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus.outbox");

    private final OutboxTables tables;

    private final RelayTurn turns;

    private final TransactionOperations transaction;

    private final OutboxProperties settings;

    private final Backoff pauses;

    /** Whose permits are connections that topics may hold while the broker takes its time. */
    private final Semaphore connections;

    private final Clock clock;

    private final Consumer<String> onTopic;

    private final Map<String, TopicRelay> topics = new ConcurrentHashMap<>();

    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    private volatile CountDownLatch stopping = new CountDownLatch(1);

    private volatile boolean running;

    private @Nullable Thread discovery;

    private volatile @Nullable String failure;

    OutboxRelay(
            OutboxTables tables,
            RelayTurn turns,
            TransactionOperations transaction,
            OutboxProperties settings,
            Clock clock,
            Consumer<String> onTopic) {
        this.onTopic = onTopic;
        this.tables = tables;
        this.turns = turns;
        this.transaction = transaction;
        this.settings = settings;
        this.pauses = new Backoff(settings.pollInterval(), LONGEST_PAUSE);
        this.connections = new Semaphore(settings.connections(), true);
        this.clock = clock;
    }

    /** Events for a topic have been stored, and the transaction has committed. */
    void wake(String topic) {
        if (running) {
            relayOf(topic).wake();
        }
    }

    /** The class of what keeps the relay from working for a topic, empty if nothing does. */
    Optional<String> failure(String topic) {
        TopicRelay relay = topics.get(topic);
        return Optional.ofNullable(relay == null ? failure : relay.failure);
    }

    /** Whether the relay of this instance was the last that had the lock of a topic, as far as it knows. */
    boolean isRelaying(String topic) {
        TopicRelay relay = topics.get(topic);
        return relay != null && relay.relaying;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.relay();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            stopping = new CountDownLatch(1);
            discovery = thread("openedx-outbox", this::discover);
        }
    }

    /** The batch in hand comes to its end: what the broker has acknowledged is removed. */
    @Override
    public synchronized void stop() {
        running = false;
        stopping.countDown();
        topics.values().forEach(TopicRelay::wake);
        long deadline = System.nanoTime() + settings.publishTimeout().toNanos();
        join(discovery, deadline);
        topics.values().forEach(relay -> join(relay.thread, deadline));
        topics.clear();
    }

    private static void join(@Nullable Thread thread, long deadline) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }

    /** Topics may be there that this instance never stored anything for. */
    private void discover() {
        int failures = 0;
        while (running) {
            Duration rest = settings.pollInterval();
            try {
                tables.topics().forEach(this::relayOf);
                failure = null;
                failures = 0;
            } catch (RuntimeException ex) {
                failed("The outbox cannot be read", ex, failure);
                failure = ex.getClass().getName();
                rest = pauses.after(++failures);
            }
            pause(rest);
        }
    }

    private TopicRelay relayOf(String topic) {
        return topics.computeIfAbsent(topic, TopicRelay::new);
    }

    /** Once for each topic; whoever shows it must not keep it from being relayed, or its senders from going on. */
    private void show(String topic) {
        if (shown.add(topic)) {
            try {
                onTopic.accept(topic);
            } catch (RuntimeException | LinkageError | AssertionError ex) {
                log.warn("The outbox of topic {} has no meters", Printable.of(topic), ex);
            }
        }
    }

    private void pause(Duration rest) {
        try {
            if (stopping.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                log.trace("The pause has been cut short");
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once with the stack trace when it begins, and no more while it stays the same. */
    private static void failed(String what, Throwable ex, @Nullable String before) {
        if (!ex.getClass().getName().equals(before)) {
            log.error("{}; it is tried again until it can", what, ex);
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private final class TopicRelay {

        private final String topic;

        private final Semaphore wakeUp = new Semaphore(0);

        private final Thread thread;

        private volatile boolean relaying;

        private volatile @Nullable String failure;

        private int failures;

        TopicRelay(String topic) {
            this.topic = topic;
            this.thread = thread("openedx-outbox-" + Printable.of(topic), this::run);
        }

        void wake() {
            if (wakeUp.availablePermits() == 0) {
                wakeUp.release();
            }
        }

        /** Whatever ends it, the next look for topics makes another. */
        private void run() {
            try {
                show(topic);
                while (running && !Thread.currentThread().isInterrupted()) {
                    Duration rest = turn();
                    if (failure != null) {
                        pause(rest);
                    } else if (!rest.isZero()) {
                        sleep(rest);
                    }
                }
            } finally {
                topics.remove(topic, this);
            }
        }

        private void sleep(Duration rest) {
            try {
                if (wakeUp.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                    wakeUp.drainPermits();
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        /** Returns how long to rest after it. */
        private Duration turn() {
            RelayTurn.Outcome outcome;
            try {
                connections.acquire();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return Duration.ZERO;
            }
            try {
                outcome = running ? transaction.execute(status -> turns.run(topic)) : new RelayTurn.Outcome.Idle(null);
            } catch (RuntimeException | LinkageError | AssertionError ex) {
                failed("The relay of topic " + Printable.of(topic) + " has failed", ex, failure);
                failure = ex.getClass().getName();
                relaying = false;
                return pauses.after(++failures);
            } finally {
                connections.release();
            }
            if (outcome instanceof RelayTurn.Outcome.BrokerAway away) {
                failed("The broker does not take events of topic " + Printable.of(topic), away.failure(), failure);
                failure = away.failure().getClass().getName();
                relaying = true;
                return pauses.after(++failures);
            }
            if (failure != null) {
                log.info("The relay of topic {} goes on", Printable.of(topic));
            }
            failure = null;
            failures = 0;
            relaying = !(outcome instanceof RelayTurn.Outcome.NotHere);
            if (outcome instanceof RelayTurn.Outcome.More) {
                return Duration.ZERO;
            }
            Duration poll = settings.pollInterval();
            if (outcome instanceof RelayTurn.Outcome.Idle idle && idle.until() != null) {
                Duration due = Duration.between(clock.instant(), idle.until());
                return due.isNegative() ? Duration.ZERO : due.compareTo(poll) < 0 ? due : poll;
            }
            return poll;
        }
    }
}
