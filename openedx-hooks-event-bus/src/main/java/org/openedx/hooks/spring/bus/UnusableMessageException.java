/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.jspecify.annotations.Nullable;

/**
 * A message cannot be read, now or later (ERR-4): it is no event, or not the one that it says it is.
 *
 * @since 0.1.0
 */
public final class UnusableMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what was found and what was expected; no value of the data, and nothing unprintable
     * @param cause what was thrown, {@literal null} if nothing was
     */
    public UnusableMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
