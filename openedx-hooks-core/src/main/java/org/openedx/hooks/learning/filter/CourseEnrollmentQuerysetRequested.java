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

/**
 * Decides which enrollments a list of them is made from.
 *
 * @param enrollments the query that selects the enrollments
 * @param <Q> the host's type of query
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.course_enrollment_queryset.requested.v1",
        description = "Decides which enrollments a list of them is made from.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseEnrollmentQuerysetRequested<Q>(Q enrollments)
        implements OpenEdxFilter, CourseEnrollmentQuerysetRequestedBuilder.With<Q> {

    /** Refuses {@literal null}. */
    public CourseEnrollmentQuerysetRequested {
        Objects.requireNonNull(enrollments, "enrollments");
    }

    /**
     * Thrown by a step to keep the list from being made.
     *
     * @since 0.1.0
     */
    public static final class PreventEnrollmentQuerysetRequest extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventEnrollmentQuerysetRequest(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventEnrollmentQuerysetRequest(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventEnrollmentQuerysetRequest(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
