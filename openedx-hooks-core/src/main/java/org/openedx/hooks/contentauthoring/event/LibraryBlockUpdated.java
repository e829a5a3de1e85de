/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.LibraryBlockData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A block of a content library was edited.
 *
 * @param libraryBlock the block
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.library_block.updated.v1",
        description = "A block of a content library was edited.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryBlockUpdated(LibraryBlockData libraryBlock)
        implements OpenEdxEvent, LibraryBlockUpdatedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryBlockUpdated {
        Objects.requireNonNull(libraryBlock, "libraryBlock");
    }
}
