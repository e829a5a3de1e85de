/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The events that are sent when a transaction has committed, in their order. One that fails keeps neither the others
 * from being sent nor the commit from returning; those of a savepoint that was rolled back are forgotten.
 */
final class AfterCommit implements TransactionSynchronization, EndingTransaction {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private final Deque<Waiting> events = new ArrayDeque<>();

    /** How many events there were when a savepoint was made. */
    private final IdentityHashMap<Object, Integer> savepoints = new IdentityHashMap<>();

    private boolean sending;

    private boolean over;

    private AfterCommit() {}

    /** Whether there is a transaction on this thread, which may just have ended. */
    static boolean isPossible() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Lets an event wait for the transaction on this thread, unless that has just ended. */
    static void add(EventRun<?> run, Consumer<EventRun<?>> sender) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            sender.accept(run);
            return;
        }
        current().events.add(new Waiting(run, sender));
    }

    private static AfterCommit current() {
        Object bound = TransactionSynchronizationManager.getResource(EndingTransaction.class);
        if (bound instanceof AfterCommit current && !current.over) {
            return current;
        }
        AfterCommit made = new AfterCommit();
        TransactionSynchronizationManager.registerSynchronization(made);
        made.bind();
        return made;
    }

    private void bind() {
        unbind();
        TransactionSynchronizationManager.bindResource(EndingTransaction.class, this);
    }

    private static void unbind() {
        TransactionSynchronizationManager.unbindResourceIfPossible(EndingTransaction.class);
    }

    @Override
    public void suspend() {
        unbind();
    }

    @Override
    public void resume() {
        bind();
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, events.size());
    }

    /** A savepoint that was made before the first of these events is not known. */
    @Override
    public void savepointRollback(Object savepoint) {
        int before = savepoints.getOrDefault(savepoint, 0);
        while (events.size() > before) {
            events.removeLast();
        }
    }

    @Override
    public boolean hasCommitted() {
        return sending;
    }

    @Override
    public void afterCommit() {
        send();
    }

    /** What was added while the commit was announced, or comes after an announcement that somebody else broke off. */
    @Override
    public void afterCompletion(int status) {
        over = true;
        unbind();
        if (status == STATUS_COMMITTED) {
            send();
        } else if (status == STATUS_UNKNOWN && !events.isEmpty()) {
            log.error(
                    "It is not known whether the transaction has committed. Not sent: {}",
                    events.stream().map(Waiting::run).toList());
        }
    }

    private void send() {
        if (sending) {
            return; // by a receiver of one of these: its turn comes
        }
        sending = true;
        try {
            while (!events.isEmpty()) {
                events.removeFirst().send();
            }
        } finally {
            sending = false;
        }
    }

    private record Waiting(EventRun<?> run, Consumer<EventRun<?>> sender) {

        void send() {
            try {
                sender.accept(run);
            } catch (VirtualMachineError error) {
                throw error;
            } catch (Throwable ex) {
                log.error(
                        "{} was sent after the commit and failed, which leaves the commit and other events alone",
                        run,
                        ex);
            }
        }
    }
}
