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
 * A block was added to a content library.
 *
 * @param libraryBlock the new block
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.library_block.created.v1",
        description = "A block was added to a content library.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryBlockCreated(LibraryBlockData libraryBlock)
        implements OpenEdxEvent, LibraryBlockCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryBlockCreated {
        Objects.requireNonNull(libraryBlock, "libraryBlock");
    }
}
