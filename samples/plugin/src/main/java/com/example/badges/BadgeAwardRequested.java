/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.util.Objects;

import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

/**
 * Decides whether and which badge a learner is awarded.
 *
 * @param badge the badge
 */
@FilterHook(
        type = "com.example.lms.learning.badge.award.requested.v1",
        description = "Decides whether and which badge a learner is awarded.")
public record BadgeAwardRequested(BadgeData badge) implements OpenEdxFilter {

    /** Refuses {@literal null}. */
    public BadgeAwardRequested {
        Objects.requireNonNull(badge, "badge");
    }

    /** Thrown by a step to keep the learner from being awarded the badge. */
    public static final class PreventAward extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message says why
         */
        public PreventAward(String message) {
            super(message);
        }
    }
}
