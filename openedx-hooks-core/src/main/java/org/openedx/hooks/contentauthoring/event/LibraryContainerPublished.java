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
 * A container of a content library was published.
 *
 * @param libraryContainer the container
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.container.published.v1",
        description = "A container of a content library was published.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryContainerPublished(LibraryContainerData libraryContainer)
        implements OpenEdxEvent, LibraryContainerPublishedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryContainerPublished {
        Objects.requireNonNull(libraryContainer, "libraryContainer");
    }
}
