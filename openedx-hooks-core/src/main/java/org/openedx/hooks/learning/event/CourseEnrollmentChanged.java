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
 * A learner's enrollment has another mode, or was switched on or off.
 *
 * @param enrollment the enrollment as it is now
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.course.enrollment.changed.v1",
        description = "A learner's enrollment has another mode, or was switched on or off.",
        keyField = "enrollment.course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseEnrollmentChanged(CourseEnrollmentData enrollment)
        implements OpenEdxEvent, CourseEnrollmentChangedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseEnrollmentChanged {
        Objects.requireNonNull(enrollment, "enrollment");
    }
}
