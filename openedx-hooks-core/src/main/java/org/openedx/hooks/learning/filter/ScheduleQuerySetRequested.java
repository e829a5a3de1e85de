/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * Decides which schedules get the messages that are sent to learners during a course.
 *
 * @param schedules the query that selects the schedules
 * @param <Q> the host's type of query
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.schedule.queryset.requested.v1",
        description = "Decides which schedules get the messages that are sent to learners during a course.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ScheduleQuerySetRequested<Q>(Q schedules)
        implements OpenEdxFilter, ScheduleQuerySetRequestedBuilder.With<Q> {

    /** Refuses {@literal null}. */
    public ScheduleQuerySetRequested {
        Objects.requireNonNull(schedules, "schedules");
    }
}
