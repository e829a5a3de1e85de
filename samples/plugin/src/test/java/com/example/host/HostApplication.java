/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.host;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication(proxyBeanMethods = false)
class HostApplication {

    @Bean
    Enrollments enrollments(OpenEdxFilters filters, OpenEdxEvents events) {
        return (user, course, mode) -> {
            CourseEnrollmentStarted started = filters.run(new CourseEnrollmentStarted(user, course, mode));
            events.send(new CourseEnrollmentCreated(new CourseEnrollmentData(
                    user,
                    new CourseData(course, "", null, null),
                    started.mode(),
                    true,
                    OffsetDateTime.now(ZoneOffset.UTC),
                    null)));
            return started.mode();
        };
    }

    interface Enrollments {

        /** Returns the mode of the enrollment. */
        String enroll(UserData user, CourseKey course, String mode);
    }
}
