/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.enterprise.data.SubsidyRedemption;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A subsidy's payment for a learner was taken back.
 *
 * @param redemption the payment that was taken back
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.subsidy.redemption-reversed.v1",
        description = "A subsidy's payment for a learner was taken back.",
        warning = "No Open edX service sends it at present.")
@RecordBuilder
public record SubsidyRedemptionReversed(SubsidyRedemption redemption)
        implements OpenEdxEvent, SubsidyRedemptionReversedBuilder.With {

    /** Refuses {@literal null}. */
    public SubsidyRedemptionReversed {
        Objects.requireNonNull(redemption, "redemption");
    }
}
