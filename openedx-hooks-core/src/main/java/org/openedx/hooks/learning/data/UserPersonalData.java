/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;

/**
 * What identifies a user as a person (PAY-6). It is kept apart so that the rest can be passed on without it.
 *
 * @param username the unique login name
 * @param email the e-mail address
 * @param name the full name as the user wrote it; empty if unknown
 * @since 0.1.0
 */
@RecordBuilder
public record UserPersonalData(
        @Pii String username,
        @Pii String email,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TEXT") @Pii
        String name)
        implements UserPersonalDataBuilder.With {

    /** Refuses {@literal null}. */
    public UserPersonalData {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
    }

    /** Says nothing about the person (PII-3). */
    @Override
    public String toString() {
        return "UserPersonalData[***]";
    }
}
