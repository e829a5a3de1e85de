/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

/** Calls filters and notes what their pipelines, which it observes, do on whatever threads. */
final class FilterWatch implements HookObserver.Factory {

    /** The call whose run is about to begin on the thread. */
    private static final ThreadLocal<@Nullable Notes> called = new ThreadLocal<>();

    <F extends OpenEdxFilter> FilterRun<F> run(F filter, UnaryOperator<F> filters) {
        Notes notes = new Notes(filter.getClass());
        F result = null;
        Throwable failure = null;
        try {
            result = notes.calling(() -> filters.apply(filter));
        } catch (Throwable ex) {
            failure = ex;
        }
        return notes.of(filter, result, failure);
    }

    <F extends OpenEdxFilter> CompletableFuture<F> runAsync(
            F filter, Function<F, CompletableFuture<F>> filters, Consumer<FilterRun<F>> recorder) {
        Notes notes = new Notes(filter.getClass());
        CompletableFuture<F> recorded = new CompletableFuture<>();
        CompletableFuture<?> unused = notes.calling(() -> filters.apply(filter)).whenComplete((result, failure) -> {
            recorder.accept(notes.of(filter, result, failure));
            if (failure == null) {
                recorded.complete(result);
            } else {
                recorded.completeExceptionally(failure);
            }
        });
        return recorded;
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return observer(hook, parent -> {
            Notes notes = called.get();
            if (notes == null || notes.filterClass != hook.hookClass()) {
                return null;
            }
            called.remove();
            return new Run(notes, null);
        });
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return observer(
                hook, parent -> parent instanceof Run run && run.step == null ? new Run(run.notes, part) : null);
    }

    /** A run that nobody has called through this is not noted. */
    private static HookObserver observer(HookDefinition hook, Function<@Nullable HookRun, @Nullable Run> runs) {
        if (hook.kind() != HookKind.FILTER) {
            return HookObserver.NONE;
        }
        return new HookObserver() {

            @Override
            public HookRun started(@Nullable HookRun parent) {
                Run run = runs.apply(parent);
                return run != null ? run : this;
            }

            @Override
            public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
        };
    }

    /** The run of a filter, or of one of its steps. */
    private record Run(Notes notes, @Nullable String step) implements HookRun {

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            if (step == null) {
                notes.outcome = outcome;
            } else {
                notes.steps.add(new FilterRun.Step(step, outcome, failure));
            }
        }
    }

    private static final class Notes {

        private final Class<?> filterClass;

        private final List<FilterRun.Step> steps = Collections.synchronizedList(new ArrayList<>());

        private volatile @Nullable HookOutcome outcome;

        Notes(Class<?> filterClass) {
            this.filterClass = filterClass;
        }

        /** The filter may be off, and its run never begin. */
        <T> T calling(Supplier<T> call) {
            Notes outer = called.get();
            called.set(this);
            try {
                return call.get();
            } finally {
                if (outer == null) {
                    called.remove();
                } else {
                    called.set(outer);
                }
            }
        }

        <F extends OpenEdxFilter> FilterRun<F> of(F filter, @Nullable F result, @Nullable Throwable failure) {
            return new FilterRun<>(filter, outcome(failure), result, failure, steps);
        }

        /** A filter that is off or has no pipeline need not be observed. */
        private HookOutcome outcome(@Nullable Throwable failure) {
            HookOutcome observed = outcome;
            if (observed != null) {
                return observed;
            }
            if (failure == null) {
                return HookOutcome.COMPLETED;
            }
            return failure instanceof OpenEdxFilterException ? HookOutcome.HALTED : HookOutcome.FAILED;
        }
    }
}
