/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/**
 * When an event is handed to the broker (OUT-1).
 *
 * @since 0.1.0
 */
public enum ProducerMode {

    /** When the sender's transaction has committed, and not at all if it rolls back; at once without transaction. */
    ON_COMMIT,

    /** At once. */
    IMMEDIATE,

    /** Stored in the sender's transaction, and handed over by whoever empties the outbox: nothing is lost. */
    OUTBOX
}
