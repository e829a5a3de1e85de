/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CourseEnrollmentData;

/**
 * A learner has left a course.
 *
 * @param enrollment the enrollment that has ended
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.course.unenrollment.completed.v1",
        description = "A learner has left a course.",
        keyField = "enrollment.course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseUnenrollmentCompleted(CourseEnrollmentData enrollment)
        implements OpenEdxEvent, CourseUnenrollmentCompletedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseUnenrollmentCompleted {
        Objects.requireNonNull(enrollment, "enrollment");
    }
}
