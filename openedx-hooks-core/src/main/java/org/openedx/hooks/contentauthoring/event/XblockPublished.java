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
 * A block was published to learners.
 *
 * <p>When a block is published together with blocks below it, only the topmost one is told.
 *
 * @param xblockInfo the block
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.xblock.published.v1",
        description = "A block was published to learners.",
        keyField = "xblock_info.usage_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record XblockPublished(XBlockData xblockInfo) implements OpenEdxEvent, XblockPublishedBuilder.With {

    /** Refuses {@literal null}. */
    public XblockPublished {
        Objects.requireNonNull(xblockInfo, "xblockInfo");
    }
}
