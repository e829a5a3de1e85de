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

/**
 * Decides what is recorded about the circumstances of a grade.
 *
 * @param context what is recorded, by name
 * @param userId the number of the graded user
 * @param courseId the key of the course run, as text
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.grade.context.requested.v1",
        description = "Decides what is recorded about the circumstances of a grade.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record GradeEventContextRequested(Map<String, @Nullable Object> context, long userId, String courseId)
        implements OpenEdxFilter, GradeEventContextRequestedBuilder.With {

    /** Copies the context and refuses {@literal null}. */
    public GradeEventContextRequested {
        context = Copies.context(context, "context");
        Objects.requireNonNull(courseId, "courseId");
    }
}
