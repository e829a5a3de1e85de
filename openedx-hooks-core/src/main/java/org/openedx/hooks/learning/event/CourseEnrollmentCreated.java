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
 * A learner was enrolled in a course.
 *
 * @param enrollment the new enrollment
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.course.enrollment.created.v1",
        description = "A learner was enrolled in a course.",
        keyField = "enrollment.course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseEnrollmentCreated(CourseEnrollmentData enrollment)
        implements OpenEdxEvent, CourseEnrollmentCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseEnrollmentCreated {
        Objects.requireNonNull(enrollment, "enrollment");
    }
}
