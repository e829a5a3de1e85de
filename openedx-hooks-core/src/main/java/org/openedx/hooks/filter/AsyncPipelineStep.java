/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/**
 * A step that waits for something, a service or a database, without blocking a thread (PUR-8). In a pipeline that is
 * run by {@link OpenEdxFilters#runAsync} the next step follows when the stage completes; where a pipeline is run by
 * {@link OpenEdxFilters#run} the calling thread waits for it.
 *
 * @param <F> the filter that the step is for; {@link OpenEdxFilter} if it is for any
 * @since 0.1.0
 */
public interface AsyncPipelineStep<F extends OpenEdxFilter> extends PipelineStep<F> {

    /**
     * Begins to look at what is about to happen.
     *
     * @param filter the data, with what earlier steps have changed
     * @param context which filter and pipeline this is, and the step's options
     * @return completed with the data for the next step, or with {@literal null} to end the pipeline here (FLT-7);
     *     completed exceptionally as {@link PipelineStep#runFilter} throws, with an {@link OpenEdxFilterException} to
     *     halt (FLT-8). It is cancelled if it takes longer than the step's time-out. Never {@literal null} itself
     */
    CompletionStage<@Nullable F> runFilterAsync(F filter, FilterContext context);

    /** Waits for {@link #runFilterAsync}, for as long as that takes. */
    @Override
    default @Nullable F runFilter(F filter, FilterContext context) {
        return AsyncCall.of(this, filter, context).await();
    }

    /**
     * A step that blocks, run by threads of its own instead of its caller's. It has what the executor carries to these
     * threads; transactions and other things that are bound to the caller's thread it has not. When it is cancelled,
     * its thread is interrupted.
     *
     * @param step blocks, must not be {@literal null}
     * @param executor runs it, must not be {@literal null}
     * @param <F> the filter
     * @return the step, which can have a time-out
     */
    static <F extends OpenEdxFilter> AsyncPipelineStep<F> of(PipelineStep<F> step, Executor executor) {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(executor, "executor");
        return (filter, context) -> {
            CompletableFuture<@Nullable F> result = new CompletableFuture<>();
            FutureTask<@Nullable Void> task = new FutureTask<>(
                    () -> {
                        try {
                            result.complete(step.runFilter(filter, context));
                        } catch (Throwable ex) {
                            result.completeExceptionally(ex);
                        }
                    },
                    null);
            CompletableFuture<?> unused = result.whenComplete((ignored, failure) -> {
                if (result.isCancelled()) {
                    task.cancel(true);
                }
            });
            executor.execute(task);
            return result;
        };
    }
}
