/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRecursionException;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;

/**
 * One run of a pipeline that blocks no thread (PUR-8). Its steps follow each other, so its fields need no lock: each
 * step happens before the next.
 */
final class AsyncRun<F extends OpenEdxFilter> {

    private final Pipeline<F> pipeline;

    private final Executor executor;

    private final int maxDepth;

    private final HookRun run;

    /** What steps are part of, and the filters and events inside of them. */
    private final @Nullable HookRun inner;

    private final Map<String, Object> attributes = new HashMap<>();

    private final long started = System.nanoTime();

    private HookOutcome outcome = HookOutcome.COMPLETED;

    private @Nullable Throwable failure;

    private boolean stopped;

    AsyncRun(Pipeline<F> pipeline, HookObserver observer, Executor executor, int maxDepth) {
        this.pipeline = pipeline;
        this.executor = executor;
        this.maxDepth = maxDepth;
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        this.run = thread.start(observer);
        this.inner = thread.current();
        thread.resume(outer);
    }

    /** The result is what the last step leaves, once more changed for the caller. */
    CompletableFuture<F> start(F data, List<PlannedStep<F>> plan, UnaryOperator<F> forCaller) {
        CompletableFuture<F> last = CompletableFuture.completedFuture(data);
        for (PlannedStep<F> step : plan) {
            last = last.thenComposeAsync(current -> run(step, current), executor);
        }
        CompletableFuture<F> result = new CompletableFuture<>();
        CompletableFuture<?> unused = last.whenComplete((value, thrown) ->
                        run.ended(thrown == null ? outcome : outcomeOf(thrown), System.nanoTime() - started, failure))
                .thenApply(forCaller)
                .whenComplete((value, thrown) -> {
                    if (thrown == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(AsyncCall.unwrap(thrown));
                    }
                });
        run.detached();
        return result;
    }

    /** An executor that takes no more tasks ends the run where no step has. */
    private HookOutcome outcomeOf(Throwable thrown) {
        if (failure == null) {
            failure = AsyncCall.unwrap(thrown);
        }
        return outcome == HookOutcome.HALTED ? outcome : HookOutcome.FAILED;
    }

    private CompletableFuture<F> run(PlannedStep<F> step, F current) {
        if (stopped) {
            return CompletableFuture.completedFuture(current);
        }
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        thread.resume(inner);
        HookRun stepRun = thread.start(step.observer);
        long begun = System.nanoTime();
        CompletableFuture<@Nullable F> call;
        try {
            call = call(thread, step, current);
        } finally {
            thread.resume(outer);
        }
        if (call.isDone()) {
            return call.handle((next, thrown) -> ended(step, stepRun, begun, current, next, thrown));
        }
        stepRun.detached();
        return call.handleAsync((next, thrown) -> ended(step, stepRun, begun, current, next, thrown), executor);
    }

    /** The call counts as a run on this thread, so that a step that runs its own filter without end is noticed. */
    private CompletableFuture<@Nullable F> call(NestedHooks thread, PlannedStep<F> step, F current) {
        try {
            thread.begin(pipeline.filter(), maxDepth);
        } catch (HookRecursionException ex) {
            return CompletableFuture.failedFuture(ex);
        }
        Map<String, Object> outer = thread.attributes(null);
        try {
            return step.runAsync(current, attributes);
        } finally {
            thread.end(pipeline.filter(), maxDepth);
            thread.attributes(outer);
        }
    }

    private F ended(
            PlannedStep<F> step, HookRun run, long begun, F current, @Nullable F next, @Nullable Throwable wrapped) {
        Throwable thrown = wrapped == null ? null : AsyncCall.unwrap(wrapped);
        HookOutcome ended = Pipeline.outcomeOf(next, thrown);
        PlannedStep.observe(run, ended, begun, thrown);
        if (next != null) {
            return next;
        }
        if (thrown == null) {
            stopped = true;
            outcome = outcome == HookOutcome.DEGRADED ? outcome : ended;
            pipeline.logStop(step);
            return current;
        }
        failure = thrown;
        if (ended == HookOutcome.FAILED && step.mayFail(thrown)) {
            outcome = HookOutcome.DEGRADED;
            pipeline.logSkip(step, thrown);
            return current;
        }
        outcome = ended;
        throw pipeline.leaving(step, thrown);
    }
}
