/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.host;

import com.example.badges.BadgeAwardRequested;
import com.example.badges.BadgeData;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.springframework.stereotype.Component;

/** A step of the application for the plug-in's filter. */
@Component
class GoldOnly implements PipelineStep<BadgeAwardRequested> {

    @Override
    public BadgeAwardRequested runFilter(BadgeAwardRequested request, FilterContext context) {
        BadgeData badge = request.badge();
        return new BadgeAwardRequested(new BadgeData(badge.user(), badge.courseKey(), "gold"));
    }
}
