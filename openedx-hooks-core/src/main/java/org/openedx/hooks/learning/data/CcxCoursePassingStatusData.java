/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Whether a user is passing a custom course at the moment.
 *
 * @param isPassing whether the grade so far is enough
 * @param user the user
 * @param course the custom course
 * @since 0.1.0
 */
@RecordBuilder
public record CcxCoursePassingStatusData(boolean isPassing, UserData user, CcxCourseData course)
        implements CcxCoursePassingStatusDataBuilder.With {

    /** Refuses {@literal null}. */
    public CcxCoursePassingStatusData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(course, "course");
    }
}
