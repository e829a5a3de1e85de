/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Pii;

/**
 * The score that a grader outside of the platform gave to a submission.
 *
 * @param pointsPossible the highest possible score
 * @param pointsEarned the score that was given
 * @param courseId the key of the course run, as text
 * @param scoreMsg the grader's feedback for the learner, HTML
 * @param submissionId the number of the submission in the database of submissions
 * @param userId who handed it in, by a pseudonym
 * @param moduleId the usage key of the problem, as text
 * @param queueKey names the submission in its queue and lets the grader answer for it
 * @param queueName the queue that the submission went through
 * @since 0.1.0
 */
@RecordBuilder
public record ExternalGraderScoreData(
        long pointsPossible,
        long pointsEarned,
        String courseId,
        String scoreMsg,
        long submissionId,
        String userId,
        String moduleId,
        @Pii String queueKey,
        String queueName)
        implements ExternalGraderScoreDataBuilder.With {

    /** Refuses {@literal null}. */
    public ExternalGraderScoreData {
        Objects.requireNonNull(courseId, "courseId");
        Objects.requireNonNull(scoreMsg, "scoreMsg");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(moduleId, "moduleId");
        Objects.requireNonNull(queueKey, "queueKey");
        Objects.requireNonNull(queueName, "queueName");
    }

    /** Leaves out the queue key (PII-3). */
    @Override
    public String toString() {
        return ("ExternalGraderScoreData[pointsPossible=%s, pointsEarned=%s, courseId=%s, scoreMsg=%s, "
                        + "submissionId=%s, userId=%s, moduleId=%s, queueKey=***, queueName=%s]")
                .formatted(pointsPossible, pointsEarned, courseId, scoreMsg, submissionId, userId, moduleId, queueName);
    }
}
