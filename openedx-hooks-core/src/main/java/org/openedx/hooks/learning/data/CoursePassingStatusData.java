/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Whether a user is passing a course run at the moment.
 *
 * @param isPassing whether the grade so far is enough
 * @param course the course run
 * @param user the user
 * @since 0.1.0
 */
@RecordBuilder
public record CoursePassingStatusData(boolean isPassing, CourseData course, UserData user)
        implements CoursePassingStatusDataBuilder.With {

    /** Refuses {@literal null}. */
    public CoursePassingStatusData {
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(user, "user");
    }
}
