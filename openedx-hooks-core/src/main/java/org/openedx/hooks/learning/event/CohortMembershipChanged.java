/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CohortData;

/**
 * A learner's cohort has changed.
 *
 * @param cohort the learner and the new cohort
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.cohort_membership.changed.v1",
        description = "A learner's cohort has changed.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CohortMembershipChanged(CohortData cohort) implements OpenEdxEvent, CohortMembershipChangedBuilder.With {

    /** Refuses {@literal null}. */
    public CohortMembershipChanged {
        Objects.requireNonNull(cohort, "cohort");
    }
}
