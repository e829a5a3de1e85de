/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of blocking steps that have a time-out: they serve nothing else, so that a step that hangs keeps neither
 * other filters nor receivers from running. Virtual ones where Java has them, else a pool for each filter; when it is
 * exhausted, its steps fail at once.
 */
final class StepThreads {

    /** More than a web server has by default, whose threads may all wait for the same filter. */
    private static final int MOST = 256;

    private static final int IDLE_SECONDS = 30;

    private static final int VIRTUAL_THREADS_SINCE = 21;

    private final boolean virtual;

    private final Map<String, Executor> byFilter = new ConcurrentHashMap<>();

    private final Map<OverdueStep, AtomicInteger> overdue = new ConcurrentHashMap<>();

    private volatile boolean closed;

    StepThreads() {
        this(Runtime.version().feature() >= VIRTUAL_THREADS_SINCE);
    }

    StepThreads(boolean virtual) {
        this.virtual = virtual;
    }

    /** A step that blocks, as one that can be left behind when its time is over. */
    AsyncPipelineStep<OpenEdxFilter> leavable(
            PipelineStep<OpenEdxFilter> step, String name, OpenEdxPublicFilter<?> filter) {
        String type = filter.type().value();
        Executor executor = byFilter.computeIfAbsent(type, this::executor);
        return new LeavableStep(
                step,
                name,
                filter,
                CarriedContext.ofEachCaller(executor),
                overdue.computeIfAbsent(new OverdueStep(type, name, 0), key -> new AtomicInteger()));
    }

    /** The steps that work although their time is over. */
    List<OverdueStep> overdue() {
        return overdue.entrySet().stream()
                .map(step -> new OverdueStep(
                        step.getKey().filterType(),
                        step.getKey().step(),
                        step.getValue().get()))
                .filter(step -> step.calls() > 0)
                .toList();
    }

    /** Lets the steps that run end, and no other begin. */
    void close() {
        closed = true;
        byFilter.values().forEach(executor -> {
            if (executor instanceof ThreadPoolExecutor pool) {
                pool.shutdown();
            }
        });
    }

    private Executor executor(String type) {
        if (virtual) {
            Executor threads = new VirtualThreadTaskExecutor(type + "-");
            return task -> {
                if (closed) {
                    throw new RejectedExecutionException("the application has ended");
                }
                threads.execute(task);
            };
        }
        CustomizableThreadFactory threads = new CustomizableThreadFactory(type + "-");
        threads.setDaemon(true);
        ThreadPoolExecutor made = new ThreadPoolExecutor(
                0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads, (task, pool) -> {
                    throw new RejectedExecutionException(
                            pool.isShutdown()
                                    ? "the application has ended"
                                    : "all %d threads for steps of this filter that have a time-out are busy"
                                            .formatted(MOST));
                });
        if (closed) {
            made.shutdown();
        }
        return made;
    }
}
