/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookObservers;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.Printable;
import org.openedx.hooks.RequiredComponents;
import org.openedx.hooks.Thrown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan of a filter: its steps in order, resolved and ready. Built once, run many times; immutable and thread-safe.
 *
 * <p>Steps run in the given order only (FLT-4), each on what the ones before it returned (FLT-3).
 *
 * @param <F> the filter
 * @since 0.1.0
 */
public final class Pipeline<F extends OpenEdxFilter> {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final OpenEdxPublicFilter<F> filter;

    private final List<Step<F>> steps;

    private final StepRunner<F>[] plan;

    private final HookObserver observer;

    private final RequiredComponents required;

    private final boolean timed;

    private final boolean sensitive;

    private final int maxDepth;

    private Pipeline(OpenEdxPublicFilter<F> filter, List<Step<F>> steps, HookObserver.Factory factory, int maxDepth) {
        if (maxDepth < 1) {
            throw new IllegalArgumentException(
                    "openedx.hooks.filters.max-depth must be at least 1, but is " + maxDepth);
        }
        HookObservers observers = HookObservers.of(factory);
        this.filter = Objects.requireNonNull(filter, "filter");
        this.required = RequiredComponents.of(filter.hookClass());
        this.steps = List.copyOf(steps);
        this.plan = plan(filter, this.steps, observers);
        this.sensitive = SensitiveFilter.class.isAssignableFrom(filter.hookClass());
        this.maxDepth = maxDepth;
        this.observer = observers.forHook(filter);
        this.timed = observer.isTiming() || Stream.of(plan).anyMatch(step -> step.observer.isTiming());
    }

    @SuppressWarnings("unchecked")
    private static <F extends OpenEdxFilter> StepRunner<F>[] plan(
            OpenEdxPublicFilter<F> filter, List<Step<F>> steps, HookObserver.Factory observers) {
        List<String> names = steps.stream().map(Step::name).toList();
        return steps.stream()
                .map(step -> new StepRunner<>(filter, names, step, observers))
                .toArray(StepRunner[]::new);
    }

    /**
     * A pipeline of steps.
     *
     * @param filter the filter that they are for
     * @param steps in the order in which they shall run
     * @param <F> the filter
     * @return the pipeline
     */
    public static <F extends OpenEdxFilter> Pipeline<F> of(OpenEdxPublicFilter<F> filter, List<Step<F>> steps) {
        return of(filter, steps, HookObserver.Factory.NONE);
    }

    /**
     * A pipeline of steps whose runs are observed.
     *
     * @param filter the filter that they are for
     * @param steps in the order in which they shall run
     * @param observers make an observer for the filter and one for each step
     * @param <F> the filter
     * @return the pipeline
     */
    public static <F extends OpenEdxFilter> Pipeline<F> of(
            OpenEdxPublicFilter<F> filter, List<Step<F>> steps, HookObserver.Factory observers) {
        return of(filter, steps, observers, NestedHooks.DEFAULT_LIMIT);
    }

    /**
     * A pipeline of steps whose runs are observed, and which may run inside of other filters' steps.
     *
     * @param filter the filter that they are for
     * @param steps in the order in which they shall run
     * @param observers make an observer for the filter and one for each step
     * @param maxDepth how many filters may run inside each other on a thread, at least 1
     * @param <F> the filter
     * @return the pipeline
     */
    public static <F extends OpenEdxFilter> Pipeline<F> of(
            OpenEdxPublicFilter<F> filter, List<Step<F>> steps, HookObserver.Factory observers, int maxDepth) {
        return new Pipeline<>(filter, steps, observers, maxDepth);
    }

    /**
     * The filter that this is a pipeline of.
     *
     * @return never {@literal null}
     */
    public OpenEdxPublicFilter<F> filter() {
        return filter;
    }

    /**
     * The steps in order.
     *
     * @return an immutable list
     */
    public List<Step<F>> steps() {
        return steps;
    }

    /**
     * Runs the steps in the calling thread.
     *
     * @param data what is about to happen, must not be {@literal null}
     * @return what the steps made of it; the argument itself if there are none (FLT-2)
     * @throws OpenEdxFilterException if a step halts (FLT-8)
     * @throws NullPointerException if the data lacks something that it must have, before any step runs; names the
     *     component (SND-1)
     * @throws RuntimeException what a step throws that must not fail silently (FLT-9)
     */
    public F run(F data) {
        Objects.requireNonNull(data, "filter");
        required.check(data);
        if (plan.length == 0) {
            if (timed) {
                observer.ended(HookOutcome.COMPLETED, 0, null);
            }
            return data;
        }
        return sensitive ? revealed(data, runSteps(concealed(data))) : runSteps(data);
    }

