/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.HashMap;
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
import org.openedx.hooks.Thrown;

/**
 * One run of a pipeline that blocks no thread (PUR-8). Its steps follow each other, so its fields need no lock: each
 * step happens before the next. It goes on in its executor, whoever completes a step.
 */
final class AsyncRun<F extends OpenEdxFilter> {

    private final Pipeline<F> pipeline;

    private final StepRunner<F>[] plan;

    private final Executor executor;

    private final int maxDepth;

    private final UnaryOperator<F> forCaller;

    private final CompletableFuture<F> result = new CompletableFuture<>();

    private final HookRun run;

    /** What steps are part of, and the filters and events inside of them. */
    private final @Nullable HookRun inner;

    private final Map<String, Object> attributes = new HashMap<>();

    private final long toldBefore = OpenEdxFilterException.told();

    private final long started = System.nanoTime();

    private F current;

    private int next;

    private HookOutcome outcome = HookOutcome.COMPLETED;

    private @Nullable Throwable failure;

    private boolean over;

    /** @param forCaller changes the result once more */
    AsyncRun(
            Pipeline<F> pipeline,
            StepRunner<F>[] plan,
            HookObserver observer,
            Executor executor,
            int maxDepth,
            F data,
            UnaryOperator<F> forCaller) {
        this.pipeline = pipeline;
        this.plan = plan;
        this.executor = executor;
        this.maxDepth = maxDepth;
        this.current = data;
        this.forCaller = forCaller;
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        this.run = thread.start(observer);
        this.inner = thread.current();
        thread.resume(outer);
    }

    CompletableFuture<F> start() {
        Throwable rejected = handOver(this::goOn);
        if (rejected != null) {
            end(rejected);
        }
        run.detached();
        return result;
    }

    /** Returns why the executor does not take the task, {@literal null} if it does. */
    private @Nullable Throwable handOver(Runnable task) {
        try {
            executor.execute(task);
            return null;
        } catch (Throwable ex) {
            return ex;
        }
    }

    /** Calls steps until one waits. */
    private void goOn() {
        try {
            while (next < plan.length) {
                if (!call(plan[next++])) {
                    return;
                }
            }
            end(null);
        } catch (Throwable ex) {
            end(AsyncCall.unwrap(ex));
        }
    }

    /** Returns whether the next step follows now. */
    private boolean call(StepRunner<F> step) {
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        thread.resume(inner);
        HookRun stepRun = thread.start(step.observer);
        long begun = System.nanoTime();
        CompletableFuture<@Nullable F> call;
        try {
            call = call(thread, step);
        } finally {
            thread.resume(outer);
        }
        if (call.isDone()) {
            return call.handle((value, thrown) -> ended(step, stepRun, begun, value, thrown))
                    .join();
        }
        stepRun.detached();
        CompletableFuture<?> unused = call.whenComplete((value, thrown) -> {
            Throwable rejected = handOver(() -> {
                try {
                    if (ended(step, stepRun, begun, value, thrown)) {
                        goOn();
                    }
                } catch (Throwable ex) {
                    end(AsyncCall.unwrap(ex));
                }
            });
            if (rejected != null) {
                Throwable own = thrown == null ? null : AsyncCall.unwrap(thrown);
                try {
                    StepRunner.observe(stepRun, StepRunner.outcomeOf(value, own), begun, own);
                } finally {
                    end(rejected);
                }
            }
        });
        return false;
    }

    /** The call counts as a run on this thread, so that a step that runs its own filter without end is noticed. */
    private CompletableFuture<@Nullable F> call(NestedHooks thread, StepRunner<F> step) {
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

    /** Returns whether the next step follows now. */
    private boolean ended(
            StepRunner<F> step, HookRun stepRun, long begun, @Nullable F value, @Nullable Throwable wrapped) {
        Throwable thrown = wrapped == null ? null : AsyncCall.unwrap(wrapped);
        StepRunner.observe(stepRun, StepRunner.outcomeOf(value, thrown), begun, thrown);
        if (value != null) {
            current = value;
            return true;
        }
        failure = thrown == null ? failure : thrown;
        outcome = step.outcomeOf(outcome, thrown);
        pipeline.tell(step, outcome, thrown, toldBefore);
        if (thrown == null || outcome != HookOutcome.DEGRADED) {
            end(thrown);
            return false;
        }
        if (!step.hasOwnThreads()) {
            Thrown.keepInterrupt(thrown);
        }
        return true;
    }

    /** @param thrown {@literal null} if there is a result; otherwise a step's, or of an executor that takes no task */
    private void end(@Nullable Throwable thrown) {
        if (over) {
            return;
        }
        over = true;
        if (thrown != null) {
            outcome = outcome == HookOutcome.HALTED ? outcome : HookOutcome.FAILED;
            failure = failure == null ? thrown : failure;
        }
        Throwable last = thrown;
        try {
            run.ended(outcome, System.nanoTime() - started, failure);
        } catch (VirtualMachineError error) {
            last = error; // somebody waits for the result
        }
        if (last != null) {
            result.completeExceptionally(last);
            return;
        }
        try {
            result.complete(forCaller.apply(current));
        } catch (Throwable ex) {
            result.completeExceptionally(ex);
        }
    }
}
