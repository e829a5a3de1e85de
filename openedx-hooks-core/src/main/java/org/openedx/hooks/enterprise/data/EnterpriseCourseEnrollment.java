/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.key.CourseKey;

/**
 * An enrollment that belongs to a user's link with a customer.
 *
 * @param id the number of the enrollment in the sending service's database
 * @param created when it was made
 * @param modified when it was last changed
 * @param enterpriseCustomerUser the user's link with the customer
 * @param courseId the key of the course run
 * @param savedForLater whether the learner put the course aside
 * @param sourceSlug where the enrollment came from, such as {@code manual}, {@literal null} if unknown
 * @param unenrolled whether the learner has left the course, {@literal null} if unknown
 * @param unenrolledAt when the learner left, {@literal null} if that has not happened
 * @since 0.1.0
 */
@RecordBuilder
public record EnterpriseCourseEnrollment(
        long id,
        OffsetDateTime created,
        OffsetDateTime modified,
        EnterpriseCustomerUser enterpriseCustomerUser,
        CourseKey courseId,
        boolean savedForLater,
        @Nullable String sourceSlug,
        @Nullable Boolean unenrolled,
        @Nullable OffsetDateTime unenrolledAt)
        implements EnterpriseCourseEnrollmentBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public EnterpriseCourseEnrollment {
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(enterpriseCustomerUser, "enterpriseCustomerUser");
        Objects.requireNonNull(courseId, "courseId");
    }
}
