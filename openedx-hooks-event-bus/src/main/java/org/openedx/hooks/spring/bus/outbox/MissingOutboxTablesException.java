/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

/** The database of the outbox has not its tables. */
final class MissingOutboxTablesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingOutboxTablesException(Throwable cause) {
        super("The tables of the outbox are not there, or are others than this version needs", cause);
    }
}
