/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.key.CourseKey;

/**
 * Decides what the learner's home page is told about an enrollment.
 *
 * @param courseKey the course run
 * @param serializedEnrollment the enrollment as it is about to be sent, by name
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.home.enrollment.api.rendered.v1",
        description = "Decides what the learner's home page is told about an enrollment.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseEnrollmentAPIRenderStarted(CourseKey courseKey, Map<String, @Nullable Object> serializedEnrollment)
        implements OpenEdxFilter, CourseEnrollmentAPIRenderStartedBuilder.With {

    /** Copies the map and refuses {@literal null}. */
    public CourseEnrollmentAPIRenderStarted {
        Objects.requireNonNull(courseKey, "courseKey");
        serializedEnrollment = Copies.context(serializedEnrollment, "serializedEnrollment");
    }
}
