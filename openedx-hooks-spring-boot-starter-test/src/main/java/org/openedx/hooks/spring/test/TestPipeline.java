/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.filter.PipelineStep;
import org.springframework.util.StringUtils;

/**
 * A pipeline that a test puts together itself, to see what steps do without any application (FTS-2). Immutable and
 * thread-safe. A step alone needs no more than {@link org.openedx.hooks.filter.FilterContext#of}.
 *
 * @param <F> the filter
 * @since 0.1.0
 */
public final class TestPipeline<F extends OpenEdxFilter> {

    private final OpenEdxPublicFilter<F> filter;

    private final List<NamedStep<F>> steps;

    private final Map<String, Object> options;

    private final boolean failSilently;

    private TestPipeline(
            OpenEdxPublicFilter<F> filter,
            List<NamedStep<F>> steps,
            Map<String, Object> options,
            boolean failSilently) {
        this.filter = filter;
        this.steps = steps;
        this.options = options;
        this.failSilently = failSilently;
    }

    /**
     * A pipeline without steps, without options and, as if nothing else was configured, with silent failures.
     *
     * @param filterClass the filter
     * @param <F> the filter
     * @return the pipeline
     */
    public static <F extends OpenEdxFilter> TestPipeline<F> of(Class<F> filterClass) {
        return new TestPipeline<>(OpenEdxPublicFilter.of(filterClass), List.of(), Map.of(), true);
    }

    /**
     * Adds steps. They are named as beans would be, after their class; lambdas after their place in the pipeline, as in
     * {@code lambda1}.
     *
     * @param steps in the order in which they run
     * @return the pipeline with these steps at its end
     */
    @SafeVarargs
    public final TestPipeline<F> steps(PipelineStep<? super F>... steps) {
        TestPipeline<F> pipeline = this;
        for (PipelineStep<? super F> step : steps) {
            Class<?> type = step.getClass();
            boolean hasName = !type.isHidden() && !type.isSynthetic() && !type.isAnonymousClass();
            pipeline = pipeline.step(
                    hasName
                            ? StringUtils.uncapitalizeAsProperty(type.getSimpleName())
                            : "lambda" + (pipeline.steps.size() + 1),
                    step);
        }
        return pipeline;
    }

    /**
     * Adds a step.
     *
     * @param name what it is called in the pipeline
     * @param step the step
     * @return the pipeline with this step at its end
     */
    public TestPipeline<F> step(String name, PipelineStep<? super F> step) {
        List<NamedStep<F>> all = new ArrayList<>(steps);
        all.add(new NamedStep<>(name, step));
        return new TestPipeline<>(filter, List.copyOf(all), options, failSilently);
    }

    /**
     * Sets the options that all steps get, as from the filter's configuration.
     *
     * @param options by name
     * @return the pipeline with these options
     */
    public TestPipeline<F> options(Map<String, ?> options) {
        return new TestPipeline<>(filter, steps, Map.copyOf(options), failSilently);
    }

    /**
     * Sets what becomes of a step's failure, as from the filter's configuration.
     *
     * @param failSilently {@literal false} if it reaches the caller
     * @return the pipeline with this setting
     */
    public TestPipeline<F> failSilently(boolean failSilently) {
        return new TestPipeline<>(filter, steps, options, failSilently);
    }

    /**
     * Runs the pipeline. Nothing is thrown: exceptions are part of what came of it.
     *
     * @param data what the filter is run with
     * @return what came of it
     */
    public FilterRun<F> run(F data) {
        Objects.requireNonNull(data, "data");
        FilterWatch watch = new FilterWatch();
        List<Pipeline.Step<F>> plan = steps.stream()
                .map(step -> new Pipeline.Step<F>(step.name, step.step, failSilently, options))
                .toList();
        return watch.run(data, Pipeline.of(filter, plan, watch)::run);
    }

    private record NamedStep<F extends OpenEdxFilter>(String name, PipelineStep<? super F> step) {}
}
