/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.ExternalGraderScoreData;

/**
 * A grader outside of the platform has scored a submission.
 *
 * @param score the score and the submission
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.external_grader.score.submitted.v1",
        description = "A grader outside of the platform has scored a submission.",
        warning = "It stays inside the service that sends it: Open edX excludes it from the event bus, so there is "
                + "no schema to agree on.",
        busCapable = false)
@RecordBuilder
public record ExternalGraderScoreSubmitted(ExternalGraderScoreData score)
        implements OpenEdxEvent, ExternalGraderScoreSubmittedBuilder.With {

    /** Refuses {@literal null}. */
    public ExternalGraderScoreSubmitted {
        Objects.requireNonNull(score, "score");
    }
}
