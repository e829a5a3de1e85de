/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;

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

    private final EventMetadataFactory metadata;

    private final HookObserver.Factory observers;

    private final HookObserver observer;

    private final boolean timed;

    EventChannel(
            OpenEdxPublicSignal<?> signal,
            HookSwitches.Switch enabled,
            boolean robust,
            EventMetadataFactory metadata,
            HookObserver.Factory observers) {
        this.signal = signal;
        this.payloadType = ResolvableType.forClass(signal.hookClass());
        this.envelopeType = envelopeType(signal.hookClass());
        this.enabled = enabled;
        this.robust = robust;
        this.metadata = metadata;
        this.observers = observers;
        this.observer = observers.forHook(signal);
        this.timed = observer.isTiming();
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
