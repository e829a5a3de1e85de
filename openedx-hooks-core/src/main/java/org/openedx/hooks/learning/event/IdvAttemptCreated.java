/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.VerificationAttemptData;

/**
 * A user has begun to prove who they are.
 *
 * @param idvAttempt the attempt
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.idv_attempt.created.v1",
        description = "A user has begun to prove who they are.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record IdvAttemptCreated(VerificationAttemptData idvAttempt)
        implements OpenEdxEvent, IdvAttemptCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public IdvAttemptCreated {
        Objects.requireNonNull(idvAttempt, "idvAttempt");
    }
}
