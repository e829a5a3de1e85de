/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import org.openedx.hooks.HookDefinition;

/**
 * How often a hook has run and how long that took.
 *
 * @param count how often it has run, whatever came of it
 * @param meanNanos how long a run took on average, in nanoseconds
 * @param maxNanos how long the longest recent run took, in nanoseconds
 * @since 0.1.0
 */
public record HookTotals(long count, double meanNanos, double maxNanos) {

    /** Of a hook that has not run, or is not timed. */
    public static final HookTotals NONE = new HookTotals(0, 0, 0);

    /**
     * Knows the totals.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Source {

        /**
         * The totals of a hook.
         *
         * @param hook which hook
         * @return never {@literal null}
         */
        HookTotals totals(HookDefinition hook);
    }
}
