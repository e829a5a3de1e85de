/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;

/**
 * Makes an observation of each run of a hook, receiver and step, from which a tracer makes spans. An observation costs
 * some ten times as much as a timer, so this is for applications that trace.
 *
 * @since 0.1.0
 */
public final class HookSpans implements HookObserver.Factory {

    private final ObservationRegistry registry;

    /**
     * Observes into a registry.
     *
     * @param registry what its handlers are told, tracers among them
     */
    public HookSpans(ObservationRegistry registry) {
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
        public HookObserver started() {
            Observation observation = kind.of(hook, part, registry).start();
            return new Run(observation, observation.openScope());
        }

        /** What failed before it began, such as a receiver's condition, has no span. */
        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
    }

    /** A scope belongs to the thread that opened it, and is closed there and nowhere else. */
    private static final class Run implements HookObserver {

        private final Observation observation;

        private final Thread thread = Thread.currentThread();

        private Observation.@Nullable Scope scope;

        Run(Observation observation, Observation.Scope scope) {
            this.observation = observation;
            this.scope = scope;
        }

        @Override
        public void detached() {
            if (scope != null) {
                scope.close();
                scope = null;
            }
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            if (Thread.currentThread().equals(thread)) {
                detached();
            }
            observation.lowCardinalityKeyValue(HookMeter.Tag.OUTCOME.withValue(outcome.tag()));
            if (failure != null && outcome != HookOutcome.HALTED) {
                observation.error(failure);
            }
            observation.stop();
        }
    }
}
