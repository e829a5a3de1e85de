/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.receiver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.openedx.hooks.event.OpenEdxEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts every Open edX event, whichever it is. */
@Component
class EventCounter {

    private final MeterRegistry meters;

    EventCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    @EventListener
    void count(OpenEdxEvent event) {
        Counter.builder("sample.events")
                .description("Open edX events that this application has sent")
                .tag("event", event.getClass().getSimpleName())
                .register(meters)
                .increment();
    }
}
