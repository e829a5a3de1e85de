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
 * A block of a course was edited.
 *
 * @param xblockInfo the block
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.xblock.updated.v1",
        description = "A block of a course was edited.",
        keyField = "xblock_info.usage_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record XblockUpdated(XBlockData xblockInfo) implements OpenEdxEvent, XblockUpdatedBuilder.With {

    /** Refuses {@literal null}. */
    public XblockUpdated {
        Objects.requireNonNull(xblockInfo, "xblockInfo");
    }
}
