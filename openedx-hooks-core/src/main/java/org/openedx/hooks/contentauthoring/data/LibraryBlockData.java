/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.LibraryUsageLocatorV2;

/**
 * A block in a content library.
 *
 * @param libraryKey the key of the library
 * @param usageKey the key of the block
 * @since 0.1.0
 */
@RecordBuilder
public record LibraryBlockData(LibraryLocatorV2 libraryKey, LibraryUsageLocatorV2 usageKey)
        implements LibraryBlockDataBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryBlockData {
        Objects.requireNonNull(libraryKey, "libraryKey");
        Objects.requireNonNull(usageKey, "usageKey");
    }
}
