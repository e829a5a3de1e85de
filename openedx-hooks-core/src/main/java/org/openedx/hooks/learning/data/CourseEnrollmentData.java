/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A user's enrollment in a course run.
 *
 * @param user who is enrolled
 * @param course in which course run
 * @param mode the enrollment track, such as {@code audit}, {@code honor} or {@code verified}
 * @param isActive whether the enrollment counts; {@literal false} after the user has left
 * @param creationDate when the enrollment was made
 * @param createdBy who made it, {@literal null} if the user did or it is not known
 * @since 0.1.0
 */
@RecordBuilder
public record CourseEnrollmentData(
        UserData user,
        CourseData course,
        String mode,
        boolean isActive,
        OffsetDateTime creationDate,
        @Nullable UserData createdBy)
        implements CourseEnrollmentDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public CourseEnrollmentData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(creationDate, "creationDate");
    }
}
