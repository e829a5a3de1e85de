/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.ContentObjectChangedData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * The tags or collections of an object have changed.
 *
 * @param contentObject the object and what changed about it
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content.object.associations.changed.v1",
        description = "The tags or collections of an object have changed.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ContentObjectAssociationsChanged(ContentObjectChangedData contentObject)
        implements OpenEdxEvent, ContentObjectAssociationsChangedBuilder.With {

    /** Refuses {@literal null}. */
    public ContentObjectAssociationsChanged {
        Objects.requireNonNull(contentObject, "contentObject");
    }
}
