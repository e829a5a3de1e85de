/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.key.CourseKey;

/**
 * Decides where the home page of a course is.
 *
 * @param courseKey the course run
 * @param courseHomeUrl the host's own URL of the home page
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.course.homepage.url.creation.started.v1",
        description = "Decides where the home page of a course is.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseHomeUrlCreationStarted(CourseKey courseKey, String courseHomeUrl)
        implements OpenEdxFilter, CourseHomeUrlCreationStartedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseHomeUrlCreationStarted {
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(courseHomeUrl, "courseHomeUrl");
    }
}
