/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.learner;

import jakarta.validation.constraints.NotBlank;

/** What a learner logs in with. */
record Credentials(@NotBlank String username, @NotBlank String password) {

    /** Says nothing about the person. */
    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
