/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus.platform;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Enrolls learners, and tells of it as any application does: that there is an event bus is nowhere to be seen. */
@RestController
class Enrollments {

    private static final int MOST = 1000;

    private static final List<CourseKey> COURSES = List.of(
            CourseKey.parse("course-v1:OpenedX+Java+2026"),
            CourseKey.parse("course-v1:OpenedX+Writing+2026"),
            CourseKey.parse("course-v1:OpenedX+Data+2026"));

    private final OpenEdxEvents events;

    private final AtomicInteger learners = new AtomicInteger();

    Enrollments(OpenEdxEvents events) {
        this.events = events;
    }

    @CrossOrigin(originPatterns = "http://127.0.0.1:[*]")
    @PostMapping("/enrollments")
    ResponseEntity<Void> enroll(@RequestParam(defaultValue = "1") int count) {
        if (count < 1 || count > MOST) {
            return ResponseEntity.badRequest().build();
        }
        for (int i = 0; i < count; i++) {
            int learner = learners.incrementAndGet();
            CourseKey course = COURSES.get(learner % COURSES.size());
            events.send(new CourseEnrollmentCreated(new CourseEnrollmentData(
                    user(learner),
                    new CourseData(course, course.toString(), null, null),
                    "audit",
                    true,
                    OffsetDateTime.now(ZoneOffset.UTC),
                    null)));
        }
        return ResponseEntity.status(HttpStatus.CREATED).build();
    }

    private static UserData user(int number) {
        String name = "learner" + number;
        return new UserData(number, true, new UserPersonalData(name, name + "@example.com", name));
    }
}
