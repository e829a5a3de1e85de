/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.CourseData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A course run was made from an earlier one.
 *
 * @param course the new course run
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.course.rerun.completed.v1",
        description = "A course run was made from an earlier one.",
        keyField = "course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseRerunCompleted(CourseData course) implements OpenEdxEvent, CourseRerunCompletedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseRerunCompleted {
        Objects.requireNonNull(course, "course");
    }
}
