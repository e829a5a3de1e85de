/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.data;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What transactions of a ledger and their reversals have in common.
 *
 * @param uuid the UUID of the transaction
 * @param created when it was made
 * @param modified when it was last changed
 * @param idempotencyKey equal for repetitions of the same request, so that they have one effect
 * @param quantity how much it moves, in the ledger's unit, US cents or seats; negative when something is spent
 * @param state its state, such as {@code created}, {@code pending}, {@code committed} or {@code failed}
 * @since 0.1.0
 */
@RecordBuilder
public record BaseLedgerTransaction(
        UUID uuid, OffsetDateTime created, OffsetDateTime modified, String idempotencyKey, long quantity, String state)
        implements BaseLedgerTransactionBuilder.With {

    /** Refuses {@literal null}. */
    public BaseLedgerTransaction {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(state, "state");
    }
}
