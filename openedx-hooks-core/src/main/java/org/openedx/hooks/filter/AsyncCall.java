/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Thrown;

/**
 * A call of an asynchronous step that is under way. If its time is over it is left behind: cancelled, and without any
 * way to its run.
 */
final class AsyncCall<F extends OpenEdxFilter> {

    /** Whoever is told of a cancellation may take as long as this without holding up the run. */
    private static final long CANCELLING_SECONDS = 1;

    /** Not the JDK's own thread for time-outs, which all of the JVM's wait for; only times that are over need one. */
    private static final ExecutorService LEAVING =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(null, task, "openedx-hooks-timeout", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(null);
                return thread;
            });

    private final CompletableFuture<@Nullable F> result;

    private final @Nullable TimeLimit limit;

    private final Map<String, Object> attributes;

    private final Map<String, Object> lent;

    private final AtomicBoolean settled = new AtomicBoolean();

    private AsyncCall(
            AsyncPipelineStep<? super F> step,
            F data,
            FilterContext context,
            Map<String, Object> attributes,
            Map<String, Object> lent,
            @Nullable TimeLimit limit) {
        this.result = call(step, data, context);
        this.attributes = attributes;
        this.lent = lent;
        this.limit = limit;
    }

    /** Calls a step alone; what it throws at once is its result as well. */
    static <F extends OpenEdxFilter> AsyncCall<F> of(AsyncPipelineStep<? super F> step, F data, FilterContext context) {
        return new AsyncCall<>(step, data, context, Map.of(), Map.of(), null);
    }

    /** Calls a step in a run with these attributes. Who may be left behind has only a copy of them. */
    static <F extends OpenEdxFilter> AsyncCall<F> of(
            AsyncPipelineStep<? super F> step,
            F data,
            FilterContext context,
            Map<String, Object> attributes,
            @Nullable TimeLimit limit) {
        Map<String, Object> lent = limit == null ? attributes : Collections.synchronizedMap(new HashMap<>(attributes));
        return new AsyncCall<>(step, data, context.with(lent), attributes, lent, limit);
    }

    @SuppressWarnings("unchecked")
    private static <F extends OpenEdxFilter> CompletableFuture<@Nullable F> call(
            AsyncPipelineStep<? super F> step, F data, FilterContext context) {
        try {
            return ((AsyncPipelineStep<F>) step).runFilterAsync(data, context).toCompletableFuture();
        } catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /** The result, in time or never; not completed by a thread that others need. */
    CompletableFuture<@Nullable F> inTime() {
        if (limit == null) {
            return result;
        }
        CompletableFuture<@Nullable F> inTime = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
        CompletableFuture<?> unused = result.whenComplete((value, thrown) -> {
            if (settled.compareAndSet(false, true)) {
                timer.cancel(false);
                giveBack();
                complete(inTime, value, thrown);
            }
        });
        if (!inTime.isDone()) {
            CompletableFuture<?> unusedToo = timer.completeOnTimeout(null, limit.nanos(), TimeUnit.NANOSECONDS)
                    .thenRunAsync(
                            () -> {
                                if (settled.compareAndSet(false, true)) {
                                    cancel();
                                    inTime.completeExceptionally(limit.exceeded());
                                }
                            },
                            LEAVING);
        }
        return inTime;
    }

    /** Blocks until the result is there, and throws what the step has thrown. */
    @Nullable
    F await() {
        boolean inTime = true;
        try {
            return limit == null ? result.get() : result.get(limit.nanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw Thrown.again(unwrap(ex));
        } catch (TimeoutException ex) {
            inTime = false;
            cancel();
            throw limit == null ? new IllegalStateException(ex) : limit.exceeded();
        } catch (InterruptedException ex) {
            inTime = false;
            cancel();
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("Interrupted while waiting for a step");
            cancelled.initCause(ex);
            throw cancelled;
        } finally {
            if (inTime) {
                giveBack();
            }
        }
    }

    /** What a step in time has left there is there for the steps after it. */
    private void giveBack() {
        if (limit != null) {
            synchronized (lent) {
                attributes.clear();
                attributes.putAll(lent);
            }
        }
    }

    private void cancel() {
        Future<?> cancelling = LEAVING.submit(() -> {
            result.cancel(true);
        });
        try {
            cancelling.get(CANCELLING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException ex) {
            // the step is left behind all the same
        }
    }

    static <T> void complete(CompletableFuture<T> future, T value, @Nullable Throwable thrown) {
        if (thrown == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(unwrap(thrown));
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
