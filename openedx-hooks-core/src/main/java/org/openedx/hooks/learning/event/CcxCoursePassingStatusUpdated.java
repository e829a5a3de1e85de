/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CcxCoursePassingStatusData;

/**
 * Whether a learner is passing a custom course has changed.
 *
 * @param coursePassingStatus the learner, the custom course and the new status
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.ccx.course.passing.status.updated.v1",
        description = "Whether a learner is passing a custom course has changed.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CcxCoursePassingStatusUpdated(CcxCoursePassingStatusData coursePassingStatus)
        implements OpenEdxEvent, CcxCoursePassingStatusUpdatedBuilder.With {

    /** Refuses {@literal null}. */
    public CcxCoursePassingStatusUpdated {
        Objects.requireNonNull(coursePassingStatus, "coursePassingStatus");
    }
}
