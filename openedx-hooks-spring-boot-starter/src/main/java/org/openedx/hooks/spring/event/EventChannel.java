/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.List;

import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.springframework.core.ResolvableType;

/** What sending one type of event needs, found once: its types for Spring, its switch and its observers. */
final class EventChannel {

    private final OpenEdxPublicSignal<?> signal;

    private final ResolvableType payloadType;

    private final ResolvableType envelopeType;

    private final HookSwitches.Switch enabled;

    private final boolean robust;

    private final EventReceivers receivers;

    private final EventUsage.Use usage;

    private final EventMetadataFactory metadata;

    private final HookObserver.Factory observers;

    private final HookObserver observer;

    private final boolean timed;

    private final EventOutlet.Outgoing[] outgoing;

    /** A rough count: nothing is lost if two threads count as one. */
    private int unmarked;

    /** Until it is known, nobody shall be told that nobody listens. */
    private volatile boolean mayBeHeard = true;

    EventChannel(
            OpenEdxPublicSignal<?> signal,
            HookSwitches.Switch enabled,
            boolean robust,
            EventReceivers receivers,
            EventUsage usage,
            EventMetadataFactory metadata,
            HookObserver.Factory observers,
            List<EventOutlet.Outgoing> outgoing) {
        this.signal = signal;
        this.payloadType = ResolvableType.forClass(signal.hookClass());
        this.envelopeType = envelopeType(signal.hookClass());
        this.enabled = enabled;
        this.robust = robust;
        this.receivers = receivers;
        this.usage = usage.of(signal.type());
        this.metadata = metadata;
        this.observers = observers;
        this.observer = observers.forHook(signal);
        this.timed = observer.isTiming();
        this.outgoing = outgoing.toArray(EventOutlet.Outgoing[]::new);
    }

    static ResolvableType envelopeType(Class<?> eventClass) {
        return ResolvableType.forClassWithGenerics(OpenEdxApplicationEvent.class, eventClass);
    }

    OpenEdxPublicSignal<?> signal() {
        return signal;
    }

    ResolvableType payloadType() {
        return payloadType;
    }

    ResolvableType envelopeType() {
        return envelopeType;
    }

    boolean isEnabled() {
        return enabled.isOn();
    }

    boolean isRobust() {
        return robust;
    }

    /** By all ways that there are, before anybody here hears of it. */
    void leave(OpenEdxApplicationEvent<?> envelope) {
        for (EventOutlet.Outgoing way : outgoing) {
            if (way.take(envelope)) {
                envelope.markHeard();
            }
        }
    }

    void markSent() {
        usage.markSent();
    }

    /**
     * An event was sent, and no receiver has said that it took it. Whether there are other listeners is asked ever more
     * rarely: it takes a look at all of them, and they hardly change.
     */
    void unmarked() {
        int count = ++unmarked;
        if ((count & (count - 1)) == 0) {
            mayBeHeard = receivers.mayHearUnmarked(signal);
        }
        if (!mayBeHeard) {
            usage.markUnheard();
            observer.unheard();
        }
    }

    EventMetadata metadata(Instant time) {
        return metadata.create(signal, time);
    }

    HookObserver observer() {
        return observer;
    }

    boolean isTimed() {
        return timed;
    }

    HookObserver receiverObserver(String receiver) {
        return observers.forPart(signal, receiver);
    }
}
