/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import java.util.concurrent.CompletableFuture;

import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.filter.FilterPipelineContribution;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How filters are run, and contributed to. */
@Configuration(proxyBeanMethods = false)
@Import(Crm.class)
class Filters {

    static String run(OpenEdxFilters filters, UserData user, CourseKey course, String mode) {
        var started = filters.run(new CourseEnrollmentStarted(user, course, mode));
        return started.mode();
    }

    static CompletableFuture<String> runAsync(OpenEdxFilters filters, UserData user, CourseKey course, String mode) {
        CompletableFuture<CourseEnrollmentStarted> started =
                filters.runAsync(new CourseEnrollmentStarted(user, course, mode));
        return started.thenApply(CourseEnrollmentStarted::mode);
    }

    @Bean
    FilterPipelineContribution requirePaidTrackPipeline() {
        return FilterPipelineContribution.to(CourseEnrollmentStarted.class, "requirePaidTrack");
    }

    @Bean
    FilterPipelineContribution crmPipeline() {
        return FilterPipelineContribution.to(CourseEnrollmentStarted.class, "crmCheck")
                .before("requirePaidTrack");
    }

    @Bean
    RequirePaidTrack requirePaidTrack() {
        return new RequirePaidTrack();
    }

    @Bean
    CheckCrm crmCheck(Crm crm) {
        return new CheckCrm(crm);
    }
}
