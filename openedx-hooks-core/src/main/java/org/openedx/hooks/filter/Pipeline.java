/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
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

    private final PlannedStep<F>[] plan;

    private final HookObserver observer;

    private final boolean timed;

    private Pipeline(OpenEdxPublicFilter<F> filter, List<Step<F>> steps, HookObserver.Factory observers) {
        this.filter = Objects.requireNonNull(filter, "filter");
        this.steps = List.copyOf(steps);
        List<String> names = this.steps.stream().map(Step::name).toList();
        this.plan = plan(filter, this.steps, names, observers);
        this.observer = observers.forHook(filter);
        this.timed = observer.isTiming() || Stream.of(plan).anyMatch(step -> step.observer.isTiming());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <F extends OpenEdxFilter> PlannedStep<F>[] plan(
            OpenEdxPublicFilter<F> filter, List<Step<F>> steps, List<String> names, HookObserver.Factory observers) {
        return steps.stream()
                .map(step -> new PlannedStep<>(
                        step.name(),
                        step.step(),
                        step.failSilently(),
                        FilterContext.shared(filter, names, step.options()),
                        observers.forPart(filter, step.name())))
                .toArray(PlannedStep[]::new);
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
        return new Pipeline<>(filter, steps, observers);
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
     * @throws RuntimeException what a step throws that must not fail silently (FLT-9)
     */
    public F run(F data) {
        Objects.requireNonNull(data, "filter");
        if (plan.length == 0) {
            if (timed) {
                observer.ended(HookOutcome.COMPLETED, 0, null);
            }
            return data;
        }
        return data instanceof SensitiveFilter<?> sensitive ? runConcealed(sensitive) : runSteps(data);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private F runConcealed(SensitiveFilter sensitive) {
        SensitiveFilter result = (SensitiveFilter) runSteps((F) sensitive.concealed());
        return (F) sensitive.revealed(result);
    }

    private F runSteps(F data) {
        RunAttributes attributes = RunAttributes.ofThread();
        Map<String, Object> outer = attributes.begin(filter);
        long started = timed ? System.nanoTime() : 0;
        long clock = started;
        HookOutcome outcome = HookOutcome.COMPLETED;
        Throwable failure = null;
        try {
            F current = data;
            for (PlannedStep<F> step : plan) {
                F next = null;
                Throwable thrown = null;
                try {
                    next = step.run(current);
                } catch (Throwable ex) {
                    thrown = ex;
                    failure = ex;
                }
                HookOutcome ended = outcomeOf(next, thrown);
                if (timed) {
                    clock = step.observe(ended, clock, thrown);
                } else if (thrown != null) {
                    step.observer.ended(ended, 0, thrown);
                }
                if (next != null) {
                    current = next;
                } else if (thrown == null) {
                    log.info("Filter {} was stopped by its step {}", filter, step.name);
                    outcome = outcome == HookOutcome.DEGRADED ? outcome : ended;
                    break;
                } else if (ended == HookOutcome.FAILED && step.mayFail(thrown)) {
                    keepInterrupt(thrown);
                    log.error("Step {} of filter {} failed and is skipped", step.name, filter, thrown);
                    outcome = HookOutcome.DEGRADED;
                } else {
                    outcome = ended;
                    throw this.<RuntimeException>leaving(step, thrown);
                }
            }
            return current;
        } finally {
            attributes.end(outer);
            if (timed || failure != null) {
                observer.ended(outcome, clock - started, failure);
            }
        }
    }

    /** Who is skipped must not keep the thread from learning that it shall end. */
    private static void keepInterrupt(Throwable skipped) {
        if (skipped instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private static HookOutcome outcomeOf(@Nullable Object result, @Nullable Throwable failure) {
        if (failure == null) {
            return result == null ? HookOutcome.STOPPED : HookOutcome.COMPLETED;
        }
        return failure instanceof OpenEdxFilterException ? HookOutcome.HALTED : HookOutcome.FAILED;
    }

    /**
     * Steps declare no checked exceptions, but languages without them throw them all the same: what a step threw leaves
     * as it is.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T extends Throwable> T leaving(PlannedStep<F> step, Throwable failure) throws T {
        String exception = failure.getClass().getName();
        if (failure instanceof OpenEdxFilterException halt) {
            halt.thrownBy(filter.type(), step.name);
            log.info("Filter {} was halted by its step {} with {}", filter, step.name, exception);
        } else {
            log.error("Filter {} failed at its step {} with {}", filter, step.name, exception);
        }
        throw (T) failure;
    }

    /**
     * A step and how the operator wants it to run.
     *
     * @param name what it is called in configuration, meters and logs
     * @param step the code
     * @param failSilently whether a failure only skips the step (FLT-9)
     * @param options what the step finds in its context (FCF-4)
     * @param <F> the filter
     * @since 0.1.0
     */
    public record Step<F extends OpenEdxFilter>(
            String name, PipelineStep<? super F> step, boolean failSilently, Map<String, Object> options) {

        /** Copies the options. */
        public Step {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(step, "step");
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
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

    private static final class PlannedStep<F extends OpenEdxFilter> {

        private final String name;

        private final PipelineStep<OpenEdxFilter> step;

        private final boolean failSilently;

        private final FilterContext context;

        private final HookObserver observer;

        @SuppressWarnings("unchecked")
        PlannedStep(
                String name,
                PipelineStep<? super F> step,
                boolean failSilently,
                FilterContext context,
                HookObserver observer) {
            this.name = name;
            this.step = (PipelineStep<OpenEdxFilter>) step;
            this.failSilently = failSilently;
            this.context = context;
            this.observer = observer;
        }

        boolean mayFail(Throwable failure) {
            return failSilently && !(failure instanceof VirtualMachineError);
        }

        /** The end of one step is the start of the next: one reading of the clock serves both. */
        long observe(HookOutcome outcome, long started, @Nullable Throwable failure) {
            long now = System.nanoTime();
            observer.ended(outcome, now - started, failure);
            return now;
        }

        /**
         * A step for any filter may return any: what is not the filter's own class is the step's failure, not the
         * caller's.
         */
        @SuppressWarnings("unchecked")
        @Nullable
        F run(F data) {
            OpenEdxFilter result = step.runFilter(data, context);
            if (result == null || result.getClass() == data.getClass()) {
                return (F) result;
            }
            throw new IllegalStateException("Step %s returned a %s instead of a %s"
                    .formatted(
                            name, result.getClass().getName(), data.getClass().getName()));
        }
    }
}
