/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.jspecify.annotations.Nullable;

/**
 * The broker, or something that it needs, cannot be reached or does not answer; later it may. Whatever was asked of it
 * can be asked again.
 *
 * @since 0.1.0
 */
public final class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is not there.
     *
     * @param message what, without credentials
     * @param cause what the client threw, {@literal null} if nothing
     */
    public BrokerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
