/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import java.util.concurrent.CompletionStage;

import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.stereotype.Component;

@Component
class CheckCrm implements AsyncPipelineStep<CourseEnrollmentStarted> {

    private final Crm crm;

    CheckCrm(Crm crm) {
        this.crm = crm;
    }

    @Override
    public CompletionStage<CourseEnrollmentStarted> runFilterAsync(
            CourseEnrollmentStarted enrollment, FilterContext context) {
        return crm.customer(enrollment.user().id())
                .thenApply(customer -> customer.hasPaid() ? enrollment.withMode("verified") : enrollment);
    }
}
