/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.course;

import java.time.OffsetDateTime;

import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.sample.enrollment.learner.Learner;

/** That a learner takes, or has taken, a course. */
public record Enrollment(
        long id, Learner learner, Course course, String mode, boolean active, OffsetDateTime createdAt) {

    /** The enrollment as hooks see one. */
    public CourseEnrollmentData toData() {
        return new CourseEnrollmentData(learner.toData(), course.toData(), mode, active, createdAt, null);
    }
}
