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
 * A transaction of the ledger of a subsidy was taken back.
 *
 * @param ledgerTransaction the transaction, with its reversal
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.subsidy_ledger_transaction.reversed.v1",
        description = "A transaction of the ledger of a subsidy was taken back.",
        trigger = "openedx/enterprise-subsidy")
@RecordBuilder
public record LedgerTransactionReversed(LedgerTransaction ledgerTransaction)
        implements OpenEdxEvent, LedgerTransactionReversedBuilder.With {

    /** Refuses {@literal null}. */
    public LedgerTransactionReversed {
        Objects.requireNonNull(ledgerTransaction, "ledgerTransaction");
    }
}
