/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.OffsetDateTime;

import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;

/** What tests send, with values that must not be seen anywhere. */
final class Samples {

    static final String LOGIN = "org.openedx.learning.auth.session.login.completed.v1";

    static final String ENROLLED = "org.openedx.learning.course.enrollment.created.v1";

    private Samples() {}

    static SessionLoginCompleted login(String username) {
        return new SessionLoginCompleted(user(username));
    }

    static StudentRegistrationCompleted registration() {
        return new StudentRegistrationCompleted(user("secret-name"));
    }

    static CourseEnrollmentCreated enrollment(String course) {
        return new CourseEnrollmentCreated(new CourseEnrollmentData(
                user("secret-name"),
                new CourseData(CourseKey.parse(course), "secret-title", null, null),
                "audit",
                true,
                OffsetDateTime.parse("2026-01-02T03:04:05Z"),
                null));
    }

    private static UserData user(String username) {
        return new UserData(7, true, new UserPersonalData(username, "secret@example.com", "secret-person"));
    }
}
