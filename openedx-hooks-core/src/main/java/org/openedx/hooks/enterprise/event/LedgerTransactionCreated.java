/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.enterprise.data.LedgerTransaction;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A transaction was entered in the ledger of a subsidy.
 *
 * @param ledgerTransaction the new transaction
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.subsidy_ledger_transaction.created.v1",
        description = "A transaction was entered in the ledger of a subsidy.",
        trigger = "openedx/enterprise-subsidy")
@RecordBuilder
public record LedgerTransactionCreated(LedgerTransaction ledgerTransaction)
        implements OpenEdxEvent, LedgerTransactionCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public LedgerTransactionCreated {
        Objects.requireNonNull(ledgerTransaction, "ledgerTransaction");
    }
}
