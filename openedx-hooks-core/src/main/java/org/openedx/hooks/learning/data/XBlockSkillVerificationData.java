/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.List;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.UsageKey;

/**
 * What learners said about the skills that a block is tagged with.
 *
 * @param usageKey the key of the block
 * @param verifiedSkills the numbers of the skills that learners confirmed
 * @param ignoredSkills the numbers of the skills that learners did not confirm
 * @since 0.1.0
 */
@RecordBuilder
public record XBlockSkillVerificationData(
        UsageKey usageKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<Long> verifiedSkills,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<Long> ignoredSkills)
        implements XBlockSkillVerificationDataBuilder.With {

    /** Copies the collections and refuses {@literal null}. */
    public XBlockSkillVerificationData {
        Objects.requireNonNull(usageKey, "usageKey");
        verifiedSkills = Copies.list(verifiedSkills, "verifiedSkills");
        ignoredSkills = Copies.list(ignoredSkills, "ignoredSkills");
    }
}
