/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.analytics.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.analytics.data.TrackingLogData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * An entry was written to the tracking log.
 *
 * @param trackingLog the entry
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.analytics.tracking.event.emitted.v1",
        description = "An entry was written to the tracking log.",
        keyField = "tracking_log.name",
        trigger = "openedx/event-tracking")
@RecordBuilder
public record TrackingEventEmitted(TrackingLogData trackingLog)
        implements OpenEdxEvent, TrackingEventEmittedBuilder.With {

    /** Refuses {@literal null}. */
    public TrackingEventEmitted {
        Objects.requireNonNull(trackingLog, "trackingLog");
    }
}
