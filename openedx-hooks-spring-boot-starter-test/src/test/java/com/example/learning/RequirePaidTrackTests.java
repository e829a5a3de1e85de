/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.test.FilterRun;
import org.openedx.hooks.spring.test.TestPipeline;

import static com.example.learning.Samples.BLOCKED;
import static com.example.learning.Samples.BOB;
import static com.example.learning.Samples.COURSE;
import static org.assertj.core.api.Assertions.assertThat;

class RequirePaidTrackTests {

    private static final CourseEnrollmentStarted ENROLLMENT = new CourseEnrollmentStarted(BOB, COURSE, "audit");

    @Test
    void theModeIsAnOption() {
        FilterContext context =
                FilterContext.of(OpenEdxPublicFilter.of(CourseEnrollmentStarted.class), Map.of("mode", "masters"));

        assertThat(new RequirePaidTrack().runFilter(ENROLLMENT, context)).isEqualTo(ENROLLMENT.withMode("masters"));
    }

    @Test
    void nothingRunsAfterTheStepThatHalts() {
        FilterRun<CourseEnrollmentStarted> run = TestPipeline.of(CourseEnrollmentStarted.class)
                .steps(new RequirePaidTrack(), new MailTheSchool())
                .options(Map.of("mode", "masters"))
                .run(ENROLLMENT.withUser(BLOCKED));

        assertThat(run)
                .ranSteps("requirePaidTrack")
                .haltedWith(PreventEnrollment.class)
                .withMessage("Ask your school first.");
    }

    private static final class MailTheSchool implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
            return enrollment;
        }
    }
}
