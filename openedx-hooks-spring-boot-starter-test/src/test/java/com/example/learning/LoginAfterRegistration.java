/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

@Component
class LoginAfterRegistration {

    private final OpenEdxEvents events;

    LoginAfterRegistration(OpenEdxEvents events) {
        this.events = events;
    }

    @Async
    @EventListener
    void logIn(StudentRegistrationCompleted event) {
        events.send(new SessionLoginCompleted(event.user()));
    }
}
