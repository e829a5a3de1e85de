/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.time.OffsetDateTime;

import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;

/** The data that benchmarks work on. */
final class Samples {

    static final UserData USER = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    static final CourseKey COURSE = CourseKey.parse("course-v1:edX+DemoX+2026");

    static final CourseEnrollmentCreated ENROLLED = new CourseEnrollmentCreated(new CourseEnrollmentData(
            USER,
            new CourseData(COURSE, "Demonstration", null, null),
            "verified",
            true,
            OffsetDateTime.parse("2026-01-02T03:04:05.678901Z"),
            null));

    static final CourseEnrollmentStarted ENROLLING = new CourseEnrollmentStarted(USER, COURSE, "audit");

    private Samples() {}
}
