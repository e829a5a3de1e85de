/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.LtiProviderLaunchData;

/**
 * A user has opened content from another learning platform by LTI.
 *
 * @param launchData the user, the content and what the other platform sent along
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.lti_provider.launch.success.v1",
        description = "A user has opened content from another learning platform by LTI.")
@RecordBuilder
public record LtiProviderLaunchSuccess(LtiProviderLaunchData launchData)
        implements OpenEdxEvent, LtiProviderLaunchSuccessBuilder.With {

    /** Refuses {@literal null}. */
    public LtiProviderLaunchSuccess {
        Objects.requireNonNull(launchData, "launchData");
    }
}
