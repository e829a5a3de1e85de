/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.LibraryCollectionData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A collection of a content library was edited.
 *
 * @param libraryCollection the collection
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.collection.updated.v1",
        description = "A collection of a content library was edited.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryCollectionUpdated(LibraryCollectionData libraryCollection)
        implements OpenEdxEvent, LibraryCollectionUpdatedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryCollectionUpdated {
        Objects.requireNonNull(libraryCollection, "libraryCollection");
    }
}
