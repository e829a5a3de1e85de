/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Map;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * Decides what the learner's home page is told about a course run.
 *
 * @param serializedCourserun the course run as it is about to be sent, by name
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.home.courserun.api.rendered.started.v1",
        description = "Decides what the learner's home page is told about a course run.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseRunAPIRenderStarted(Map<String, @Nullable Object> serializedCourserun)
        implements OpenEdxFilter, CourseRunAPIRenderStartedBuilder.With {

    /** Copies the map and refuses {@literal null}. */
    public CourseRunAPIRenderStarted {
        serializedCourserun = Copies.context(serializedCourserun, "serializedCourserun");
    }
}
