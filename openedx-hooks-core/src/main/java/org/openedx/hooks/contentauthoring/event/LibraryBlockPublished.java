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
 * A block of a content library was published.
 *
 * @param libraryBlock the block
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.library_block.published.v1",
        description = "A block of a content library was published.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LibraryBlockPublished(LibraryBlockData libraryBlock)
        implements OpenEdxEvent, LibraryBlockPublishedBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryBlockPublished {
        Objects.requireNonNull(libraryBlock, "libraryBlock");
    }
}
