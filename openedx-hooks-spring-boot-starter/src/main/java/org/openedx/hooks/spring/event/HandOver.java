/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;

/**
 * An event on its way from the sender's thread to the one on which a receiver runs. The receiver's bean may have no
 * proxy that {@linkplain #take() takes} it there; then only the call itself can be observed.
 */
final class HandOver {

    private static final ThreadLocal<@Nullable HandOver> OFFERED = new ThreadLocal<>();

    private final Receiver receiver;

    private final HookObserver observer;

    private final boolean timed;

    private final OpenEdxApplicationEvent<?> envelope;

    private final ReceiverContext context;

    private boolean taken;

    HandOver(
            Receiver receiver,
            HookObserver observer,
            boolean timed,
            OpenEdxApplicationEvent<?> envelope,
            ReceiverContext context) {
        this.receiver = receiver;
        this.observer = observer;
        this.timed = timed;
        this.envelope = envelope;
        this.context = context;
    }

    /** Calls the receiver's bean, so that its proxy may take this. Returns whether it has. */
    boolean offer(Runnable call) {
        HandOver outer = OFFERED.get();
        OFFERED.set(this);
        try {
            call.run();
        } finally {
            if (outer == null) {
                OFFERED.remove();
            } else {
                OFFERED.set(outer);
            }
        }
        return taken;
    }

    /** What is offered on this thread, only once: the receiver may run on the same thread, and send events itself. */
    static @Nullable HandOver take() {
        HandOver offered = OFFERED.get();
        if (offered != null) {
            offered.taken = true;
            OFFERED.remove();
            offered.receiver.reportsForItself(offered.isRobust());
        }
        return offered;
    }

    /** The receiver's run, on its own thread. */
    @Nullable
    Object run(MethodInvocation invocation) throws Throwable {
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        thread.resume(envelope.inside());
        HookRun run = timed ? thread.start(observer) : observer;
        long started = System.nanoTime();
        Object result;
        try {
            result = invocation.proceed();
        } catch (Throwable ex) {
            ended(run, started, Failures.unwrap(ex));
            if (mayBeKept(invocation, ex)) {
                return null;
            }
            throw ex;
        } finally {
            thread.resume(outer);
        }
        ended(run, started, result instanceof Future<?> future ? failureOf(future) : null);
        return result;
    }

    /** Spring waits for the future too, on this very thread. */
    private static @Nullable Throwable failureOf(Future<?> future) {
        try {
            future.get();
            return null;
        } catch (ExecutionException ex) {
            return ex.getCause() != null ? ex.getCause() : ex;
        } catch (CancellationException ex) {
            return ex;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return ex;
        }
    }

    private void ended(HookRun run, long started, @Nullable Throwable failure) {
        long nanos = System.nanoTime() - started;
        if (timed || failure != null) {
            run.ended(failure == null ? HookOutcome.SUCCESS : HookOutcome.FAILURE, timed ? nanos : 0, failure);
        }
        AuditTrail audit = envelope.audit();
        if (audit != null) {
            audit.received(envelope, receiver.name(), nanos, failure);
        }
        if (failure != null && isRobust()) {
            Failures.log(envelope.channel().signal(), receiver.name(), failure);
        }
    }

    private boolean isRobust() {
        return envelope.isRobust();
    }

    /** A future must fail, and an application that has its own handler of such exceptions wants to see them. */
    private boolean mayBeKept(MethodInvocation invocation, Throwable thrown) {
        return isRobust()
                && !(thrown instanceof VirtualMachineError)
                && !Future.class.isAssignableFrom(invocation.getMethod().getReturnType())
                && !context.handlesUncaughtExceptions();
    }
}
