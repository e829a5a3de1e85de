/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import org.openedx.hooks.HookObserver;
import org.openedx.hooks.event.OpenEdxPublicSignal;

/** Who is told of the runs of one event and of its receivers. */
final class EventObservers {

    private final OpenEdxPublicSignal<?> signal;

    private final HookObserver.Factory factory;

    private final HookObserver observer;

    private final boolean timed;

    EventObservers(OpenEdxPublicSignal<?> signal, HookObserver.Factory factory) {
        this.signal = signal;
        this.factory = factory;
        this.observer = factory.forHook(signal);
        this.timed = observer.isTiming();
    }

    OpenEdxPublicSignal<?> signal() {
        return signal;
    }

    HookObserver ofEvent() {
        return observer;
    }

    boolean isTimed() {
        return timed;
    }

    HookObserver ofReceiver(String name) {
        return factory.forPart(signal, name);
    }
}
