/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

/** What becomes of a row next, by its number in the column. */
enum RowState {
    READY(0),

    /** The broker has refused it; it is tried again at its time. */
    RETRY(1),

    /** An earlier event of its key is to be tried again. */
    WAITING(2),

    /** Refused too often, or damaged. */
    DEAD(3),

    /** Kept for the time of retention. */
    PUBLISHED(4);

    private final int code;

    RowState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
