/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs filters: hands what is about to happen to the steps that the operator configured. Thread-safe.
 *
 * @since 0.1.0
 */
public interface OpenEdxFilters {

    /**
     * Runs a filter's pipeline in the calling thread.
     *
     * @param filter what is about to happen, must not be {@literal null}
     * @param <F> the filter
     * @return what the steps made of it; the argument itself if no pipeline is configured or the filter is switched off
     *     (FLT-2)
     * @throws OpenEdxFilterException if a step halts (FLT-8)
     * @throws RuntimeException what a step throws that must not fail silently (FLT-9)
     */
    <F extends OpenEdxFilter> F run(F filter);

    /**
     * Runs a filter's pipeline without blocking the calling thread (PUR-8). Steps that are asynchronous wait without a
     * thread, others run on the application's task executor. Trace and log context of the caller go along.
     *
     * @param filter what is about to happen, must not be {@literal null}
     * @param <F> the filter
     * @return completed with what the steps made of it, or exceptionally with what {@link #run} throws, not wrapped;
     *     cancelling it does not end the run
     */
    <F extends OpenEdxFilter> CompletableFuture<F> runAsync(F filter);

    /**
     * Runs a filter's pipeline without blocking the calling thread more than the executor does (PUR-8).
     *
     * @param filter what is about to happen, must not be {@literal null}
     * @param executor calls the steps; one that runs its tasks at once, {@code Runnable::run}, calls the first in this
     *     thread and each other one in the thread that completed the one before it
     * @param <F> the filter
     * @return as of {@link #runAsync(OpenEdxFilter)}
     */
    <F extends OpenEdxFilter> CompletableFuture<F> runAsync(F filter, Executor executor);
}
