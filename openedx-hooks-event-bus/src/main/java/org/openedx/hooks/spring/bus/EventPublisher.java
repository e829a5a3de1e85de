/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands messages to the broker on a thread of its own, in the order in which they came, so that nobody who sends an
 * event waits for a broker or fails because of one (BUS-10). What the broker does not take now is kept, topic by topic,
 * and tried again; a topic that the broker does not take does not hold up the others. The number of messages that are
 * not on the broker yet has a limit: beyond it they are lost.
 */
final class EventPublisher implements SmartLifecycle {

    /** Stopped after whoever may send: web servers, consumers, executors; before the connections of brokers. */
    static final int PHASE = 1000;

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    /** How long messages that follow others may be kept together; those that follow none go at once. */
    private static final Duration GATHERING = Duration.ofNanos(100_000);

    private static final long FLUSH_POLL_MILLIS = 5;

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private final EventBusProducer producer;

    private final int capacity;

    private final Duration flushTimeout;

    private final LostEvents lost;

    private final BusMeters meters;

    private final BusAudit audit;

    /** What the thread has to do: take new messages, and keep those that have failed. */
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** All that is not known to be on the broker. */
    private final Set<Publication> open = ConcurrentHashMap.newKeySet();

    private final AtomicInteger size = new AtomicInteger();

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    private long taken;

    /** Whether the thread has done something since it last waited. */
    private boolean busy;

    /** From the beginning: events may be sent while the application starts. */
    private volatile boolean accepting = true;

    private volatile boolean running;

    private volatile @Nullable Thread thread;

    EventPublisher(
            EventBusProducer producer,
            int capacity,
            Duration flushTimeout,
            LostEvents lost,
            BusMeters meters,
            BusAudit audit) {
        this.producer = producer;
        this.capacity = capacity;
        this.flushTimeout = flushTimeout;
        this.lost = lost;
        this.meters = meters;
        this.audit = audit;
        meters.queue(size::get);
    }

