/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.data;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Access to a course that was given by a license.
 *
 * @param uuid the UUID of the fulfillment
 * @param created when it was made
 * @param modified when it was last changed
 * @param fulfillmentType its kind, such as {@code learner_credit} or {@code license}
 * @param isRevoked whether it was taken back
 * @param enterpriseCourseEntitlementUuid the UUID of the entitlement that it gave, {@literal null} if it gave none
 * @param enterpriseCourseEnrollment the enrollment that it paid for, {@literal null} if it paid for none
 * @param licenseUuid the UUID of the license, {@literal null} if unknown
 * @since 0.1.0
 */
@RecordBuilder
public record LicensedEnterpriseCourseEnrollment(
        UUID uuid,
        OffsetDateTime created,
        OffsetDateTime modified,
        String fulfillmentType,
        boolean isRevoked,
        @Nullable UUID enterpriseCourseEntitlementUuid,
        @Nullable EnterpriseCourseEnrollment enterpriseCourseEnrollment,
        @Nullable UUID licenseUuid)
        implements LicensedEnterpriseCourseEnrollmentBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public LicensedEnterpriseCourseEnrollment {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(fulfillmentType, "fulfillmentType");
    }
}
