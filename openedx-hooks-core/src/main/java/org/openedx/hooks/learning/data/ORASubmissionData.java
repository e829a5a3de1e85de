/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A submission to an open response assessment.
 *
 * @param uuid the UUID of the submission, as text
 * @param anonymousUserId who handed it in, by a pseudonym that holds for one course run
 * @param location the usage key of the assessment, as text
 * @param attemptNumber which attempt of the learner it is, from 1
 * @param createdAt when it was begun
 * @param submittedAt when it was handed in
 * @param answer what was handed in
 * @since 0.1.0
 */
@RecordBuilder
public record ORASubmissionData(
        String uuid,
        String anonymousUserId,
        String location,
        long attemptNumber,
        OffsetDateTime createdAt,
        OffsetDateTime submittedAt,
        ORASubmissionAnswer answer)
        implements ORASubmissionDataBuilder.With {

    /** Refuses {@literal null}. */
    public ORASubmissionData {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(anonymousUserId, "anonymousUserId");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(submittedAt, "submittedAt");
        Objects.requireNonNull(answer, "answer");
    }
}
