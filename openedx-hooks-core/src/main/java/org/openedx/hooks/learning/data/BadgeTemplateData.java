/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A kind of badge, which many users can be given.
 *
 * @param uuid the UUID of the kind of badge, as text
 * @param origin the service that issues it, such as {@code credly}
 * @param name the name of the badge, {@literal null} if unknown
 * @param description what the badge stands for, {@literal null} if unknown
 * @param imageUrl the picture of the badge, {@literal null} if it has none
 * @since 0.1.0
 */
@RecordBuilder
public record BadgeTemplateData(
        String uuid,
        String origin,
        @Nullable String name,
        @Nullable String description,
        @Nullable String imageUrl) implements BadgeTemplateDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public BadgeTemplateData {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(origin, "origin");
    }
}
