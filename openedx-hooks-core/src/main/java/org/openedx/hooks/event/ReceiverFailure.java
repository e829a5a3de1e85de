/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import org.openedx.hooks.Printable;

/**
 * That a receiver failed while an event was sent.
 *
 * @param receiver which one: {@code bean#method}
 * @param exception what it threw
 * @since 0.1.0
 */
public record ReceiverFailure(String receiver, Throwable exception) {

    /** Says who failed with what, without what the exception says, which may be anybody's data. */
    @Override
    public String toString() {
        return Printable.of(receiver) + ": " + exception.getClass().getName();
    }
}
