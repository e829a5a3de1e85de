/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step that blocks, on a thread of its own: when its time is over its run goes on without it. Its thread is
 * interrupted then, and counted until the step has ended.
 */
final class LeavableStep implements AsyncPipelineStep<OpenEdxFilter> {

    private static final Logger log = LoggerFactory.getLogger(LeavableStep.class);

    private final PipelineStep<OpenEdxFilter> step;

    private final String name;

    private final OpenEdxPublicFilter<?> filter;

    private final Executor executor;

    private final AtomicInteger overdue;

    /** @param overdue counts the calls that have not ended in time */
    LeavableStep(
            PipelineStep<OpenEdxFilter> step,
            String name,
            OpenEdxPublicFilter<?> filter,
            Executor executor,
            AtomicInteger overdue) {
        this.step = step;
        this.name = name;
        this.filter = filter;
        this.executor = executor;
        this.overdue = overdue;
    }

    @Override
    public CompletionStage<@Nullable OpenEdxFilter> runFilterAsync(OpenEdxFilter data, FilterContext context) {
        Call call = new Call(data, context);
        try {
            executor.execute(call);
        } catch (RejectedExecutionException ex) {
            logStarvation("gets no thread, since " + ex.getMessage());
            throw ex;
        }
        return call.result;
    }

    private void logStarvation(String what) {
        log.error(
                "Starvation: step {} of filter {} {}. Calls of it that work on although their time was over: {}",
                name,
                filter,
                what,
                overdue);
    }

    private final class Call implements Runnable {

        private final OpenEdxFilter data;

        private final FilterContext context;

        private final CompletableFuture<@Nullable OpenEdxFilter> result = new CompletableFuture<>();

        private final @Nullable HookRun around;

        private final int events;

        private final int filters;

        private @Nullable Thread thread;

        private boolean left;

        private boolean ended;

        Call(OpenEdxFilter data, FilterContext context) {
            this.data = data;
            this.context = context;
            NestedHooks caller = NestedHooks.ofThread();
            this.around = caller.current();
            this.events = caller.depth(HookKind.EVENT);
            this.filters = caller.depth(HookKind.FILTER);
            CompletableFuture<?> unused = result.whenComplete((value, thrown) -> {
                if (result.isCancelled()) {
                    leave();
                }
            });
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            OpenEdxFilter value = null;
            Throwable thrown = null;
            NestedHooks here = NestedHooks.ofThread();
            here.resume(around);
            here.deepen(events, filters);
            try {
                value = step.runFilter(data, context);
            } catch (Throwable ex) {
                thrown = ex;
            }
            here.deepen(-events, -filters);
            here.resume(null);
            end();
            if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(thrown);
            }
        }

        private synchronized boolean begin() {
            thread = Thread.currentThread();
            return !left;
        }

        private synchronized void end() {
            ended = true;
            if (left) {
                overdue.decrementAndGet();
                boolean forgotten = Thread.interrupted(); // it was for this call, and the thread may serve others
                log.debug("Step {} of filter {} has ended after its time, interrupted: {}", name, filter, forgotten);
            }
        }

        private synchronized void leave() {
            left = true;
            if (thread == null) {
                logStarvation("got no thread within its time-out");
            } else if (!ended) {
                overdue.incrementAndGet();
                thread.interrupt();
            }
        }
    }
}
