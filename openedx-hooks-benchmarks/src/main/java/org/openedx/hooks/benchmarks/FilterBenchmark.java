/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Running a filter as an application does, beside calling its steps by hand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class FilterBenchmark {

    private static final FilterContext CONTEXT =
            FilterContext.of(OpenEdxPublicFilter.of(CourseEnrollmentStarted.class), Map.of());

    /** Steps of different classes, as pipelines have them: a call of one is not the call of another. */
    private static final List<PipelineStep<CourseEnrollmentStarted>> KINDS = List.of(
            (filter, context) -> filter,
            (filter, context) -> filter.mode().isEmpty() ? null : filter,
            (filter, context) -> filter.user().id() < 0 ? null : filter,
            (filter, context) -> filter.user().isActive() ? filter : null,
            (filter, context) -> context.minorVersion() > 0 ? null : filter);

    @Benchmark
    public CourseEnrollmentStarted run(Steps steps) {
        return steps.filters.run(Samples.ENROLLING);
    }

    @Benchmark
    public CourseEnrollmentStarted loop(ByHand byHand) {
        CourseEnrollmentStarted filter = Samples.ENROLLING;
        for (PipelineStep<CourseEnrollmentStarted> step : byHand.steps) {
            CourseEnrollmentStarted next = step.runFilter(filter, CONTEXT);
            if (next == null) {
                break;
            }
            filter = next;
        }
        return filter;
    }

    @Benchmark
    public Object stopped(Stopping stopping) {
        return stopping.filters.run(Samples.ENROLLING);
    }

    @Benchmark
    public Object halted(Halting halting) {
        try {
            return halting.filters.run(Samples.ENROLLING);
        } catch (PreventEnrollment halt) {
            return halt;
        }
    }

    /** The starter's own wiring and a pipeline whose steps look at the data and change nothing. */
    @State(Scope.Benchmark)
    public static class Steps {

        @Param({"0", "1", "5", "16"})
        public int count;

        @Param({"false", "true"})
        public boolean meters;

        private AnnotationConfigApplicationContext context;

        private OpenEdxFilters filters;

        @Setup
        public void start() {
            context = application(kinds(count), meters);
            filters = context.getBean(OpenEdxFilters.class);
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** A pipeline that its only step stops. */
    @State(Scope.Benchmark)
    public static class Stopping {

        @Param({"false", "true"})
        public boolean meters;

        private AnnotationConfigApplicationContext context;

        private OpenEdxFilters filters;

        @Setup
        public void start() {
            context = application(List.of((filter, filterContext) -> null), meters);
            filters = context.getBean(OpenEdxFilters.class);
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** A pipeline that its only step halts. */
    @State(Scope.Benchmark)
    public static class Halting {

        @Param({"false", "true"})
        public boolean meters;

        private AnnotationConfigApplicationContext context;

        private OpenEdxFilters filters;

        @Setup
        public void start() {
            PipelineStep<CourseEnrollmentStarted> halt = (filter, filterContext) -> {
                throw new PreventEnrollment("No.");
            };
            context = application(List.of(halt), meters);
            filters = context.getBean(OpenEdxFilters.class);
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** The same steps without the hooks. */
    @State(Scope.Benchmark)
    public static class ByHand {

        @Param({"0", "1", "5", "16"})
        public int count;

        private List<PipelineStep<CourseEnrollmentStarted>> steps;

        @Setup
        public void start() {
            steps = kinds(count);
        }
    }

    private static AnnotationConfigApplicationContext application(
            List<PipelineStep<CourseEnrollmentStarted>> steps, boolean meters) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        if (meters) {
            context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        }
        IntStream.range(0, steps.size())
                .forEach(i -> context.registerBean("step" + i, PipelineStep.class, () -> steps.get(i)));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("benchmark", pipeline(steps)));
        context.register(
                OpenEdxHooksAutoConfiguration.class,
                OpenEdxHooksObservabilityAutoConfiguration.class,
                OpenEdxFiltersAutoConfiguration.class);
        context.refresh();
        return context;
    }

    private static Map<String, Object> pipeline(List<PipelineStep<CourseEnrollmentStarted>> steps) {
        if (steps.isEmpty()) {
            return Map.of();
        }
        String names =
                IntStream.range(0, steps.size()).mapToObj(i -> "step" + i).collect(Collectors.joining(","));
        return Map.of("open-edx-filters-config[org.openedx.learning.course.enrollment.started.v1]", names);
    }

    private static List<PipelineStep<CourseEnrollmentStarted>> kinds(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> KINDS.get(i % KINDS.size()))
                .toList();
    }
}
