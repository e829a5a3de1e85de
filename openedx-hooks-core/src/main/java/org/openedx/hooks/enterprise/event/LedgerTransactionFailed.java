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
 * A transaction of the ledger of a subsidy has failed.
 *
 * @param ledgerTransaction the transaction
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.subsidy_ledger_transaction.failed.v1",
        description = "A transaction of the ledger of a subsidy has failed.",
        trigger = "openedx/enterprise-subsidy")
@RecordBuilder
public record LedgerTransactionFailed(LedgerTransaction ledgerTransaction)
        implements OpenEdxEvent, LedgerTransactionFailedBuilder.With {

    /** Refuses {@literal null}. */
    public LedgerTransactionFailed {
        Objects.requireNonNull(ledgerTransaction, "ledgerTransaction");
    }
}
