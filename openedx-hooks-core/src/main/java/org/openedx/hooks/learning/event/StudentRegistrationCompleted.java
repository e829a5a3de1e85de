/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.UserData;

/**
 * A learner has registered: the account exists.
 *
 * @param user who registered
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.student.registration.completed.v1",
        description = "A learner has registered: the account exists.",
        keyField = "user.pii.username",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record StudentRegistrationCompleted(UserData user)
        implements OpenEdxEvent, StudentRegistrationCompletedBuilder.With {

    /** Refuses {@literal null}. */
    public StudentRegistrationCompleted {
        Objects.requireNonNull(user, "user");
    }
}
