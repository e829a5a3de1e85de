/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Objects;
import java.util.Set;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.learning.data.UserData;

/**
 * Decides which account settings a user cannot change.
 *
 * @param readonlyFields the names of the settings that cannot be changed
 * @param user whose settings they are
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.account.settings.read_only_fields.requested.v1",
        description = "Decides which account settings a user cannot change.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record AccountSettingsReadOnlyFieldsRequested(Set<String> readonlyFields, UserData user)
        implements OpenEdxFilter, AccountSettingsReadOnlyFieldsRequestedBuilder.With {

    /** Copies the set and refuses {@literal null}. */
    public AccountSettingsReadOnlyFieldsRequested {
        readonlyFields = Copies.set(readonlyFields, "readonlyFields");
        Objects.requireNonNull(user, "user");
    }
}