    /**
     * Runs the steps without blocking the calling thread where they do not (PUR-8): each one when the one before it is
     * done.
     *
     * @param data what is about to happen, must not be {@literal null}
     * @param executor calls the steps; one that runs its tasks at once calls the first in this thread and each other
     *     one in the thread that completed the one before it
     * @return completed with what the steps made of it, or exceptionally with what {@link #run} throws, not wrapped;
     *     cancelling it does not end the run
     */
    public CompletableFuture<F> runAsync(F data, Executor executor) {
        Objects.requireNonNull(data, "filter");
        Objects.requireNonNull(executor, "executor");
        try {
            if (plan.length == 0) {
                return CompletableFuture.completedFuture(run(data));
            }
            required.check(data);
            return sensitive
                    ? runAsync(concealed(data), executor, result -> revealed(data, result))
                    : runAsync(data, executor, result -> result);
        } catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private CompletableFuture<F> runAsync(F data, Executor executor, UnaryOperator<F> forCaller) {
        return new AsyncRun<>(this, plan, observer, executor, maxDepth, data, forCaller).start();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private F concealed(F data) {
        return (F) ((SensitiveFilter) data).concealed();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private F revealed(F data, F result) {
        return (F) ((SensitiveFilter) data).revealed((SensitiveFilter) result);
    }

    private F runSteps(F data) {
        NestedHooks thread = NestedHooks.ofThread();
        thread.begin(filter, maxDepth);
        HookRun outer = thread.current();
        Map<String, Object> outerAttributes = thread.attributes(null);
        HookRun run = observer;
        long toldBefore = OpenEdxFilterException.told();
        long started = 0;
        long clock = 0;
        HookOutcome outcome = HookOutcome.COMPLETED;
        Throwable failure = null;
        try {
            F current = data;
            if (timed) {
                run = thread.start(observer);
                started = System.nanoTime();
                clock = started;
            }
            HookRun inner = thread.current();
            for (StepRunner<F> step : plan) {
                F next = null;
                Throwable thrown = null;
                HookRun stepRun = timed ? thread.start(step.observer) : step.observer;
                try {
                    next = step.run(current);
                } catch (Throwable ex) {
                    thrown = ex;
                    failure = ex;
                }
                if (timed) {
                    thread.resume(inner);
                    clock = StepRunner.observe(stepRun, StepRunner.outcomeOf(next, thrown), clock, thrown);
                } else if (thrown != null) {
                    stepRun.ended(StepRunner.outcomeOf(next, thrown), 0, thrown);
                }
                if (next != null) {
                    current = next;
                    continue;
                }
                outcome = step.outcomeOf(outcome, thrown);
                tell(step, outcome, thrown, toldBefore);
                if (thrown == null) {
                    break;
                } else if (outcome != HookOutcome.DEGRADED) {
                    throw Thrown.again(thrown);
                } else if (!step.hasOwnThreads()) {
                    Thrown.keepInterrupt(thrown);
                }
            }
            return current;
        } finally {
            thread.end(filter, maxDepth);
            thread.attributes(outerAttributes);
            if (timed) {
                thread.resume(outer);
            }
            if (timed || failure != null) {
                run.ended(outcome, clock - started, failure);
            }
        }
    }

    /** Tells operators, and whoever catches a halt, what a step did to its run (PUR-5). */
    void tell(StepRunner<F> step, HookOutcome run, @Nullable Throwable thrown, long toldBefore) {
        String name = Printable.of(step.name);
        if (thrown == null) {
            log.info("Filter {} was stopped by its step {}", filter, name);
        } else if (run == HookOutcome.DEGRADED) {
            log.error("Step {} of filter {} failed and is skipped", name, filter, thrown);
        } else if (thrown instanceof OpenEdxFilterException halt) {
            halt.thrownBy(filter.type(), step.name, toldBefore);
            log.info(
                    "Filter {} was halted by its step {} with {}",
                    filter,
                    name,
                    thrown.getClass().getName());
        } else {
            log.error(
                    "Filter {} failed at its step {} with {}",
                    filter,
                    name,
                    thrown.getClass().getName());
        }
    }

    /**
     * A step and how the operator wants it to run.
     *
     * @param name what it is called in configuration, meters and logs
     * @param step the code
     * @param failSilently whether a failure only skips the step (FLT-9)
     * @param options what the step finds in its context (FCF-4)
     * @param timeout how long the step may take; {@literal null} for as long as it likes
     * @param <F> the filter
     * @since 0.1.0
     */
    public record Step<F extends OpenEdxFilter>(
            String name,
            PipelineStep<? super F> step,
            boolean failSilently,
            Map<String, Object> options,
            @Nullable Duration timeout) {

        /**
         * Copies the options.
         *
         * @throws IllegalArgumentException if the time-out is not positive, or the step is not asynchronous but has one
         *     all the same: nobody can take a thread from a step that blocks it
         */
        public Step {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(step, "step");
            if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
                throw new IllegalArgumentException(
                        "The time-out of step %s must be positive, but is %s".formatted(Printable.of(name), timeout));
            }
            if (timeout != null && !(step instanceof AsyncPipelineStep<?>)) {
                throw new IllegalArgumentException(
                        "Step %s has a time-out, so it must be an AsyncPipelineStep".formatted(Printable.of(name)));
            }
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        /**
         * A step that may take as long as it likes.
         *
         * @param name what it is called in configuration, meters and logs
         * @param step the code
         * @param failSilently whether a failure only skips the step (FLT-9)
         * @param options what the step finds in its context (FCF-4); copied
         */
        public Step(String name, PipelineStep<? super F> step, boolean failSilently, Map<String, Object> options) {
            this(name, step, failSilently, options, null);
        }

        /**
         * A step as Python has it by default: its failures are silent, it has no options.
         *
         * @param name what it is called in configuration, meters and logs
         * @param step the code
         * @param <F> the filter
         * @return the step
         */
        public static <F extends OpenEdxFilter> Step<F> of(String name, PipelineStep<? super F> step) {
            return new Step<>(name, step, true, Map.of());
        }
    }
}
