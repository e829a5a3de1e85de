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
import org.openedx.hooks.key.CourseKey;

/**
 * A transaction of the ledger of a subsidy.
 *
 * @param uuid the UUID of the transaction
 * @param created when it was made
 * @param modified when it was last changed
 * @param idempotencyKey equal for repetitions of the same request, so that they have one effect
 * @param quantity how much it moves, in the ledger's unit, US cents or seats; negative when something is spent
 * @param state its state, such as {@code created}, {@code pending}, {@code committed} or {@code failed}
 * @param ledgerUuid the UUID of the ledger
 * @param subsidyAccessPolicyUuid the UUID of the policy that allowed it
 * @param lmsUserId the number of the learner in the LMS
 * @param contentKey the key of the course run that was paid for
 * @param parentContentKey the key of the course of that course run, as text, {@literal null} if unknown
 * @param fulfillmentIdentifier names what the learner got, such as an enrollment, {@literal null} if nothing yet
 * @param reversal the transaction that took this one back, {@literal null} if none did
 * @since 0.1.0
 */
@RecordBuilder
public record LedgerTransaction(
        UUID uuid,
        OffsetDateTime created,
        OffsetDateTime modified,
        String idempotencyKey,
        long quantity,
        String state,
        UUID ledgerUuid,
        UUID subsidyAccessPolicyUuid,
        long lmsUserId,
        CourseKey contentKey,
        @Nullable String parentContentKey,
        @Nullable String fulfillmentIdentifier,
        @Nullable LedgerTransactionReversal reversal)
        implements LedgerTransactionBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public LedgerTransaction {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(ledgerUuid, "ledgerUuid");
        Objects.requireNonNull(subsidyAccessPolicyUuid, "subsidyAccessPolicyUuid");
        Objects.requireNonNull(contentKey, "contentKey");
    }
}
