/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith.mail;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Welcomes learners to their courses. If it fails or the process dies, the event is delivered again. */
@Component
class WelcomeMail {

    private final Postman postman;

    WelcomeMail(Postman postman) {
        this.postman = postman;
    }

    @ApplicationModuleListener
    void greet(CourseEnrollmentCreated event) {
        postman.deliver(event.enrollment());
    }
}
