/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;

/**
 * How often a hook has run since the application started, and how long that took.
 *
 * @param count how often it has run, whatever came of it
 * @param timed how many of these runs took time: those of an empty pipeline take none
 * @param meanNanos how long a run that took time took on average, in nanoseconds; {@literal null} if there is none
 * @param maxNanos how long the longest run took, in nanoseconds; {@literal null} if none took time
 * @param totalNanos how long all runs took together, in nanoseconds: what two looks at it differ by is exact, which the
 *     mean of many runs is not
 * @since 0.1.0
 */
public record HookTotals(
        long count,
        long timed,
        @Nullable Long meanNanos,
        @Nullable Long maxNanos,
        long totalNanos) {

    /** Of a hook that has not run, or is not timed. */
    public static final HookTotals NONE = new HookTotals(0, 0, null, null);

    /**
     * Totals of a source that keeps no more than the mean.
     *
     * @param count how often it has run
     * @param timed how many of these runs took time
     * @param meanNanos how long one took on average; {@literal null} if there is none
     * @param maxNanos how long the longest took; {@literal null} if none took time
     */
    public HookTotals(long count, long timed, @Nullable Long meanNanos, @Nullable Long maxNanos) {
        this(count, timed, meanNanos, maxNanos, meanNanos == null ? 0 : meanNanos * timed);
    }

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
