/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.key.UsageKey;

/**
 * A block of course content.
 *
 * @param usageKey the key of the block
 * @param blockType the type of block, such as {@code problem} or {@code vertical}
 * @param version the key of the block with branch and version, {@literal null} if it is not known
 * @since 0.1.0
 */
@RecordBuilder
public record XBlockData(
        UsageKey usageKey, String blockType, @Nullable UsageKey version) implements XBlockDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public XBlockData {
        Objects.requireNonNull(usageKey, "usageKey");
        Objects.requireNonNull(blockType, "blockType");
    }
}
