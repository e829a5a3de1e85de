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
 * Decides whether and how a certificate is created.
 *
 * @param user who is about to get the certificate
 * @param courseKey the course run
 * @param mode the enrollment track it is earned in
 * @param status the status it will have, such as {@code unverified}, {@literal null} if that is still open
 * @param grade the final grade, from 0 to 1
 * @param generationMode who asked for it: {@code self} for the learner, {@code batch} for a job, {@literal null} if the
 *     host does not say
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.certificate.creation.requested.v1",
        description = "Decides whether and how a certificate is created.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CertificateCreationRequested(
        UserData user,
        CourseKey courseKey,
        String mode,
        @Nullable String status,
        double grade,
        @Nullable String generationMode)
        implements OpenEdxFilter, CertificateCreationRequestedBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public CertificateCreationRequested {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(mode, "mode");
    }

    /**
     * Thrown by a step to keep the certificate from being created.
     *
     * @since 0.1.0
     */
    public static final class PreventCertificateCreation extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventCertificateCreation(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventCertificateCreation(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventCertificateCreation(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
