/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.UsageKey;

/**
 * A user's attempt at an exam.
 *
 * @param studentUser who takes the exam
 * @param courseKey the course run that holds the exam
 * @param usageKey the subsection that is the exam
 * @param examType the kind of exam, such as {@code proctored}, {@code timed} or {@code practice}
 * @param requestingUser who caused the change, for example staff, {@literal null} if that is not known
 * @since 0.1.0
 */
@RecordBuilder
public record ExamAttemptData(
        UserData studentUser,
        CourseKey courseKey,
        UsageKey usageKey,
        String examType,
        @Nullable UserData requestingUser)
        implements ExamAttemptDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public ExamAttemptData {
        Objects.requireNonNull(studentUser, "studentUser");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(usageKey, "usageKey");
        Objects.requireNonNull(examType, "examType");
    }
}
