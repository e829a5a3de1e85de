/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

/** Throws what Java wants declared, as Kotlin and Groovy do. */
final class Sneaky {

    private Sneaky() {}

    /** Throws; the result is for {@code throw Sneaky.raise(...)}. */
    static RuntimeException raise(Throwable failure) {
        throw Sneaky.<RuntimeException>cast(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T cast(Throwable failure) throws T {
        throw (T) failure;
    }
}
