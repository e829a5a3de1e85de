/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a consumer: they read until they are to stop, rest when the broker cannot be read (ERR-7), and give up
 * after too many errors in a row (ERR-6). It can be started again after each end. Thread-safe.
 */
final class ConsumerRunner implements Patience {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final EventBusConsumer consumer;

    private final ConsumerSettings settings;

    private final Backoff pauses;

    private final @Nullable Integer errorsLimit;

    private final ConsumerLedger ledger;

    private EventBusConsumer.MessageHandler processor = message -> false;

    private final List<Reader> readers = new ArrayList<>();

    private boolean stopping;

    private boolean abandoned;

    private boolean paused;

    private @Nullable Throwable gaveUp;

    ConsumerRunner(
            EventBusConsumer consumer,
            ConsumerSettings settings,
            Duration pollFailureSleep,
            @Nullable Integer errorsLimit,
            ConsumerLedger ledger) {
        this.consumer = consumer;
        this.settings = settings;
        this.pauses = new Backoff(pollFailureSleep, LONGEST_PAUSE);
        this.errorsLimit = errorsLimit;
        this.ledger = ledger;
    }

    /** Who deals with the messages; said once, before the start. */
    synchronized void handler(EventBusConsumer.MessageHandler handler) {
        processor = handler;
    }

    /**
     * Starts to read, or goes on after a pause.
     *
     * @return {@literal false} if it is still stopping
     */
    synchronized boolean start() {
        paused = false;
        if (!readers.isEmpty()) {
            return !stopping;
        }
        stopping = false;
        abandoned = false;
        gaveUp = null;
        ledger.forgetErrors();
        for (int number = 1; number <= settings.concurrency(); number++) {
            Reader reader = new Reader(number);
            readers.add(reader);
            reader.start();
        }
        return true;
    }

    /** Reads nothing from the next message on, and keeps the group's place. */
    synchronized void pause() {
        paused = true;
    }

    /** Reads nothing after the message in hand; returns at once. */
    void stop() {
        List<Reader> waiting;
        synchronized (this) {
            stopping = true;
            notifyAll();
            waiting = List.copyOf(readers);
        }
        waiting.forEach(Reader::wakeup);
    }

    /** Waits for the messages in hand. */
    synchronized void awaitEnd() throws InterruptedException {
        while (!readers.isEmpty()) {
            wait();
        }
    }

    /** Leaves the messages in hand as they are: they will be read again. */
    synchronized void abandon() {
        stopping = true;
        abandoned = true;
        notifyAll();
        readers.forEach(reader -> {
            log.warn(
                    "Consumer of {} for {} is interrupted, with a message in hand", settings.topic(), settings.group());
            reader.interrupt();
        });
    }

    synchronized ConsumerState state() {
        if (readers.isEmpty()) {
            return gaveUp != null ? ConsumerState.FAILED : ConsumerState.STOPPED;
        }
        if (stopping) {
            return ConsumerState.STOPPING;
        }
        if (readers.stream().anyMatch(reader -> reader.failure != null)) {
            return ConsumerState.WAITING;
        }
        if (paused) {
            return ConsumerState.PAUSED;
        }
        return readers.stream().allMatch(reader -> reader.session != null)
                ? ConsumerState.RUNNING
                : ConsumerState.STARTING;
    }

    /** What keeps it from reading, or has made it give up. */
    synchronized @Nullable Throwable failure() {
        if (readers.isEmpty()) {
            return gaveUp;
        }
        return readers.stream()
                .map(reader -> reader.failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized boolean isStopping() {
        return stopping;
    }

    @Override
    public boolean sleep(Duration pause) {
        return sleep(pause, false);
    }

    @Override
    public boolean sleepUnlessStopping(Duration pause) {
        return sleep(pause, true);
    }

    private synchronized boolean sleep(Duration pause, boolean unlessStopping) {
        long end = System.nanoTime() + pause.toNanos();
        while (!abandoned && !(stopping && unlessStopping)) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return true;
            }
            try {
                wait(millis);
            } catch (InterruptedException ex) {
                log.trace("Interrupted", ex); // by a receiver, or by abandon
            }
        }
        return false;
    }

    @Override
    public synchronized void forgetInterrupt() {
        if (!abandoned && Thread.interrupted()) {
            log.debug("A receiver has left the thread of {} interrupted", settings.topic());
        }
    }

    private synchronized boolean isPaused() {
        return paused;
    }

    private void giveUp(Throwable failure) {
        synchronized (this) {
            if (gaveUp == null) {
                gaveUp = failure;
                log.error(
                        "Consumer of {} for {} has given up after {} errors in a row",
                        settings.topic(),
                        settings.group(),
                        ledger.consecutiveErrors(),
                        failure);
            }
        }
        stop();
    }

    private synchronized void ended(Reader reader) {
        readers.remove(reader);
        notifyAll();
    }

    private boolean handle(ReceivedMessage message) {
        boolean handled = processor.handle(message);
        checkErrors(null);
        return handled;
    }

    private void checkErrors(@Nullable Throwable failure) {
        if (errorsLimit != null && ledger.consecutiveErrors() >= errorsLimit && !isStopping()) {
            giveUp(failure != null ? failure : new ConsecutiveErrorsException(errorsLimit));
        }
    }

    /** One thread and its session. */
    private final class Reader extends Thread {

        private Backoff backoff = pauses;

        private volatile EventBusConsumer.@Nullable Session session;

        private volatile @Nullable Throwable failure;

        Reader(int number) {
            super("openedx-bus-%s-%s-%d".formatted(settings.topic(), settings.group(), number));
            setDaemon(false); // an application may be there to consume, and for nothing else (WRK-1)
        }

        void wakeup() {
            EventBusConsumer.Session open = session;
            if (open != null) {
                open.wakeup();
            }
        }

        @Override
        public void run() {
            try {
                while (!isStopping()) {
                    turn();
                }
            } catch (VirtualMachineError fatal) {
                giveUp(fatal);
                throw fatal;
            } finally {
                close();
                ended(this);
            }
        }

        private void turn() {
            try {
                EventBusConsumer.Session open = session;
                if (open == null) {
                    open = consumer.open();
                    session = open;
                }
                if (isPaused()) {
                    open.idle();
                } else {
                    open.poll(ConsumerRunner.this::handle);
                }
                continued();
            } catch (Throwable ex) {
                Fatal.rethrow(ex);
                close();
                if (!isStopping()) {
                    failed(ex);
                }
            }
        }

        private void continued() {
            if (failure != null) {
                failure = null;
                backoff = pauses;
                log.info("Consumer of {} for {} reads again", settings.topic(), settings.group());
            }
        }

        private void failed(Throwable ex) {
            if (failure == null) {
                log.warn("Consumer of {} for {} cannot read now", settings.topic(), settings.group(), ex);
            }
            failure = ex;
            ledger.couldNotRead();
            checkErrors(ex);
            forgetInterrupt();
            sleepUnlessStopping(backoff.pause());
            backoff = backoff.next();
        }

        private void close() {
            EventBusConsumer.Session open = session;
            session = null;
            if (open != null) {
                try {
                    open.close();
                } catch (Throwable ex) {
                    Fatal.rethrow(ex);
                    log.debug("A session of {} was not closed in order", settings.topic(), ex);
                }
            }
        }
    }

    /** Why a consumer has given up, if nothing was thrown. */
    private static final class ConsecutiveErrorsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ConsecutiveErrorsException(int limit) {
            super("%d errors in a row (ERR-6)".formatted(limit), null, false, false);
        }
    }
}
