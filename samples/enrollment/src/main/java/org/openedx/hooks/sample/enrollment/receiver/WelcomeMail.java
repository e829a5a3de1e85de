/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.receiver;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Stands in for a mail server: it says to whom it would write, by number only. */
@Component
class WelcomeMail {

    private static final Logger log = LoggerFactory.getLogger(WelcomeMail.class);

    @EventListener
    @Order(10)
    void welcome(StudentRegistrationCompleted event) {
        log.info("Welcome, learner {}", event.user().id());
    }

    @EventListener
    @Order(10)
    void greet(CourseEnrollmentCreated event) {
        log.info(
                "Welcome to {}, learner {}",
                event.enrollment().course().courseKey(),
                event.enrollment().user().id());
    }
}
