/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Carries an event from the sender's thread to the one on which a receiver runs. The receiver's bean may have no proxy
 * that {@linkplain #take() takes} it there.
 */
final class HandOver {

    private static final ThreadLocal<@Nullable HandOver> OFFERED = new ThreadLocal<>();

    private final Run run;

    private boolean taken;

    HandOver(Run run) {
        this.run = run;
    }

    /** Calls the receiver's bean, so that its proxy may take this, and returns what the bean does. */
    <T extends @Nullable Object> T offer(Supplier<T> call) {
        HandOver outer = OFFERED.get();
        OFFERED.set(this);
        try {
            return call.get();
        } finally {
            if (outer == null) {
                OFFERED.remove();
            } else {
                OFFERED.set(outer);
            }
        }
    }

    boolean isTaken() {
        return taken;
    }

    /** What is offered on this thread, only once: the receiver may run on the same thread, and send events itself. */
    static @Nullable HandOver take() {
        HandOver offered = OFFERED.get();
        if (offered != null) {
            offered.taken = true;
            OFFERED.remove();
        }
        return offered;
    }

    /** On the receiver's thread. */
    @Nullable
    Object run(MethodInvocation invocation) throws Throwable {
        return run.proceed(invocation);
    }

    /** What becomes of the receiver there. */
    @FunctionalInterface
    interface Run {

        @Nullable
        Object proceed(MethodInvocation invocation) throws Throwable;
    }
}
