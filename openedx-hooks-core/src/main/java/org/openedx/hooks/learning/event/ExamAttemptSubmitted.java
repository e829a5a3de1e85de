/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.ExamAttemptData;

/**
 * A learner has handed in an exam.
 *
 * @param examAttempt the attempt
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.exam.attempt.submitted.v1",
        description = "A learner has handed in an exam.",
        trigger = "edx/edx-exams")
@RecordBuilder
public record ExamAttemptSubmitted(ExamAttemptData examAttempt)
        implements OpenEdxEvent, ExamAttemptSubmittedBuilder.With {

    /** Refuses {@literal null}. */
    public ExamAttemptSubmitted {
        Objects.requireNonNull(examAttempt, "examAttempt");
    }
}
