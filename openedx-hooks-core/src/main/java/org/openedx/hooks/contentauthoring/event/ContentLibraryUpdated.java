/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.ContentLibraryData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * The properties of a content library have changed.
 *
 * @param contentLibrary the library
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.updated.v1",
        description = "The properties of a content library have changed.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ContentLibraryUpdated(ContentLibraryData contentLibrary)
        implements OpenEdxEvent, ContentLibraryUpdatedBuilder.With {

    /** Refuses {@literal null}. */
    public ContentLibraryUpdated {
        Objects.requireNonNull(contentLibrary, "contentLibrary");
    }
}
