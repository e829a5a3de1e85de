/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;
import org.openedx.hooks.key.CCXLocator;
import org.openedx.hooks.key.CourseKey;

/**
 * A custom course: a coach's own run of a master course.
 *
 * @param ccxCourseKey the key of the custom course
 * @param masterCourseKey the key of the course run it was made from
 * @param displayName the name shown to learners; empty if unknown
 * @param coachEmail the e-mail address of the coach who runs it; empty if unknown
 * @param start when it opens, as the sender wrote the date, {@literal null} if that is not set
 * @param end when it closes, as the sender wrote the date, {@literal null} if that is not set
 * @param maxStudentsAllowed how many learners may enroll, {@literal null} if there is no limit
 * @since 0.1.0
 */
@RecordBuilder
public record CcxCourseData(
        CCXLocator ccxCourseKey,
        CourseKey masterCourseKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TEXT")
        String displayName,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TEXT") @Pii
        String coachEmail,

        @Nullable String start,
        @Nullable String end,
        @Nullable Long maxStudentsAllowed)
        implements CcxCourseDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public CcxCourseData {
        Objects.requireNonNull(ccxCourseKey, "ccxCourseKey");
        Objects.requireNonNull(masterCourseKey, "masterCourseKey");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(coachEmail, "coachEmail");
    }

    /** Leaves out the coach email (PII-3). */
    @Override
    public String toString() {
        return ("CcxCourseData[ccxCourseKey=%s, masterCourseKey=%s, displayName=%s, coachEmail=***, "
                        + "start=%s, end=%s, maxStudentsAllowed=%s]")
                .formatted(ccxCourseKey, masterCourseKey, displayName, start, end, maxStudentsAllowed);
    }
}
