/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

/**
 * Thrown where hooks run inside each other without end: a receiver sends an event that leads to itself, or a step runs
 * its own filter. It is the failure of the receiver or step that asked for one run too many, and comes before the stack
 * overflows.
 *
 * @since 0.1.0
 */
public final class HookRecursionException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * A recursion.
     *
     * @param message how deep it went and through which hooks, by type only
     */
    public HookRecursionException(String message) {
        super(Printable.of(message));
    }
}
