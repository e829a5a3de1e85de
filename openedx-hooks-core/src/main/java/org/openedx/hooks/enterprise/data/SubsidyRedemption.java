/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A subsidy's payment for a learner's access to content.
 *
 * @param subsidyIdentifier the UUID of the subsidy, as text
 * @param contentKey the key of the course or course run, as text
 * @param lmsUserId the number of the learner in the LMS
 * @since 0.1.0
 */
@RecordBuilder
public record SubsidyRedemption(String subsidyIdentifier, String contentKey, long lmsUserId)
        implements SubsidyRedemptionBuilder.With {

    /** Refuses {@literal null}. */
    public SubsidyRedemption {
        Objects.requireNonNull(subsidyIdentifier, "subsidyIdentifier");
        Objects.requireNonNull(contentKey, "contentKey");
    }
}
