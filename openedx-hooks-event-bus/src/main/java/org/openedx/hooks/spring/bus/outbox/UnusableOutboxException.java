/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import org.jspecify.annotations.Nullable;

/** The database is not one for the outbox, or has not its tables. */
final class UnusableOutboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    UnusableOutboxException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What the operator can do about it. */
    String action() {
        return action;
    }
}
