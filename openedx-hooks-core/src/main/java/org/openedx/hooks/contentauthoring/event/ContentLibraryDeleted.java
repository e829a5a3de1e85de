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
 * A content library was deleted.
 *
 * @param contentLibrary the library that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content_library.deleted.v1",
        description = "A content library was deleted.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ContentLibraryDeleted(ContentLibraryData contentLibrary)
        implements OpenEdxEvent, ContentLibraryDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public ContentLibraryDeleted {
        Objects.requireNonNull(contentLibrary, "contentLibrary");
    }
}
