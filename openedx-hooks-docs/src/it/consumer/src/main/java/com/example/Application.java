/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@SpringBootApplication
class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @EventListener
    void greet(CourseEnrollmentCreated event) {}

    @Component
    static class Verified implements PipelineStep<CourseEnrollmentStarted> {
        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
            return enrollment.withMode("verified");
        }
    }
}
