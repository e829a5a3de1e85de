/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.test.TestPipeline;

import static org.assertj.core.api.Assertions.assertThat;

class HonorBadgeHoldersTests {

    private static final CourseKey COURSE = CourseKey.parse("course-v1:edX+DemoX+2026");

    private static final UserData ADA = new UserData(1, true, new UserPersonalData("ada", "ada@example.com", "Ada"));

    private final HonorBadgeHolders step = new HonorBadgeHolders();

    @Test
    void theModeIsAnOption() {
        step.remember(new BadgeAwarded(new BadgeData(ADA, COURSE, "starter")));

        var run = TestPipeline.of(CourseEnrollmentStarted.class)
                .steps(step)
                .options(Map.of("mode", "masters"))
                .run(new CourseEnrollmentStarted(ADA, COURSE, "audit"));

        assertThat(run).completed().result().returns("masters", CourseEnrollmentStarted::mode);
    }
}
