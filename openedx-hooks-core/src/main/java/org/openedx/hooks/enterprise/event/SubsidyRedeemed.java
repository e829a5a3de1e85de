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
 * A subsidy has paid for a learner's access to content.
 *
 * @param redemption what was paid for
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.subsidy.redeemed.v1",
        description = "A subsidy has paid for a learner's access to content.",
        warning = "No Open edX service sends it at present.")
@RecordBuilder
public record SubsidyRedeemed(SubsidyRedemption redemption) implements OpenEdxEvent, SubsidyRedeemedBuilder.With {

    /** Refuses {@literal null}. */
    public SubsidyRedeemed {
        Objects.requireNonNull(redemption, "redemption");
    }
}
