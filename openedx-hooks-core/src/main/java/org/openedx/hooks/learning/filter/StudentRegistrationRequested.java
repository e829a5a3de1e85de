/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Pii;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.SensitiveFilter;

/**
 * Decides whether and with which data a learner is registered.
 *
 * @param formData the registration form, each field with its values; steps do not see passwords
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.student.registration.requested.v1",
        description = "Decides whether and with which data a learner is registered.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record StudentRegistrationRequested(@Pii Map<String, List<String>> formData)
        implements SensitiveFilter<StudentRegistrationRequested>, StudentRegistrationRequestedBuilder.With {

    private static final Set<String> SENSITIVE = Set.of(
            "password", "newpassword", "new_password", "oldpassword", "old_password", "new_password1", "new_password2");

    /** Copies the form and refuses {@literal null}. */
    public StudentRegistrationRequested {
        formData = Copies.map(formData, "formData", values -> Copies.list(values, "formData"));
    }

    /** The form without passwords (FLT-16). */
    @Override
    public StudentRegistrationRequested concealed() {
        Map<String, List<String>> visible = new LinkedHashMap<>(formData);
        visible.keySet().removeAll(SENSITIVE);
        return new StudentRegistrationRequested(visible);
    }

    /** The form that the steps made, with the passwords of this one (FLT-16). */
    @Override
    public StudentRegistrationRequested revealed(StudentRegistrationRequested result) {
        Map<String, List<String>> whole = new LinkedHashMap<>(result.formData);
        formData.forEach((field, values) -> {
            if (SENSITIVE.contains(field)) {
                whole.put(field, values);
            }
        });
        return new StudentRegistrationRequested(whole);
    }

    /** Says nothing about the form's values (PII-3). */
    @Override
    public String toString() {
        return "StudentRegistrationRequested[formData=***]";
    }

    /**
     * Thrown by a step to keep the learner from being registered.
     *
     * @since 0.1.0
     */
    public static final class PreventRegistration extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventRegistration(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventRegistration(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventRegistration(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}
