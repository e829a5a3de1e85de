/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.observe.HookTimers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Running a pipeline, beside calling its steps by hand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {

    private static final OpenEdxPublicFilter<CourseEnrollmentStarted> FILTER =
            OpenEdxPublicFilter.of(CourseEnrollmentStarted.class);

    private static final FilterContext CONTEXT = FilterContext.of(FILTER, java.util.Map.of());

    /** Steps of different classes, as pipelines have them: a call of one is not the call of another. */
    private static final List<PipelineStep<CourseEnrollmentStarted>> KINDS = List.of(
            (filter, context) -> filter,
            (filter, context) -> filter.mode().isEmpty() ? null : filter,
            (filter, context) -> filter.user().id() < 0 ? null : filter,
            (filter, context) -> filter.user().isActive() ? filter : null,
            (filter, context) -> context.minorVersion() > 0 ? null : filter);

    @Benchmark
    public CourseEnrollmentStarted run(Steps steps) {
        return steps.pipeline.run(Samples.ENROLLING);
    }

    @Benchmark
    public CourseEnrollmentStarted loop(Steps steps) {
        CourseEnrollmentStarted filter = Samples.ENROLLING;
        for (PipelineStep<CourseEnrollmentStarted> step : steps.steps) {
            CourseEnrollmentStarted next = step.runFilter(filter, CONTEXT);
            if (next == null) {
                break;
            }
            filter = next;
        }
        return filter;
    }

    @Benchmark
    public Object stopped(Ending ending) {
        return ending.stopping.run(Samples.ENROLLING);
    }

    @Benchmark
    public Object halted(Ending ending) {
        try {
            return ending.halting.run(Samples.ENROLLING);
        } catch (PreventEnrollment halt) {
            return halt;
        }
    }

    /** A pipeline of steps that look at the data and change nothing. */
    @State(Scope.Benchmark)
    public static class Steps {

        @Param({"0", "1", "5", "16"})
        public int count;

        @Param({"false", "true"})
        public boolean meters;

        private Pipeline<CourseEnrollmentStarted> pipeline;

        private List<PipelineStep<CourseEnrollmentStarted>> steps;

        @Setup
        public void build() {
            steps = IntStream.range(0, count)
                    .mapToObj(i -> KINDS.get(i % KINDS.size()))
                    .toList();
            pipeline = pipeline(steps, meters ? new HookTimers(new SimpleMeterRegistry()) : HookObserver.Factory.NONE);
        }
    }

    /** Pipelines that end before their last step. */
    @State(Scope.Benchmark)
    public static class Ending {

        private Pipeline<CourseEnrollmentStarted> stopping;

        private Pipeline<CourseEnrollmentStarted> halting;

        @Setup
        public void build() {
            stopping = pipeline(List.of((filter, context) -> null), HookObserver.Factory.NONE);
            halting = pipeline(
                    List.of((filter, context) -> {
                        throw new PreventEnrollment("No.");
                    }),
                    HookObserver.Factory.NONE);
        }
    }

    private static Pipeline<CourseEnrollmentStarted> pipeline(
            List<PipelineStep<CourseEnrollmentStarted>> steps, HookObserver.Factory observers) {
        return Pipeline.of(
                FILTER,
                IntStream.range(0, steps.size())
                        .mapToObj(i -> Pipeline.Step.<CourseEnrollmentStarted>of("step" + i, steps.get(i)))
                        .toList(),
                observers);
    }
}
