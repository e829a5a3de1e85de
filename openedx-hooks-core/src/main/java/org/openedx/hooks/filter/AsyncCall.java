/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Thrown;

/** A call of an asynchronous step that is under way. */
final class AsyncCall<F extends OpenEdxFilter> {

    private final CompletableFuture<@Nullable F> result;

    private AsyncCall(CompletableFuture<@Nullable F> result) {
        this.result = result;
    }

    /** Calls the step; what it throws at once is its result as well. */
    static <F extends OpenEdxFilter> AsyncCall<F> of(AsyncPipelineStep<F> step, F data, FilterContext context) {
        try {
            return new AsyncCall<>(step.runFilterAsync(data, context).toCompletableFuture());
        } catch (Throwable ex) {
            return new AsyncCall<>(CompletableFuture.failedFuture(ex));
        }
    }

    /** The result, in time or never: a call that takes too long is cancelled. */
    CompletableFuture<@Nullable F> within(@Nullable TimeLimit limit) {
        if (limit == null || result.isDone()) {
            return result;
        }
        CompletableFuture<@Nullable F> inTime = result.copy();
        inTime.orTimeout(limit.timeout().toNanos(), TimeUnit.NANOSECONDS);
        return inTime.exceptionallyCompose(failure -> {
            if (result.isDone()) {
                return result;
            }
            result.cancel(true);
            return CompletableFuture.failedFuture(limit.exceeded());
        });
    }

    /** Blocks until the result is there, and throws what the step has thrown. */
    @Nullable
    F await(@Nullable TimeLimit limit) {
        try {
            return limit == null ? result.get() : result.get(limit.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw Thrown.again(unwrap(ex));
        } catch (TimeoutException ex) {
            result.cancel(true);
            throw limit == null ? new IllegalStateException(ex) : limit.exceeded();
        } catch (InterruptedException ex) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("Interrupted while waiting for a step");
            cancelled.initCause(ex);
            throw cancelled;
        }
    }

    /** What was thrown, without the wrappings that futures put around it. */
    static Throwable unwrap(Throwable thrown) {
        Throwable unwrapped = thrown;
        while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException)
                && unwrapped.getCause() != null) {
            unwrapped = unwrapped.getCause();
        }
        return unwrapped;
    }
}
