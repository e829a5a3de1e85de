/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Welcome {

    final Collection<String> greeted = new ConcurrentLinkedQueue<>();

    @EventListener
    void greet(CourseEnrollmentCreated event) {
        UserPersonalData learner = event.enrollment().user().pii();
        if (learner.email().isEmpty()) {
            throw new IllegalStateException("no address");
        }
        greeted.add(learner.username());
    }
}
