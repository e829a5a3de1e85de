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
 * A course run was created.
 *
 * @param course the new course run
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.course.created.v1",
        description = "A course run was created.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseCreated(CourseData course) implements OpenEdxEvent, CourseCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseCreated {
        Objects.requireNonNull(course, "course");
    }
}
