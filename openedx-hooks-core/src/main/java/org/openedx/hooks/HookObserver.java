/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import org.jspecify.annotations.Nullable;

/**
 * Is told how the runs of one hook, or of one receiver or step of it, ended. One that wants to know which run is which
 * makes a {@link HookRun} of its own for each; to all others this object is told of every run, so that nothing is made.
 *
 * <p>Implementations must be thread-safe and fast, and must not keep the failure. What they throw changes nothing for
 * the hook: it is logged once and {@linkplain HookObservers#failures() counted}. A {@link VirtualMachineError} is no
 * matter of the observer, and is thrown on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HookObserver extends HookRun {

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
     * A run begins on this thread. An observer that is {@linkplain #isTiming() told of failures only} may not be asked.
     *
     * @param parent the run that this one is part of, as the same factory made it: of the hook for a receiver or a
     *     step, of the receiver or step for a hook inside of it, on whatever thread; {@literal null} if there is none,
     *     or the factory made none
     * @return who is told of its end: this object, or one that belongs to this run alone; never {@literal null}
     */
    default HookRun started(@Nullable HookRun parent) {
        return this;
    }

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
