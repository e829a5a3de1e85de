/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.LibraryCollectionLocator;

/**
 * A collection of things in a content library.
 *
 * @param collectionKey the key of the collection
 * @param background whether receivers may take their time; deprecated in Open edX
 * @since 0.1.0
 */
@RecordBuilder
public record LibraryCollectionData(
        LibraryCollectionLocator collectionKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean background)
        implements LibraryCollectionDataBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryCollectionData {
        Objects.requireNonNull(collectionKey, "collectionKey");
    }
}
