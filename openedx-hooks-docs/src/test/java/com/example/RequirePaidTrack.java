/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.stereotype.Component;

@Component
class RequirePaidTrack implements PipelineStep<CourseEnrollmentStarted> {

    @Override
    public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
        if (blocked(enrollment.user())) {
            throw new CourseEnrollmentStarted.PreventEnrollment("Ask your school first.");
        }
        return enrollment.withMode("verified");
    }

    private static boolean blocked(UserData user) {
        return !user.isActive();
    }
}
