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
 * A user was given a badge.
 *
 * @param badge the new badge
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.badge.awarded.v1",
        description = "A user was given a badge.",
        trigger = "openedx/credentials")
@RecordBuilder
public record BadgeAwarded(BadgeData badge) implements OpenEdxEvent, BadgeAwardedBuilder.With {

    /** Refuses {@literal null}. */
    public BadgeAwarded {
        Objects.requireNonNull(badge, "badge");
    }
}
