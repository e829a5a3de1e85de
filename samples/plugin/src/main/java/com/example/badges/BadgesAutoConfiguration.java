/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.filter.FilterPipelineContribution;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** All that an application gets by having this jar on its class path. */
@AutoConfiguration
public final class BadgesAutoConfiguration {

    BadgesAutoConfiguration() {}

    @Bean
    AwardBadges awardBadges(OpenEdxFilters filters, OpenEdxEvents events) {
        return new AwardBadges(filters, events);
    }

    @Bean
    HonorBadgeHolders honorBadgeHolders() {
        return new HonorBadgeHolders();
    }

    @Bean
    FilterPipelineContribution badgesPipeline() {
        return FilterPipelineContribution.to(CourseEnrollmentStarted.class, "honorBadgeHolders");
    }
}
