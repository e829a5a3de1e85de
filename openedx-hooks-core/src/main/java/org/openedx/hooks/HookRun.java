/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import org.jspecify.annotations.Nullable;

/**
 * One run of a hook, or of one receiver or step of it, as an {@linkplain HookObserver#started observer} knows it: a
 * span, a line in a list of what has run. It belongs to that run alone, whatever threads the run is on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HookRun {

    /**
     * The run has ended; told once, on the thread on which it ended.
     *
     * @param outcome how
     * @param nanos how long it took, in nanoseconds; 0 if nobody was timing
     * @param failure what was thrown, by a degraded filter's steps the last; {@literal null} if nothing was
     */
    void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure);

    /**
     * The thread on which the run began leaves it: what is bound to this thread must be let go. The run's end is told
     * on another thread later, or has just been told.
     */
    default void detached() {}
}
