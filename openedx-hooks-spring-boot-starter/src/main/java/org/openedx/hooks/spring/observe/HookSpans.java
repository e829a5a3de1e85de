/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;

/**
 * Makes an observation of each run of a hook, receiver and step, from which a tracer makes spans. An observation costs
 * some ten times as much as a timer, so this is for applications that trace.
 */
final class HookSpans implements HookObserver.Factory {

    private final ObservationRegistry registry;

    /**
     * Observes into a registry.
     *
     * @param registry what its handlers are told, tracers among them
     */
    HookSpans(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return new Observer(HookObservation.of(hook.kind()), hook, null);
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return new Observer(HookObservation.ofPart(hook.kind()), hook, part);
    }

    private final class Observer implements HookObserver {

        private final HookObservation kind;

        private final HookDefinition hook;

        private final @Nullable String part;

        Observer(HookObservation kind, HookDefinition hook, @Nullable String part) {
            this.kind = kind;
            this.hook = hook;
            this.part = part;
        }

        @Override
        public HookRun started(@Nullable HookRun parent) {
            Observation observation = kind.of(hook, part, registry);
            if (parent instanceof Run outer && !isInside(outer.observation)) {
                observation.parentObservation(outer.observation);
            }
            return new Run(observation.start());
        }

        /** What the application observes itself, inside of the outer run, comes between the two. */
        private boolean isInside(Observation outer) {
            ObservationView current = registry.getCurrentObservation();
            while (current != null && !current.equals(outer)) {
                current = current.getContextView().getParentObservation();
            }
            return current != null;
        }

        /** What failed before it began, such as a receiver's condition, has no span. */
        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
    }

    /** A scope belongs to the thread that opened it, and is closed there and nowhere else. */
    private final class Run implements HookRun {

        private final Observation observation;

        private final Thread thread = Thread.currentThread();

        private final Observation.@Nullable Scope outer = registry.getCurrentObservationScope();

        private Observation.@Nullable Scope scope;

        Run(Observation observation) {
            this.observation = observation;
            try {
                this.scope = observation.openScope();
            } catch (Throwable ex) {
                registry.setCurrentObservationScope(outer);
                throw ex;
            }
        }

        /** A handler that fails must not leave the scope behind: all that follows on the thread would be part of it. */
        @Override
        public void detached() {
            Observation.Scope open = scope;
            if (open != null) {
                scope = null;
                try {
                    open.close();
                } finally {
                    if (open.equals(registry.getCurrentObservationScope())) {
                        registry.setCurrentObservationScope(outer);
                    }
                }
            }
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            try {
                if (Thread.currentThread().equals(thread)) {
                    detached();
                }
            } finally {
                observation.lowCardinalityKeyValue(HookMeter.Tag.OUTCOME.withValue(outcome.tag()));
                if (failure != null && outcome != HookOutcome.HALTED) {
                    observation.error(failure);
                }
                observation.stop();
            }
        }
    }
}
