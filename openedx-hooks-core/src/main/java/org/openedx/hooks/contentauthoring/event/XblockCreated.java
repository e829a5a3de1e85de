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
 * A block was added to a course.
 *
 * @param xblockInfo the new block
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.xblock.created.v1",
        description = "A block was added to a course.",
        keyField = "xblock_info.usage_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record XblockCreated(XBlockData xblockInfo) implements OpenEdxEvent, XblockCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public XblockCreated {
        Objects.requireNonNull(xblockInfo, "xblockInfo");
    }
}
