/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.XBlockData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A block was deleted from a course.
 *
 * @param xblockInfo the block that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.xblock.deleted.v1",
        description = "A block was deleted from a course.",
        keyField = "xblock_info.usage_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record XblockDeleted(XBlockData xblockInfo) implements OpenEdxEvent, XblockDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public XblockDeleted {
        Objects.requireNonNull(xblockInfo, "xblockInfo");
    }
}
