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
 * A collection was deleted from a content library.
 *
 * @param libraryCollection the collection that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.collection.deleted.v1",
        description = "A collection was deleted from a content library.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryCollectionDeleted(LibraryCollectionData libraryCollection)
        implements OpenEdxEvent, LibraryCollectionDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryCollectionDeleted {
        Objects.requireNonNull(libraryCollection, "libraryCollection");
    }
}
