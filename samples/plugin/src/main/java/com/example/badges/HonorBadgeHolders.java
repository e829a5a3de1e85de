/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.context.event.EventListener;

/** A step: whoever holds a badge is enrolled in the honor track, or in the one that the option {@code mode} names. */
final class HonorBadgeHolders implements PipelineStep<CourseEnrollmentStarted> {

    private final Set<Long> holders = ConcurrentHashMap.newKeySet();

    @EventListener
    void remember(BadgeAwarded event) {
        holders.add(event.badge().user().id());
    }

    @Override
    public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
        return holders.contains(enrollment.user().id())
                ? enrollment.withMode(context.option("mode", String.class, "honor"))
                : enrollment;
    }
}
