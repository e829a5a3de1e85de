/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A user (PAY-6).
 *
 * @param id the number of the user in the sending service's database
 * @param isActive whether the account is active: confirmed and not disabled
 * @param pii what identifies the user as a person
 * @since 0.1.0
 */
@RecordBuilder
public record UserData(long id, boolean isActive, UserPersonalData pii) implements UserDataBuilder.With {

    /** Refuses {@literal null}. */
    public UserData {
        Objects.requireNonNull(pii, "pii");
    }
}
