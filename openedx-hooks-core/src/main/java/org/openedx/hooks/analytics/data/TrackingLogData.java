/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.analytics.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Pii;

/**
 * An entry of the tracking log: what somebody did on the platform.
 *
 * @param name what was done, such as {@code edx.course.enrollment.activated}
 * @param timestamp when it was done
 * @param data the details, a JSON object as text
 * @param context who did it and where, a JSON object as text
 * @since 0.1.0
 */
@RecordBuilder
public record TrackingLogData(
        String name,
        OffsetDateTime timestamp,
        @Pii String data,
        @Pii String context) implements TrackingLogDataBuilder.With {

    /** Refuses {@literal null}. */
    public TrackingLogData {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(context, "context");
    }

    /** Leaves out the data and context (PII-3). */
    @Override
    public String toString() {
        return "TrackingLogData[name=%s, timestamp=%s, data=***, context=***]".formatted(name, timestamp);
    }
}
