/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.List;

import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.RequiredComponents;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** What all sends of one event have in common, put together when it is first sent. */
final class EventChannel {

    static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            EventChannel.class.getClassLoader());

    private final OpenEdxPublicSignal<?> signal;

    private final ResolvableType payloadType;

    private final ResolvableType envelopeType;

    private final HookSwitches.Switch enabled;

    private final Sending sending;

    private final RequiredComponents required;

    private final EventUsage.Use usage;

    private final EventObservers observers;

    private final EventOutlet.Outgoing[] outgoing;

    /** A rough count: nothing is lost if two threads count as one. */
    private int unmarked;

    /** How many listeners there were when it was last asked whether one may hear. */
    private int listeners = -1;

    /** Until it is known, nobody shall be told that nobody listens. */
    private volatile boolean mayBeHeard = true;

    EventChannel(
            OpenEdxPublicSignal<?> signal,
            HookSwitches.Switch enabled,
            Sending sending,
            HookObserver.Factory observers,
            List<EventOutlet.Outgoing> outgoing) {
        this.signal = signal;
        this.payloadType = ResolvableType.forClass(signal.hookClass());
        this.envelopeType = OpenEdxApplicationEvent.typeOf(signal.hookClass());
        this.enabled = enabled;
        this.sending = sending;
        this.required = RequiredComponents.of(signal.hookClass());
        this.usage = sending.usage().of(signal.type());
        this.observers = new EventObservers(signal, observers);
        this.outgoing = outgoing.toArray(EventOutlet.Outgoing[]::new);
    }

    OpenEdxPublicSignal<?> signal() {
        return signal;
    }

    Object source() {
        return sending.source();
    }

    ResolvableType payloadType() {
        return payloadType;
    }

    ResolvableType envelopeType() {
        return envelopeType;
    }

    /** Whether the event is sent; one that is switched off is not looked at (SND-3), others must be whole (SND-1). */
    boolean admits(OpenEdxEvent event) {
        boolean on = enabled.isOn();
        if (on) {
            required.check(event);
        }
        return on;
    }

    boolean isRobust() {
        return sending.robust();
    }

    boolean handlesUncaughtExceptions() {
        return sending.handlesUncaughtExceptions().getAsBoolean();
    }

    void begin(NestedHooks thread) {
        thread.begin(signal, sending.maxDepth());
    }

    void end(NestedHooks thread) {
        thread.end(signal, sending.maxDepth());
    }

    /** By all ways that there are, before anybody here hears of it. Returns whether the event leaves by one. */
    boolean leave(OpenEdxApplicationEvent<?> event) {
        if (outgoing.length > 0 && TRANSACTIONS_PRESENT && EndingTransaction.isOnThread()) {
            return EndingTransaction.outside(() -> take(event));
        }
        return take(event);
    }

    private boolean take(OpenEdxApplicationEvent<?> event) {
        boolean leaves = false;
        for (EventOutlet.Outgoing way : outgoing) {
            leaves |= way.take(event);
        }
        return leaves;
    }

    /**
     * The event was sent. If no receiver has said that it took it, there may still be other listeners: that is asked
     * when listeners have come or gone, and else ever more rarely, since it takes a look at all of them.
     */
    void sent(boolean heard) {
        usage.markSent();
        if (!heard) {
            int count = ++unmarked;
            int now = sending.receivers().listenerCount();
            if ((count & (count - 1)) == 0 || now != listeners) {
                listeners = now;
                mayBeHeard = sending.receivers().mayHearUnmarked(signal);
            }
            if (!mayBeHeard) {
                usage.markUnheard();
                observers.ofEvent().unheard();
            }
        }
    }

    EventMetadata metadata(Instant time) {
        return sending.metadata().create(signal, time);
    }

    EventObservers observers() {
        return observers;
    }
}
