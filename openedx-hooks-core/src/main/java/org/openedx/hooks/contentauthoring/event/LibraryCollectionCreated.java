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
 * A collection was created in a content library.
 *
 * @param libraryCollection the new collection
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.collection.created.v1",
        description = "A collection was created in a content library.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryCollectionCreated(LibraryCollectionData libraryCollection)
        implements OpenEdxEvent, LibraryCollectionCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryCollectionCreated {
        Objects.requireNonNull(libraryCollection, "libraryCollection");
    }
}
