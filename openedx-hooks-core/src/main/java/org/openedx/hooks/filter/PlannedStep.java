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

/** A step in its place in a pipeline, with all that its runs have in common. */
final class PlannedStep<F extends OpenEdxFilter> {

    final String name;

    final HookObserver observer;

    private final PipelineStep<OpenEdxFilter> step;

    /** The step, if it is asynchronous. Asking an interface of a class that lacks it costs more than calling a step. */
    private final @Nullable AsyncPipelineStep<OpenEdxFilter> async;

    private final @Nullable TimeLimit limit;

    private final boolean failSilently;

    private final FilterContext context;

    @SuppressWarnings("unchecked")
    PlannedStep(
            OpenEdxPublicFilter<F> filter,
            List<String> pipeline,
            Pipeline.Step<F> step,
            HookObserver.Factory observers) {
        this.name = step.name();
        this.observer = observers.forPart(filter, name);
        this.limit = step.timeout() == null ? null : new TimeLimit(name, step.timeout());
        this.failSilently = step.failSilently();
        this.context = FilterContext.shared(filter, pipeline, step.options());
        this.step = (PipelineStep<OpenEdxFilter>) step.step();
        this.async = this.step instanceof AsyncPipelineStep<OpenEdxFilter> asynchronous ? asynchronous : null;
    }

    boolean mayFail(Throwable failure) {
        return failSilently && !(failure instanceof VirtualMachineError);
    }

    /** The end of one step is the start of the next: one reading of the clock serves both. */
    static long observe(HookRun run, HookOutcome outcome, long started, @Nullable Throwable failure) {
        long now = System.nanoTime();
        run.ended(outcome, now - started, failure);
        return now;
    }

    @Nullable
    F run(F data) {
        if (async != null) {
            FilterContext own = context.with(RunAttributes.ofThread());
            return checked(AsyncCall.of(async, data, own).await(limit), data);
        }
        return checked(step.runFilter(data, context), data);
    }

    /** Never throws: what the step throws at once fails the future. */
    CompletableFuture<@Nullable F> runAsync(F data, Map<String, Object> attributes) {
        FilterContext own = context.with(attributes);
        AsyncPipelineStep<OpenEdxFilter> called = async != null ? async : AsyncPipelineStep.of(step, Runnable::run);
        return AsyncCall.of(called, data, own).within(limit).thenApply(result -> checked(result, data));
    }

    /**
     * A step for any filter may return any: what is not the filter's own class is the step's failure, not the caller's.
     */
    @SuppressWarnings("unchecked")
    private @Nullable F checked(@Nullable OpenEdxFilter result, F data) {
        if (result == null || result.getClass() == data.getClass()) {
            return (F) result;
        }
        throw new IllegalStateException("Step %s returned a %s instead of a %s"
                .formatted(
                        Printable.of(name),
                        result.getClass().getName(),
                        data.getClass().getName()));
    }
}
