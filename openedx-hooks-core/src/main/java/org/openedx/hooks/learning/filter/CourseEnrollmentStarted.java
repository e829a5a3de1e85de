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
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;

/**
 * Decides whether and how a user is enrolled in a course.
 *
 * @param user who is about to be enrolled
 * @param courseKey the course run
 * @param mode the enrollment track, such as {@code audit} or {@code verified}
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.course.enrollment.started.v1",
        description = "Decides whether and how a user is enrolled in a course.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseEnrollmentStarted(UserData user, CourseKey courseKey, String mode)
        implements OpenEdxFilter, CourseEnrollmentStartedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseEnrollmentStarted {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(mode, "mode");
    }

    /**
     * Thrown by a step to keep the user from being enrolled.
     *
     * @since 0.1.0
     */
    public static final class PreventEnrollment extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventEnrollment(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventEnrollment(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventEnrollment(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
