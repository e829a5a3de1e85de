/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.learning.data.CohortData;

/**
 * Decides whether a learner may change to another cohort.
 *
 * @param currentMembership the cohort that the learner is in
 * @param targetCohort the cohort that the learner is about to join
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.cohort.change.requested.v1",
        description = "Decides whether a learner may change to another cohort.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CohortChangeRequested(CohortData currentMembership, CohortData targetCohort)
        implements OpenEdxFilter, CohortChangeRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public CohortChangeRequested {
        Objects.requireNonNull(currentMembership, "currentMembership");
        Objects.requireNonNull(targetCohort, "targetCohort");
    }

    /**
     * Thrown by a step to keep the learner in the present cohort.
     *
     * @since 0.1.0
     */
    public static final class PreventCohortChange extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventCohortChange(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventCohortChange(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
            super(message, redirectTo, statusCode);
        }

        /**
         * Halts with everything a caller may ask for.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         * @param extras more, by name; copied
         */
        public PreventCohortChange(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
