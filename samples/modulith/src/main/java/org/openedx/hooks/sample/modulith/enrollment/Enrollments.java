/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith.enrollment;

import java.time.OffsetDateTime;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enrolls learners in courses. */
@Service
public class Enrollments {

    private final JdbcClient jdbc;

    private final OpenEdxEvents events;

    Enrollments(JdbcClient jdbc, OpenEdxEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Enrolls a learner. The enrollment and what the other modules are to hear of it are stored together or not at all.
     */
    @Transactional
    public SendResult enroll(UserData user, CourseData course, OffsetDateTime now) {
        jdbc.sql("INSERT INTO enrollment VALUES (?, ?)")
                .params(user.id(), course.courseKey().toString())
                .update();
        return events.send(
                new CourseEnrollmentCreated(new CourseEnrollmentData(user, course, "audit", true, now, null)));
    }
}
