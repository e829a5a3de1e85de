/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.filter.FilterPipelineContribution;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableAsync;

@SpringBootApplication(proxyBeanMethods = false)
@EnableAsync
class LearningApplication {

    @Bean
    FilterPipelineContribution pipeline() {
        return FilterPipelineContribution.to(CourseEnrollmentStarted.class, "requirePaidTrack");
    }
}
