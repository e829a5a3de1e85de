/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CoursePassingStatusData;

/**
 * Whether a learner is passing a course run has changed.
 *
 * @param coursePassingStatus the learner, the course run and the new status
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.course.passing.status.updated.v1",
        description = "Whether a learner is passing a course run has changed.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CoursePassingStatusUpdated(CoursePassingStatusData coursePassingStatus)
        implements OpenEdxEvent, CoursePassingStatusUpdatedBuilder.With {

    /** Refuses {@literal null}. */
    public CoursePassingStatusUpdated {
        Objects.requireNonNull(coursePassingStatus, "coursePassingStatus");
    }
}
