/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.openedx.hooks.spring.test.RecordedHooks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static com.example.learning.Samples.BLOCKED;
import static com.example.learning.Samples.BOB;
import static com.example.learning.Samples.COURSE;
import static com.example.learning.Samples.WITHOUT_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openedx.hooks.spring.test.HookAssertions.assertThat;

@SpringBootTest
@OpenEdxHooksTest(enable = CourseEnrollmentCreated.class)
class EnrollmentsTests {

    @Autowired
    Enrollments enrollments;

    @Test
    void whoEnrollsIsMovedToThePaidTrackAndEverybodyIsTold(RecordedHooks hooks) {
        enrollments.enroll(BOB, COURSE, "audit");

        assertThat(hooks)
                .ran(CourseEnrollmentStarted.class)
                .single()
                .completed()
                .ranSteps("requirePaidTrack")
                .result()
                .returns("verified", CourseEnrollmentStarted::mode);
        assertThat(hooks)
                .sent(CourseEnrollmentCreated.class)
                .once()
                .matching(event -> event.enrollment().mode().equals("verified"))
                .withMetadata(metadata -> assertThat(metadata.source()).isEqualTo("openedx/learning/web"))
                .noFailures();
    }

    @Test
    void whoIsBlockedIsNotEnrolled(RecordedHooks hooks) {
        assertThatThrownBy(() -> enrollments.enroll(BLOCKED, COURSE, "audit")).isInstanceOf(PreventEnrollment.class);

        assertThat(hooks).ran(CourseEnrollmentStarted.class).single().haltedWith(PreventEnrollment.class);
        assertThat(hooks).sent(CourseEnrollmentCreated.class).never();
    }

    @Test
    void aLearnerWithoutAnAddressIsEnrolledAllTheSame() {
        SendResult result = enrollments.enroll(WITHOUT_ADDRESS, COURSE, "audit");

        assertThat(result).failedIn("welcome#greet").withMessage("no address");
    }
}
