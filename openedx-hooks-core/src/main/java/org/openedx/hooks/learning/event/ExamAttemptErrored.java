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
 * An attempt at an exam has failed for a technical reason.
 *
 * @param examAttempt the attempt
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.exam.attempt.errored.v1",
        description = "An attempt at an exam has failed for a technical reason.",
        trigger = "edx/edx-exams")
@RecordBuilder
public record ExamAttemptErrored(ExamAttemptData examAttempt) implements OpenEdxEvent, ExamAttemptErroredBuilder.With {

    /** Refuses {@literal null}. */
    public ExamAttemptErrored {
        Objects.requireNonNull(examAttempt, "examAttempt");
    }
}
