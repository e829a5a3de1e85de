/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.LibraryLocatorV2;

/**
 * A library of content that courses draw from.
 *
 * @param libraryKey the key of the library
 * @param updateBlocks whether the library's blocks may have changed too; deprecated in Open edX
 * @since 0.1.0
 */
@RecordBuilder
public record ContentLibraryData(
        LibraryLocatorV2 libraryKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean updateBlocks)
        implements ContentLibraryDataBuilder.With {

    /** Refuses {@literal null}. */
    public ContentLibraryData {
        Objects.requireNonNull(libraryKey, "libraryKey");
    }
}
