/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.List;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;

/**
 * Something that can be tagged, and what changed about it.
 *
 * @param objectId the key of the object, as text
 * @param changes which associations changed, such as {@code tags} or {@code collections}; all may have if empty
 * @since 0.1.0
 */
@RecordBuilder
public record ContentObjectChangedData(
        String objectId,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<String> changes) implements ContentObjectChangedDataBuilder.With {

    /** Copies the list and refuses {@literal null}. */
    public ContentObjectChangedData {
        Objects.requireNonNull(objectId, "objectId");
        changes = Copies.list(changes, "changes");
    }
}
