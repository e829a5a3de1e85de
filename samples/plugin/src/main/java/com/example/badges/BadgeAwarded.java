/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.util.Objects;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A learner was awarded a badge.
 *
 * @param badge the badge
 */
@EventHook(
        type = "com.example.lms.learning.badge.awarded.v1",
        description = "A learner was awarded a badge.",
        keyField = "badge.course_key")
public record BadgeAwarded(BadgeData badge) implements OpenEdxEvent {

    /** Refuses {@literal null}. */
    public BadgeAwarded {
        Objects.requireNonNull(badge, "badge");
    }
}
