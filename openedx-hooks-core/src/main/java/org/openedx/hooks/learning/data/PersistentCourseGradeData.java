/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The grade of a user for a whole course run, as it was stored.
 *
 * @param userId the number of the user in the sending service's database
 * @param course the course run that was graded
 * @param courseEditedTimestamp when the course run's content was last edited before grading
 * @param courseVersion the version of the content that was graded, opaque
 * @param gradingPolicyHash a fingerprint of the grading policy, equal for equal policies
 * @param percentGrade the grade as a fraction, from 0 to 1
 * @param letterGrade the grade's letter or word under the policy, such as {@code Pass}; empty if it is not passing
 * @param passedTimestamp when the user first passed
 * @since 0.1.0
 */
@RecordBuilder
public record PersistentCourseGradeData(
        long userId,
        CourseData course,
        OffsetDateTime courseEditedTimestamp,
        String courseVersion,
        String gradingPolicyHash,
        double percentGrade,
        String letterGrade,
        OffsetDateTime passedTimestamp)
        implements PersistentCourseGradeDataBuilder.With {

    /** Refuses {@literal null}. */
    public PersistentCourseGradeData {
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(courseEditedTimestamp, "courseEditedTimestamp");
        Objects.requireNonNull(courseVersion, "courseVersion");
        Objects.requireNonNull(gradingPolicyHash, "gradingPolicyHash");
        Objects.requireNonNull(letterGrade, "letterGrade");
        Objects.requireNonNull(passedTimestamp, "passedTimestamp");
    }
}
