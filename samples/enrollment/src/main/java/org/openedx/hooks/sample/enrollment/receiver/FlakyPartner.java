/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.receiver;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fails when told to, to show that neither the sender nor the receivers after it notice. */
@RestController
@RequestMapping("/demo/failing-receiver")
class FlakyPartner {

    private volatile boolean failing;

    @EventListener
    @Order(20)
    void tell(CourseEnrollmentCreated event) {
        if (failing) {
            throw new IllegalStateException("The partner does not answer.");
        }
    }

    @GetMapping
    Switch get() {
        return new Switch(failing);
    }

    @PostMapping
    Switch set(@RequestParam boolean on) {
        failing = on;
        return get();
    }

    record Switch(boolean on) {}
}
