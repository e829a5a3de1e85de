/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/** A receiver: whoever enrolls is awarded a badge, unless the operator's steps object. */
final class AwardBadges {

    private static final Logger log = LoggerFactory.getLogger(AwardBadges.class);

    private final OpenEdxFilters filters;

    private final OpenEdxEvents events;

    AwardBadges(OpenEdxFilters filters, OpenEdxEvents events) {
        this.filters = filters;
        this.events = events;
    }

    @EventListener
    void award(CourseEnrollmentCreated event) {
        CourseEnrollmentData enrollment = event.enrollment();
        BadgeData badge = new BadgeData(enrollment.user(), enrollment.course().courseKey(), "starter");
        try {
            events.send(
                    new BadgeAwarded(filters.run(new BadgeAwardRequested(badge)).badge()));
        } catch (BadgeAwardRequested.PreventAward ex) {
            log.info("No badge: {}", ex.getMessage());
        }
    }
}
