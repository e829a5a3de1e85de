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
import org.openedx.hooks.Pii;

/**
 * A user's link with an organization that is a customer.
 *
 * @param id the number of the link in the sending service's database
 * @param created when the link was made
 * @param modified when it was last changed
 * @param enterpriseCustomerUuid the UUID of the customer
 * @param userId the number of the user in the LMS
 * @param active whether this is the customer that the user learns for at the moment
 * @param linked whether the link holds
 * @param isRelinkable whether the link may be made again after it was cut
 * @param shouldInactivateOtherCustomers whether activating this link makes the user's other links inactive
 * @param inviteKey the UUID of the invitation by which the user joined, {@literal null} if there was none
 * @since 0.1.0
 */
@RecordBuilder
public record EnterpriseCustomerUser(
        long id,
        OffsetDateTime created,
        OffsetDateTime modified,
        UUID enterpriseCustomerUuid,
        long userId,
        boolean active,
        boolean linked,
        boolean isRelinkable,
        boolean shouldInactivateOtherCustomers,
        @Pii @Nullable UUID inviteKey)
        implements EnterpriseCustomerUserBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public EnterpriseCustomerUser {
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(enterpriseCustomerUuid, "enterpriseCustomerUuid");
    }

    /** Leaves out the invite key (PII-3). */
    @Override
    public String toString() {
        return ("EnterpriseCustomerUser[id=%s, created=%s, modified=%s, enterpriseCustomerUuid=%s, "
                        + "userId=%s, active=%s, linked=%s, isRelinkable=%s, shouldInactivateOtherCustomers=%s, "
                        + "inviteKey=***]")
                .formatted(
                        id,
                        created,
                        modified,
                        enterpriseCustomerUuid,
                        userId,
                        active,
                        linked,
                        isRelinkable,
                        shouldInactivateOtherCustomers);
    }
}
