/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

/**
 * Thrown when a text or part is not what a kind of key allows. The message names the kind, what was expected and where;
 * it shows at most an excerpt of the text, with everything escaped that could disturb a log.
 *
 * @since 0.1.0
 */
public final class InvalidKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidKeyException(String message) {
        super(message);
    }
}
