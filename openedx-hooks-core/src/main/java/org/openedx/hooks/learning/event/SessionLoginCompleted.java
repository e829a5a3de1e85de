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
 * A user has logged in.
 *
 * @param user who logged in
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.auth.session.login.completed.v1",
        description = "A user has logged in.",
        keyField = "user.pii.username",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record SessionLoginCompleted(UserData user) implements OpenEdxEvent, SessionLoginCompletedBuilder.With {

    /** Refuses {@literal null}. */
    public SessionLoginCompleted {
        Objects.requireNonNull(user, "user");
    }
}
