/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * An event for the outbox was sent without a transaction in which it could be stored. Nothing was stored, and no
 * receiver was called.
 *
 * @since 0.1.0
 */
public final class OutboxTransactionException extends InvalidDataAccessApiUsageException {

    private static final long serialVersionUID = 1L;

    OutboxTransactionException(String message) {
        super(message);
    }
}
