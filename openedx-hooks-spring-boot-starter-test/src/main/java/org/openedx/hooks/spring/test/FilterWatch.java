/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

/** Runs filters and notes what their pipelines, which it observes, do on the running thread. */
final class FilterWatch implements HookObserver.Factory {

    private static final ThreadLocal<@Nullable Notes> running = new ThreadLocal<>();

    <F extends OpenEdxFilter> FilterRun<F> run(F filter, UnaryOperator<F> filters) {
        Notes outer = running.get();
        Notes notes = new Notes(filter.getClass());
        running.set(notes);
        F result = null;
        Throwable failure = null;
        try {
            result = filters.apply(filter);
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            running.set(outer);
        }
        return new FilterRun<>(filter, notes.outcome(failure), result, failure, notes.steps);
    }

    /** Steps run on threads of the executor, so what they do there is noted there. */
    <F extends OpenEdxFilter> CompletableFuture<F> runAsync(
            F filter,
            Executor executor,
            BiFunction<F, Executor, CompletableFuture<F>> filters,
            Consumer<FilterRun<F>> recorder) {
        Notes notes = new Notes(filter.getClass());
        Executor noting = task -> executor.execute(() -> noting(notes, task));
        CompletableFuture<F> recorded = new CompletableFuture<>();
        noting(notes, () -> {
            CompletableFuture<?> unused = filters.apply(filter, noting).whenComplete((result, failure) -> {
                recorder.accept(new FilterRun<>(filter, notes.outcome(failure), result, failure, notes.steps));
                if (failure == null) {
                    recorded.complete(result);
                } else {
                    recorded.completeExceptionally(failure);
                }
            });
        });
        return recorded;
    }

    private static void noting(Notes notes, Runnable task) {
        Notes outer = running.get();
        running.set(notes);
        try {
            task.run();
        } finally {
            running.set(outer);
        }
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return observer(hook, (notes, ended) -> notes.outcome = ended.outcome());
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return observer(
                hook, (notes, ended) -> notes.steps.add(new FilterRun.Step(part, ended.outcome(), ended.failure())));
    }

    private HookObserver observer(HookDefinition hook, BiConsumer<Notes, Ended> note) {
        if (hook.kind() != HookKind.FILTER) {
            return HookObserver.NONE;
        }
        return (outcome, nanos, failure) -> {
            Notes notes = running.get();
            if (notes != null && notes.filterClass == hook.hookClass()) {
                note.accept(notes, new Ended(outcome, failure));
            }
        };
    }

    private record Ended(HookOutcome outcome, @Nullable Throwable failure) {}

    private static final class Notes {

        private final Class<?> filterClass;

        private final List<FilterRun.Step> steps = new ArrayList<>();

        private @Nullable HookOutcome outcome;

        Notes(Class<?> filterClass) {
            this.filterClass = filterClass;
        }

        /** A filter that is off or has no pipeline need not be observed. */
        HookOutcome outcome(@Nullable Throwable failure) {
            if (outcome != null) {
                return outcome;
            }
            if (failure == null) {
                return HookOutcome.COMPLETED;
            }
            return failure instanceof OpenEdxFilterException ? HookOutcome.HALTED : HookOutcome.FAILED;
        }
    }
}
