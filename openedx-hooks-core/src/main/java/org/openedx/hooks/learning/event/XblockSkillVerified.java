/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.XBlockSkillVerificationData;

/**
 * Learners said which skills a block teaches.
 *
 * @param xblockInfo the block and its skills
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.xblock.skill.verified.v1",
        description = "Learners said which skills a block teaches.",
        keyField = "xblock_info.usage_key",
        trigger = "openedx/xblock-skill-tagging")
@RecordBuilder
public record XblockSkillVerified(XBlockSkillVerificationData xblockInfo)
        implements OpenEdxEvent, XblockSkillVerifiedBuilder.With {

    /** Refuses {@literal null}. */
    public XblockSkillVerified {
        Objects.requireNonNull(xblockInfo, "xblockInfo");
    }
}
