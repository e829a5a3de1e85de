/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;

/**
 * What another learning platform sent along when it opened content by LTI. It holds no OAuth parameters.
 *
 * @param roles the user's roles there, separated by commas, such as {@code Learner}
 * @param contextId the name of the course there
 * @param userId the name of the user there
 * @param extraParams everything else that was sent, by LTI parameter name
 * @since 0.1.0
 */
@RecordBuilder
public record LtiProviderLaunchParamsData(
        String roles,
        String contextId,
        @Pii String userId,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map") @Pii
        Map<String, String> extraParams)
        implements LtiProviderLaunchParamsDataBuilder.With {

    /** Copies the map and refuses {@literal null}. */
    public LtiProviderLaunchParamsData {
        Objects.requireNonNull(roles, "roles");
        Objects.requireNonNull(contextId, "contextId");
        Objects.requireNonNull(userId, "userId");
        extraParams = Copies.map(extraParams, "extraParams");
    }

    /** Leaves out the user id and extra params (PII-3). */
    @Override
    public String toString() {
        return "LtiProviderLaunchParamsData[roles=%s, contextId=%s, userId=***, extraParams=***]"
                .formatted(roles, contextId);
    }
}
