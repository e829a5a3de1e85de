/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

/**
 * What receivers and steps have thrown. They declare no checked exceptions, but languages without them throw them all
 * the same. For what runs hooks, not for receivers and steps.
 *
 * @since 0.1.0
 */
public final class Thrown {

    private Thrown() {}

    /**
     * Throws something as it is, whether it is checked or not.
     *
     * @param thrown what was thrown
     * @return never; for {@code throw Thrown.again(...)}, which tells the compiler that nothing comes after it
     */
    public static RuntimeException again(Throwable thrown) {
        throw Thrown.<RuntimeException>unchanged(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchanged(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /**
     * Keeps a thread from forgetting that it shall end: whoever keeps an {@link InterruptedException} to itself calls
     * this.
     *
     * @param kept what is not thrown on
     */
    public static void keepInterrupt(Throwable kept) {
        if (kept instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
