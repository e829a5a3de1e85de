/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.stereotype.Service;

@Service
class Enrollments {

    private final OpenEdxFilters filters;

    private final OpenEdxEvents events;

    Enrollments(OpenEdxFilters filters, OpenEdxEvents events) {
        this.filters = filters;
        this.events = events;
    }

    SendResult enroll(UserData user, CourseKey course, String mode) {
        CourseEnrollmentStarted started = filters.run(new CourseEnrollmentStarted(user, course, mode));
        return events.send(new CourseEnrollmentCreated(new CourseEnrollmentData(
                started.user(),
                new CourseData(started.courseKey(), "", null, null),
                started.mode(),
                true,
                OffsetDateTime.now(ZoneOffset.UTC),
                null)));
    }
}
