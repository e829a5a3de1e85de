/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.DuplicatedXBlockData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A block was copied.
 *
 * @param xblockInfo the new block and the one it was copied from
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.xblock.duplicated.v1",
        description = "A block was copied.",
        keyField = "xblock_info.usage_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record XblockDuplicated(DuplicatedXBlockData xblockInfo) implements OpenEdxEvent, XblockDuplicatedBuilder.With {

    /** Refuses {@literal null}. */
    public XblockDuplicated {
        Objects.requireNonNull(xblockInfo, "xblockInfo");
    }
}
