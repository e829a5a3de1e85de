/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;

/** What tests send and run. */
final class Samples {

    static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret"));

    static final UserData ALICE = new UserData(8, true, new UserPersonalData("alice", "alice@example.com", "Alice"));

    static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(BOB);

    static final SessionLoginCompleted LOGGED_IN = new SessionLoginCompleted(BOB);

    static final CourseEnrollmentStarted ENROLLMENT =
            new CourseEnrollmentStarted(BOB, CourseKey.parse("course-v1:edX+DemoX+2026"), "audit");

    private Samples() {}
}
