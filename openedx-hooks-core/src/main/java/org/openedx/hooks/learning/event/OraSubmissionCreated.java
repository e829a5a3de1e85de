/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.ORASubmissionData;

/**
 * A learner has handed in an open response assessment.
 *
 * @param submission what was handed in
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.ora.submission.created.v1",
        description = "A learner has handed in an open response assessment.",
        trigger = "openedx/edx-ora2")
@RecordBuilder
public record OraSubmissionCreated(ORASubmissionData submission)
        implements OpenEdxEvent, OraSubmissionCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public OraSubmissionCreated {
        Objects.requireNonNull(submission, "submission");
    }
}