    /** Takes a message, or counts it among the lost ones; returns at once, and never throws because of the broker. */
    void publish(Publication publication) {
        if (!accepting) {
            lose(publication, "the application has ended", null);
        } else if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            lose(publication, "too many events wait for the broker", null);
        } else {
            open.add(publication);
            tasks.add(() -> lane(publication).take(publication));
            if (thread == null) {
                startThread();
            }
        }
    }

    /** The sender's transaction has not committed, or nobody knows whether it has. */
    void withdraw(Publication publication, boolean unknown) {
        if (unknown) {
            lose(publication, "nobody knows whether the sender's transaction has committed", null);
        } else {
            publication.span().ended(null);
        }
    }

    /** How many messages are not known to be on the broker. */
    int size() {
        return size.get();
    }

    int capacity() {
        return capacity;
    }

    /** The topics that the broker does not take now, since when, and the class of the exception that says so. */
    Map<String, EventBusPublishing.Away> away() {
        Map<String, EventBusPublishing.Away> away = new HashMap<>();
        lanes.forEach((topic, lane) -> {
            EventBusPublishing.Away since = lane.away;
            if (since != null) {
                away.put(topic, since);
            }
        });
        return away;
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
        running = true;
        accepting = true;
        if (!open.isEmpty()) {
            startThread();
        }
    }

    /** An application that publishes nothing has no thread for it. */
    private synchronized void startThread() {
        if (running && thread == null) {
            Thread started = new Thread(this::run, "openedx-bus-publisher");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** What waits is given some time to get to the broker; what does not is told of, message by message. */
    @Override
    public void stop(Runnable callback) {
        Thread flushing = new Thread(
                () -> {
                    try {
                        flush();
                    } finally {
                        callback.run();
                    }
                },
                "openedx-bus-flush");
        flushing.setDaemon(true);
        flushing.start();
    }

    private synchronized void flush() {
        accepting = false;
        running = false;
        awaitEmpty(flushTimeout);
        Thread stopping = thread;
        thread = null;
        if (stopping != null) {
            stopping.interrupt();
        }
        abandon("the application has ended");
    }

    private void abandon(String reason) {
        List<Publication> left = open.stream()
                .sorted(Comparator.comparingLong(Publication::sent))
                .toList();
        left.forEach(publication -> settleLost(publication, reason, null));
        if (!left.isEmpty()) {
            log.error(
                    "{} events are not known to be on the broker, since {}; each has a line in {}",
                    left.size(),
                    reason,
                    LostEvents.CATEGORY);
        }
        tasks.clear();
        lanes.clear();
    }

    /**
     * Waits until every message is on the broker, or lost.
     *
     * @return whether that was so within the time
     */
    boolean awaitEmpty(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                Thread.sleep(FLUSH_POLL_MILLIS);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void run() {
        try {
            while (isThisThread()) {
                try {
                    turn();
                } catch (InterruptedException ex) {
                    log.trace("Interrupted", ex); // by the end of the application, or by a producer
                } catch (Exception | LinkageError | AssertionError ex) {
                    log.error("The publisher goes on after a failure that it does not know", ex);
                }
            }
        } finally {
            if (isThisThread()) {
                accepting = false;
                thread = null;
                abandon("the thread that publishes has ended");
            }
        }
    }

    private boolean isThisThread() {
        return Thread.currentThread().equals(thread);
    }

    private void turn() throws InterruptedException {
        Runnable task = tasks.poll();
        if (task == null) {
            producer.flush();
            if (busy) {
                // Where one has come from, others are about to: waking up for each would cost more than sending it.
                busy = false;
                LockSupport.parkNanos(GATHERING.toNanos());
                return;
            }
            long pause = BACKOFF.longest().toNanos();
            for (Lane lane : lanes.values()) {
                pause = Math.min(pause, lane.probe());
            }
            task = tasks.poll(pause, TimeUnit.NANOSECONDS);
        }
        if (task != null) {
            busy = true;
            task.run();
        }
    }

    private Lane lane(Publication publication) {
        return lanes.computeIfAbsent(publication.message().topic(), topic -> new Lane(topic));
    }

    private void send(Publication publication, Lane lane) {
        lane.inFlight.incrementAndGet();
        try {
            CompletionStage<?> unused = producer.publish(publication.message())
                    .whenComplete((receipt, failure) -> ended(publication, lane, receipt, failure));
        } catch (RuntimeException | LinkageError | AssertionError ex) {
            ended(publication, lane, null, ex);
        }
    }

    /** On whatever thread the producer has. */
    private void ended(Publication publication, Lane lane, @Nullable Receipt receipt, @Nullable Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof BrokerUnavailableException) {
            lane.isAway(failure);
            tasks.add(() -> lane.keep(publication));
            return;
        }
        if (failure != null) {
            settleLost(publication, "the broker does not take it", failure);
        } else if (settle(publication)) {
            EventMessage message = publication.message();
            meters.published(message.metadata().type(), message.topic(), System.nanoTime() - publication.sent());
            publication.span().ended(null);
            if (receipt != null) {
                audit.published(message, receipt);
            }
        }
        lane.ended(publication);
    }

    private boolean settle(Publication publication) {
        if (!open.remove(publication)) {
            return false;
        }
        size.decrementAndGet();
        return true;
    }

    private void settleLost(Publication publication, String reason, @Nullable Throwable failure) {
        if (settle(publication)) {
            lose(publication, reason, failure);
        }
    }

    private void lose(Publication publication, String reason, @Nullable Throwable failure) {
        publication.span().ended(failure);
        lost.add(publication.route(), publication.event(), publication.message().metadata(), reason, failure);
    }

    /** The messages of one topic. What is not volatile belongs to the thread that publishes. */
    private final class Lane {

        private final String topic;

        private final AtomicInteger inFlight = new AtomicInteger();

        /** What waits for the broker to come back, in the order in which it came. */
        private final TreeSet<Publication> kept = new TreeSet<>(Comparator.comparingLong(Publication::number));

        private Backoff backoff = BACKOFF;

        private long nextProbe;

        private volatile EventBusPublishing.@Nullable Away away;

        /** The one message that finds out whether the broker is back. */
        private volatile @Nullable Publication probe;

        private volatile boolean back;

        Lane(String topic) {
            this.topic = topic;
        }

        void take(Publication publication) {
            publication.number(++taken);
            if (away != null) {
                kept.add(publication);
            } else {
                send(publication, this);
            }
        }

        void isAway(Throwable failure) {
            if (away == null) {
                away = new EventBusPublishing.Away(
                        Instant.now(), failure.getClass().getName());
                log.warn("Events for topic {} wait, since the broker is not there", Printable.of(topic), failure);
            }
        }

        void keep(Publication publication) {
            kept.add(publication);
            if (publication.equals(probe)) {
                probe = null;
                backoff = backoff.next();
            }
            nextProbe = System.nanoTime() + backoff.pause().toNanos();
            inFlight.decrementAndGet();
        }

        void ended(Publication publication) {
            if (publication.equals(probe)) {
                back = true;
            }
            inFlight.decrementAndGet();
            if (away != null) {
                tasks.add(() -> {}); // the thread has something to look at
            }
        }

        /** Tries again what is due; returns how long there is nothing more to do, in nanoseconds. */
        long probe() {
            long longest = BACKOFF.longest().toNanos();
            if (away == null || inFlight.get() > 0) {
                return longest;
            }
            if (back || kept.isEmpty()) {
                goOn();
                return 0;
            }
            long wait = nextProbe - System.nanoTime();
            if (wait > 0) {
                return wait;
            }
            Publication first = kept.pollFirst();
            probe = first;
            send(first, this);
            producer.flush();
            return longest;
        }

        private void goOn() {
            log.info("Events for topic {} go on, {} of them have waited", Printable.of(topic), kept.size());
            probe = null;
            back = false;
            away = null;
            backoff = BACKOFF;
            while (!kept.isEmpty()) {
                Publication next = kept.pollFirst();
                if (away == null) {
                    send(next, this);
                } else {
                    kept.add(next);
                    break;
                }
            }
        }
    }
}
