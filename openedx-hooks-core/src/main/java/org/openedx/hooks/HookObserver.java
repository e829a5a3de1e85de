/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import org.jspecify.annotations.Nullable;

/**
 * Is told how the runs of one hook, or of one receiver or step of it, ended. Implementations must be thread-safe and
 * fast, must not throw, and must not keep the failure.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HookObserver {

    /** Observes nothing. */
    HookObserver NONE = new HookObserver() {
        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}

        @Override
        public boolean isTiming() {
            return false;
        }
    };

    /**
     * A run has ended.
     *
     * @param outcome how
     * @param nanos how long it took, in nanoseconds; 0 if nobody was timing
     * @param failure what was thrown, by a degraded filter's steps the last; {@literal null} if nothing was
     */
    void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure);

    /**
     * A run begins on this thread. An observer that is {@linkplain #isTiming() told of failures only} may not be asked.
     *
     * @return who is told of its end: this object, or one that belongs to this run alone, such as its span; never
     *     {@literal null}
     */
    default HookObserver started() {
        return this;
    }

    /**
     * The thread on which the run began leaves it: what is bound to this thread must be let go. The run's end is told
     * on another thread later, or has just been told.
     */
    default void detached() {}

    /** An event was sent, and nobody in this application took it. Told to all observers of events, before the end. */
    default void unheard() {}

    /**
     * Whether this is told of every run and how long it took; asked when the observer is made. One that is not is told
     * of failures only: reading the clock costs as much as calling a receiver or a step.
     *
     * @return {@literal false} for failures only
     */
    default boolean isTiming() {
        return true;
    }

    /**
     * Makes the observers: one for each hook and one for each of its parts. They are asked for once and kept.
     *
     * @since 0.1.0
     */
    interface Factory {

        /** Observes nothing. */
        Factory NONE = new Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return HookObserver.NONE;
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return HookObserver.NONE;
            }
        };

        /**
         * The observer of a hook's runs.
         *
         * @param hook which hook
         * @return an observer, never {@literal null}
         */
        HookObserver forHook(HookDefinition hook);

        /**
         * The observer of one receiver or step in a hook's runs.
         *
         * @param hook which hook
         * @param part the name of the receiver or step
         * @return an observer, never {@literal null}
         */
        HookObserver forPart(HookDefinition hook, String part);
    }
}
