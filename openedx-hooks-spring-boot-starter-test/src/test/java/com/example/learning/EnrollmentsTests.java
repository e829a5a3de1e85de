/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.openedx.hooks.spring.test.RecordedHooks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openedx.hooks.spring.test.HookAssertions.assertThat;

// tag::sender[]
@SpringBootTest
@OpenEdxHooksTest(enable = CourseEnrollmentCreated.class)
class EnrollmentsTests {

    // end::sender[]
    private static final CourseKey COURSE = CourseKey.parse("course-v1:edX+DemoX+2026");

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private static final UserData BLOCKED = BOB.withIsActive(false);

    // tag::sender[]
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
    // end::sender[]

    // tag::receiver[]
    @Test
    void aLearnerWithoutAnAddressIsEnrolledAllTheSame() {
        SendResult result = enrollments.enroll(BOB.withPii(BOB.pii().withEmail("")), COURSE, "audit");

        assertThat(result).failedIn("welcome#greet").withMessage("no address");
    }
    // end::receiver[]
}
