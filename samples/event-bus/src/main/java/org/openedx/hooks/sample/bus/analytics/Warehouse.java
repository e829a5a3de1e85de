/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus.analytics;

import java.util.concurrent.atomic.AtomicInteger;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hands enrollments to another system, which does not always answer. */
@Component
class Warehouse {

    private final AtomicInteger loaded = new AtomicInteger();

    private final AtomicInteger failures = new AtomicInteger();

    private volatile boolean failing;

    @EventListener
    void load(CourseEnrollmentCreated event) {
        if (failing) {
            failures.incrementAndGet();
            throw new IllegalStateException("The warehouse does not answer.");
        }
        loaded.incrementAndGet();
    }

    int loaded() {
        return loaded.get();
    }

    int failures() {
        return failures.get();
    }

    boolean isFailing() {
        return failing;
    }

    void setFailing(boolean failing) {
        this.failing = failing;
    }
}
