/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.sample.enrollment.course.Course;
import org.openedx.hooks.sample.enrollment.course.Courses;
import org.openedx.hooks.sample.enrollment.learner.Learners;
import org.springframework.stereotype.Component;

/** Lets only premium learners into premium courses, and there on the verified track. */
@Component
class PremiumCourses implements PipelineStep<CourseEnrollmentStarted> {

    private final Courses courses;

    private final Learners learners;

    PremiumCourses(Courses courses, Learners learners) {
        this.courses = courses;
        this.learners = learners;
    }

    @Override
    public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
        Course course = courses.get(enrollment.courseKey());
        if (!course.premium()) {
            return enrollment;
        }
        if (!learners.get(enrollment.user().id()).premium()) {
            throw new PreventEnrollment("%s is for premium learners.".formatted(course.title()), null, 403);
        }
        return enrollment.withMode("verified");
    }
}
