/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.UsageKey;

/**
 * Content that was opened from another learning platform by LTI.
 *
 * @param user the local user
 * @param courseKey the course run of the content
 * @param usageKey the block that was opened
 * @param launchParams what the other platform sent along
 * @since 0.1.0
 */
@RecordBuilder
public record LtiProviderLaunchData(
        UserData user, CourseKey courseKey, UsageKey usageKey, LtiProviderLaunchParamsData launchParams)
        implements LtiProviderLaunchDataBuilder.With {

    /** Refuses {@literal null}. */
    public LtiProviderLaunchData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(usageKey, "usageKey");
        Objects.requireNonNull(launchParams, "launchParams");
    }
}
