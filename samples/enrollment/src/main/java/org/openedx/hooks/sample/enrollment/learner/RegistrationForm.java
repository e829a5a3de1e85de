/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.learner;

import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;

/** What a person fills in to become a learner. */
record RegistrationForm(
        @NotNull @Pattern(regexp = "[\\w.-]{2,30}", message = "must be 2 to 30 letters, digits, dots or hyphens")
        String username,

        @NotBlank @Size(max = 100) String name,
        @NotBlank @Email @Size(max = 254) String email,
        @NotBlank @Size(min = 8, max = 128) String password,
        @NotNull Boolean premium) {

    /** The form as the registration filter takes it. Steps do not see the password. */
    StudentRegistrationRequested toFilter() {
        return new StudentRegistrationRequested(Map.of(
                "username", List.of(username),
                "name", List.of(name),
                "email", List.of(email),
                "password", List.of(password),
                "premium", List.of(premium.toString())));
    }

    /** Says nothing about the person. */
    @Override
    public String toString() {
        return "RegistrationForm[***]";
    }
}
