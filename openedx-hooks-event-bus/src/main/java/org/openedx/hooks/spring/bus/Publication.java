/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.openedx.hooks.event.OpenEdxEvent;

/** A message on its way, and what it was made of. Compared by identity. */
final class Publication {

    private final EventMessage message;

    private final Route<?> route;

    private final OpenEdxEvent event;

    private final BusSpans.Span span;

    private final long sent = System.nanoTime();

    private long number;

    Publication(EventMessage message, Route<?> route, OpenEdxEvent event, BusSpans.Span span) {
        this.message = message;
        this.route = route;
        this.event = event;
        this.span = span;
    }

    EventMessage message() {
        return message;
    }

    Route<?> route() {
        return route;
    }

    OpenEdxEvent event() {
        return event;
    }

    BusSpans.Span span() {
        return span;
    }

    /** When it was made, on the clock of {@link System#nanoTime()}. */
    long sent() {
        return sent;
    }

    /** Its place among all, once the thread that publishes has given it one. */
    long number() {
        return number;
    }

    void number(long place) {
        number = place;
    }
}
