/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.DeprecatedHook;
import org.openedx.hooks.contentauthoring.data.ContentObjectData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * The tags of an object have changed.
 *
 * @param contentObject the object
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.content.object.tags.changed.v1",
        description = "The tags of an object have changed.",
        warning = "It is deprecated since openedx-events 9.14.0; receive ContentObjectAssociationsChanged, which "
                + "also tells what changed.")
@DeprecatedHook(since = "9.14.0", replacedBy = "org.openedx.content_authoring.content.object.associations.changed.v1")
@RecordBuilder
public record ContentObjectTagsChanged(ContentObjectData contentObject)
        implements OpenEdxEvent, ContentObjectTagsChangedBuilder.With {

    /** Refuses {@literal null}. */
    public ContentObjectTagsChanged {
        Objects.requireNonNull(contentObject, "contentObject");
    }
}
