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
 * Content was imported into a course run.
 *
 * @param course the course run
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.course.import.completed.v1",
        description = "Content was imported into a course run.",
        keyField = "course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseImportCompleted(CourseData course) implements OpenEdxEvent, CourseImportCompletedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseImportCompleted {
        Objects.requireNonNull(course, "course");
    }
}
