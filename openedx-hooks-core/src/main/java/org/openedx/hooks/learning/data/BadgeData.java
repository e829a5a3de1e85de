/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A user's badge.
 *
 * @param uuid the UUID of this user's badge, as text
 * @param user who has it
 * @param template which kind of badge it is
 * @since 0.1.0
 */
@RecordBuilder
public record BadgeData(String uuid, UserData user, BadgeTemplateData template) implements BadgeDataBuilder.With {

    /** Refuses {@literal null}. */
    public BadgeData {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(template, "template");
    }
}
