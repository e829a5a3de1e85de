/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.function.Supplier;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a message's receivers run in. Apart from Spring's transactions, which may not be there. */
@FunctionalInterface
interface DeliveryTransaction {

    /** None. */
    DeliveryTransaction NONE = Supplier::get;

    /** Calls the receivers, and returns what they return; throws what keeps the transaction from committing. */
    <T> T around(Supplier<T> receivers);

    /** A transaction for each attempt, so that transactional listeners run after it, or are stored with it. */
    static DeliveryTransaction of(PlatformTransactionManager manager) {
        TransactionTemplate template = new TransactionTemplate(manager);
        return new DeliveryTransaction() {
            @Override
            public <T> T around(Supplier<T> receivers) {
                return template.execute(status -> receivers.get());
            }
        };
    }
}
