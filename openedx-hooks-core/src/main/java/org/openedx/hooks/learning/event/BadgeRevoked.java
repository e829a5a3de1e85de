/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.BadgeData;

/**
 * A badge was taken from a user.
 *
 * @param badge the badge that was taken
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.badge.revoked.v1",
        description = "A badge was taken from a user.",
        trigger = "openedx/credentials")
@RecordBuilder
public record BadgeRevoked(BadgeData badge) implements OpenEdxEvent, BadgeRevokedBuilder.With {

    /** Refuses {@literal null}. */
    public BadgeRevoked {
        Objects.requireNonNull(badge, "badge");
    }
}
