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
import org.openedx.hooks.learning.data.CourseEnrollmentData;

/**
 * Decides whether a user may leave a course.
 *
 * @param enrollment the enrollment that is about to end
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.course.unenrollment.started.v1",
        description = "Decides whether a user may leave a course.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseUnenrollmentStarted(CourseEnrollmentData enrollment)
        implements OpenEdxFilter, CourseUnenrollmentStartedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseUnenrollmentStarted {
        Objects.requireNonNull(enrollment, "enrollment");
    }

    /**
     * Thrown by a step to keep the user enrolled.
     *
     * @since 0.1.0
     */
    public static final class PreventUnenrollment extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventUnenrollment(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventUnenrollment(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventUnenrollment(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
