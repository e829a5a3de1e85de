/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is bound to a transaction, and knows that it has committed although Spring still takes it for active. */
interface EndingTransaction {

    boolean hasCommitted();

    /** Whether the transaction on this thread has committed, and tells so those who wait for that. */
    static boolean isOnThread() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getResource(EndingTransaction.class)
                        instanceof EndingTransaction ending
                && ending.hasCommitted();
    }

    /** Whoever joined it now would be in limbo: it looks as it does when all have been told of its end. */
    static boolean outside(BooleanSupplier action) {
        List<TransactionSynchronization> told = TransactionSynchronizationManager.getSynchronizations();
        TransactionSynchronizationManager.clearSynchronization();
        try {
            return action.getAsBoolean();
        } finally {
            TransactionSynchronizationManager.initSynchronization();
            told.forEach(TransactionSynchronizationManager::registerSynchronization);
        }
    }
}
