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
 * A user's attempt to prove who they are was refused.
 *
 * @param idvAttempt the attempt
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.idv_attempt.denied.v1",
        description = "A user's attempt to prove who they are was refused.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record IdvAttemptDenied(VerificationAttemptData idvAttempt)
        implements OpenEdxEvent, IdvAttemptDeniedBuilder.With {

    /** Refuses {@literal null}. */
    public IdvAttemptDenied {
        Objects.requireNonNull(idvAttempt, "idvAttempt");
    }
}
