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
 * A container was created in a content library.
 *
 * @param libraryContainer the new container
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.container.created.v1",
        description = "A container was created in a content library.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryContainerCreated(LibraryContainerData libraryContainer)
        implements OpenEdxEvent, LibraryContainerCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryContainerCreated {
        Objects.requireNonNull(libraryContainer, "libraryContainer");
    }
}
