/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.openedx.hooks.spring.test.RecordedHooks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static com.example.learning.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@OpenEdxHooksTest(enable = {StudentRegistrationCompleted.class, SessionLoginCompleted.class})
class LoginAfterRegistrationTests {

    @Autowired
    private OpenEdxEvents events;

    @Test
    void whoRegistersIsLoggedInInTheBackground(RecordedHooks hooks) {
        events.send(new StudentRegistrationCompleted(BOB));

        await().untilAsserted(() ->
                assertThat(hooks).sentInOrder(StudentRegistrationCompleted.class, SessionLoginCompleted.class));
    }
}
