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
 * A block was deleted from a content library.
 *
 * @param libraryBlock the block that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.library_block.deleted.v1",
        description = "A block was deleted from a content library.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryBlockDeleted(LibraryBlockData libraryBlock)
        implements OpenEdxEvent, LibraryBlockDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryBlockDeleted {
        Objects.requireNonNull(libraryBlock, "libraryBlock");
    }
}
