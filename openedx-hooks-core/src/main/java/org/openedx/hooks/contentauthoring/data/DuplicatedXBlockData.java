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
 * A block that was made by copying another one.
 *
 * @param usageKey the key of the new block
 * @param blockType the type of block, such as {@code problem} or {@code vertical}
 * @param version the key of the new block with branch and version, {@literal null} if it is not known
 * @param sourceUsageKey the key of the block that was copied
 * @since 0.1.0
 */
@RecordBuilder
public record DuplicatedXBlockData(
        UsageKey usageKey, String blockType, @Nullable UsageKey version, UsageKey sourceUsageKey)
        implements DuplicatedXBlockDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public DuplicatedXBlockData {
        Objects.requireNonNull(usageKey, "usageKey");
        Objects.requireNonNull(blockType, "blockType");
        Objects.requireNonNull(sourceUsageKey, "sourceUsageKey");
    }
}
