/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.CourseKey;

/**
 * A course run.
 *
 * @param courseKey the key of the course run
 * @param displayName the name shown to learners; empty if unknown
 * @param start when the course opens, {@literal null} if that is not set
 * @param end when the course closes, {@literal null} if that is not set
 * @since 0.1.0
 */
@RecordBuilder
public record CourseData(
        CourseKey courseKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TEXT")
        String displayName,

        @Nullable OffsetDateTime start,
        @Nullable OffsetDateTime end)
        implements CourseDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public CourseData {
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(displayName, "displayName");
    }
}
