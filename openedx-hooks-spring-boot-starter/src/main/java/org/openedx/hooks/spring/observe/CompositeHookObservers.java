/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;

/**
 * Several observers as one.
 *
 * @since 0.1.0
 */
public final class CompositeHookObservers implements HookObserver.Factory {

    private final List<HookObserver.Factory> factories;

    /**
     * Observers that are told one after the other.
     *
     * @param factories make them
     */
    public CompositeHookObservers(List<HookObserver.Factory> factories) {
        this.factories = List.copyOf(factories);
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return compose(factory -> factory.forHook(hook));
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return compose(factory -> factory.forPart(hook, part));
    }

    private HookObserver compose(Function<HookObserver.Factory, HookObserver> observer) {
        HookObserver[] observers = factories.stream()
                .map(observer)
                .filter(made -> !made.equals(HookObserver.NONE))
                .toArray(HookObserver[]::new);
        return switch (observers.length) {
            case 0 -> HookObserver.NONE;
            case 1 -> observers[0];
            default -> new Composite(those(observers, true), those(observers, false));
        };
    }

    private static HookObserver[] those(HookObserver[] observers, boolean timing) {
        return Stream.of(observers)
                .filter(observer -> observer.isTiming() == timing)
                .toArray(HookObserver[]::new);
    }

    /** Reading the clock is for those that time; the others are told of failures only. */
    private static final class Composite implements HookObserver {

        private final HookObserver[] timing;

        private final HookObserver[] others;

        Composite(HookObserver[] timing, HookObserver[] others) {
            this.timing = timing;
            this.others = others;
        }

        @Override
        public boolean isTiming() {
            return timing.length > 0;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public HookObserver started() {
            HookObserver[] runs = null;
            for (int i = 0; i < timing.length; i++) {
                HookObserver run = timing[i].started();
                if (run != timing[i]) {
                    runs = runs == null ? timing.clone() : runs;
                    runs[i] = run;
                }
            }
            return runs == null ? this : new Composite(runs, others);
        }

        @Override
        public void detached() {
            for (HookObserver observer : timing) {
                observer.detached();
            }
        }

        @Override
        public void unheard() {
            for (HookObserver observer : timing) {
                observer.unheard();
            }
            for (HookObserver observer : others) {
                observer.unheard();
            }
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            for (HookObserver observer : timing) {
                observer.ended(outcome, nanos, failure);
            }
            if (failure != null) {
                for (HookObserver observer : others) {
                    observer.ended(outcome, nanos, failure);
                }
            }
        }
    }
}
