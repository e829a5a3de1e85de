/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.enterprise.data.LearnerCreditEnterpriseCourseEnrollment;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * Access to a course that learner credit had paid for was taken back.
 *
 * <p>Most often the learner has left the course.
 *
 * @param learnerCreditCourseEnrollment the access that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.learner_credit_course_enrollment.revoked.v1",
        description = "Access to a course that learner credit had paid for was taken back.",
        trigger = "openedx/edx-enterprise")
@RecordBuilder
public record LearnerCreditCourseEnrollmentRevoked(
        LearnerCreditEnterpriseCourseEnrollment learnerCreditCourseEnrollment)
        implements OpenEdxEvent, LearnerCreditCourseEnrollmentRevokedBuilder.With {

    /** Refuses {@literal null}. */
    public LearnerCreditCourseEnrollmentRevoked {
        Objects.requireNonNull(learnerCreditCourseEnrollment, "learnerCreditCourseEnrollment");
    }
}
