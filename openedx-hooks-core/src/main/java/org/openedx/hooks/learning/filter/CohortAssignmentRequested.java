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
import org.openedx.hooks.learning.data.UserData;

/**
 * Decides whether a learner may be put into a cohort.
 *
 * @param user who is about to join
 * @param targetCohort the cohort that the learner is about to join
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.cohort.assignment.requested.v1",
        description = "Decides whether a learner may be put into a cohort.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CohortAssignmentRequested(UserData user, CohortData targetCohort)
        implements OpenEdxFilter, CohortAssignmentRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public CohortAssignmentRequested {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(targetCohort, "targetCohort");
    }

    /**
     * Thrown by a step to keep the learner out of the cohort.
     *
     * @since 0.1.0
     */
    public static final class PreventCohortAssignment extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventCohortAssignment(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventCohortAssignment(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventCohortAssignment(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
