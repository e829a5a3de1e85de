/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.LibraryContainerData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A container was deleted from a content library.
 *
 * @param libraryContainer the container that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.container.deleted.v1",
        description = "A container was deleted from a content library.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryContainerDeleted(LibraryContainerData libraryContainer)
        implements OpenEdxEvent, LibraryContainerDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryContainerDeleted {
        Objects.requireNonNull(libraryContainer, "libraryContainer");
    }
}
