/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a course run.
 *
 * @param start when the course opens
 * @param pacing who sets the pace, {@code instructor} or {@code self}
 * @param end when the course closes, {@literal null} if that is not set
 * @param enrollmentStart from when learners can enroll, {@literal null} if that is not set
 * @param enrollmentEnd until when learners can enroll, {@literal null} if that is not set
 * @since 0.1.0
 */
@RecordBuilder
public record CourseScheduleData(
        OffsetDateTime start,
        String pacing,
        @Nullable OffsetDateTime end,
        @Nullable OffsetDateTime enrollmentStart,
        @Nullable OffsetDateTime enrollmentEnd)
        implements CourseScheduleDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public CourseScheduleData {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(pacing, "pacing");
    }
}
