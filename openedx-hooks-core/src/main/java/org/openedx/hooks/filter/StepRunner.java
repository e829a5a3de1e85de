/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.Printable;
import org.openedx.hooks.RequiredComponents;

/** Calls a step in its place in a pipeline; has all that its runs have in common. */
final class StepRunner<F extends OpenEdxFilter> {

    final String name;

    final HookObserver observer;

    private final PipelineStep<OpenEdxFilter> step;

    /** The step, if it is asynchronous. Asking an interface of a class that lacks it costs more than calling a step. */
    private final @Nullable AsyncPipelineStep<OpenEdxFilter> async;

    private final @Nullable TimeLimit limit;

    private final boolean failSilently;

    private final RequiredComponents required;

    private final FilterContext context;

    @SuppressWarnings("unchecked")
    StepRunner(
            OpenEdxPublicFilter<F> filter,
            List<String> pipeline,
            Pipeline.Step<F> step,
            HookObserver.Factory observers) {
        this.name = step.name();
        this.observer = observers.forPart(filter, name);
        this.limit = step.timeout() == null ? null : new TimeLimit(name, step.timeout());
        this.failSilently = step.failSilently();
        this.required = RequiredComponents.of(filter.hookClass());
        this.context = FilterContext.shared(filter, pipeline, step.options());
        this.step = (PipelineStep<OpenEdxFilter>) step.step();
        this.async = this.step instanceof AsyncPipelineStep<OpenEdxFilter> asynchronous ? asynchronous : null;
    }

    /** How a run goes on or ends whose step has returned nothing or thrown something (FLT-7 to FLT-9). */
    HookOutcome outcomeOf(HookOutcome runSoFar, @Nullable Throwable thrown) {
        if (thrown == null) {
            return runSoFar == HookOutcome.DEGRADED ? runSoFar : HookOutcome.STOPPED;
        }
        if (thrown instanceof OpenEdxFilterException) {
            return HookOutcome.HALTED;
        }
        return failSilently && !(thrown instanceof VirtualMachineError) ? HookOutcome.DEGRADED : HookOutcome.FAILED;
    }

    static HookOutcome outcomeOf(@Nullable Object next, @Nullable Throwable thrown) {
        if (thrown == null) {
            return next == null ? HookOutcome.STOPPED : HookOutcome.COMPLETED;
        }
        return thrown instanceof OpenEdxFilterException ? HookOutcome.HALTED : HookOutcome.FAILED;
    }

    /** The end of one step is the start of the next: one reading of the clock serves both. */
    static long observe(HookRun run, HookOutcome outcome, long started, @Nullable Throwable failure) {
        long now = System.nanoTime();
        run.ended(outcome, now - started, failure);
        return now;
    }

    @Nullable
    F run(F data) {
        return checked(
                async == null
                        ? step.runFilter(data, context)
                        : AsyncCall.of(async, data, context, RunAttributes.ofThread(), limit)
                                .await(),
                data);
    }

    /** Never throws: what the step throws at once fails the future. */
    CompletableFuture<@Nullable F> runAsync(F data, Map<String, Object> attributes) {
        if (async != null) {
            return AsyncCall.of(async, data, context, attributes, limit)
                    .inTime()
                    .thenApply(next -> checked(next, data));
        }
        try {
            return CompletableFuture.completedFuture(checked(step.runFilter(data, context.with(attributes)), data));
        } catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /** What a step that runs on its caller's thread makes of that thread's interruption, the thread shall know. */
    boolean hasOwnThreads() {
        return async != null;
    }

    /**
     * A step for any filter may return any: what is not the filter's own class, or lacks something (SND-1), is the
     * step's failure, not the caller's.
     */
    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    private @Nullable F checked(@Nullable OpenEdxFilter result, F data) {
        if (result == null || result == data) {
            return (F) result;
        }
        if (result.getClass() != data.getClass()) {
            throw new IllegalStateException("Step %s returned a %s instead of a %s"
                    .formatted(
                            Printable.of(name),
                            result.getClass().getName(),
                            data.getClass().getName()));
        }
        required.check(result);
        return (F) result;
    }
}
