/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Something that can be tagged: a course run, a block, a library, a collection.
 *
 * @param objectId the key of the object, as text
 * @since 0.1.0
 */
@RecordBuilder
public record ContentObjectData(String objectId) implements ContentObjectDataBuilder.With {

    /** Refuses {@literal null}. */
    public ContentObjectData {
        Objects.requireNonNull(objectId, "objectId");
    }
}
