/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRecursionException;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.filter.StepTimeoutException;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.spring.filter.FilterPipelineChangesTests.VersionedRequested;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.filter.FilterContexts.mode;
import static org.openedx.hooks.spring.filter.FilterContexts.yaml;
import static org.openedx.hooks.spring.filter.Steps.ENROLLMENT;
import static org.openedx.hooks.spring.filter.Steps.STARTED;

@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Steps with time-outs run where they cannot starve anybody")
class StepTimeoutsTests {

    private static final String OTHER = "org.openedx.learning.versioned.requested.v1";

    private static final OpenEdxPublicFilter<CourseEnrollmentStarted> FILTER =
            OpenEdxPublicFilter.of(CourseEnrollmentStarted.class);

    private static final long LONG = 60;

    /** Lets the steps that hang end. */
    private final CountDownLatch free = new CountDownLatch(1);

    private final AtomicInteger interruptions = new AtomicInteger();

    private final List<StepThreads> opened = new ArrayList<>();

    @AfterEach
    void release() {
        free.countDown();
        opened.forEach(StepThreads::close);
    }

    @Test
    void stepsThatHangKeepNeitherOtherGuardsNorReceiversFromRunning() {
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1: {pipeline: [{step: hangs, timeout: 5s}]}
                  org.openedx.learning.versioned.requested.v1: {pipeline: [{step: guard, timeout: 60s}]}
                """)
                .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .withUserConfiguration(OwnFilters.class)
                .withBean("hangs", PipelineStep.class, this::hanging)
                .withBean("guard", PipelineStep.class, StepTimeoutsTests::guard)
                .run(context -> {
                    OpenEdxFilters filters = context.getBean(OpenEdxFilters.class);
                    List<CompletableFuture<CourseEnrollmentStarted>> runs = IntStream.range(0, 16)
                            .mapToObj(i -> filters.runAsync(STARTED))
                            .toList();
                    for (CompletableFuture<CourseEnrollmentStarted> run : runs) {
                        assertThat(run).succeedsWithin(Duration.ofSeconds(LONG)).isEqualTo(STARTED);
                    }

                    assertThatExceptionOfType(PreventEnrollment.class)
                            .isThrownBy(() -> filters.run(new VersionedRequested("")));
                    CountDownLatch received = new CountDownLatch(1);
                    context.getBean("applicationTaskExecutor", Executor.class).execute(received::countDown);
                    assertThat(received.await(LONG, TimeUnit.SECONDS)).isTrue();
                    FilterPipelines pipelines = context.getBean(FilterPipelines.class);
                    assertThat(pipelines.overdue()).containsExactly(new OverdueStep(ENROLLMENT, "hangs", 16));

                    free.countDown();
                    await().atMost(Duration.ofSeconds(LONG))
                            .untilAsserted(() -> assertThat(pipelines.overdue()).isEmpty());
                });
    }

    @Test
    void receiversOnAllThreadsOfThePoolPassTheirGuards() {
        yaml("open-edx-filters-config: {%s: [{step: guard, timeout: 60s}]}".formatted(OTHER))
                .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .withUserConfiguration(OwnFilters.class)
                .withBean("guard", PipelineStep.class, StepTimeoutsTests::guard)
                .run(context -> {
                    OpenEdxFilters filters = context.getBean(OpenEdxFilters.class);
                    Executor receivers = context.getBean("applicationTaskExecutor", Executor.class);
                    AtomicInteger prevented = new AtomicInteger();
                    CountDownLatch ended = new CountDownLatch(16);
                    for (int i = 0; i < 16; i++) {
                        receivers.execute(() -> {
                            try {
                                filters.run(new VersionedRequested(""));
                            } catch (PreventEnrollment ex) {
                                prevented.incrementAndGet();
                            } finally {
                                ended.countDown();
                            }
                        });
                    }
                    assertThat(ended.await(LONG, TimeUnit.SECONDS)).isTrue();
                    assertThat(prevented).hasValue(16);
                });
    }

    @Test
    void aPoolThatIsExhaustedFailsTheStepAsItsFailSilentlySaysAndNamesStarvation(CapturedOutput output) {
        StepThreads threads = threads(false);
        Pipeline<CourseEnrollmentStarted> hanging = pipeline(step(threads, "hangs", hanging(), true, 5_000));
        List<CompletableFuture<CourseEnrollmentStarted>> runs = IntStream.range(0, 256)
                .mapToObj(i -> hanging.runAsync(STARTED, Runnable::run))
                .toList();
        for (CompletableFuture<CourseEnrollmentStarted> run : runs) {
            assertThat(run).succeedsWithin(Duration.ofSeconds(LONG)).isSameAs(STARTED);
        }
        assertThat(threads.overdue()).containsExactly(new OverdueStep(ENROLLMENT, "hangs", 256));
        await().atMost(Duration.ofSeconds(LONG))
                .untilAsserted(() -> assertThat(interruptions).hasValue(256));

        Pipeline<CourseEnrollmentStarted> loud = pipeline(step(threads, "guard", guard(), false, 60_000));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> loud.run(STARTED))
                .withMessage("all 256 threads for steps of this filter that have a time-out are busy");
        assertThat(pipeline(step(threads, "guard", guard(), true, 60_000)).run(STARTED))
                .isSameAs(STARTED);
        assertThat(output)
                .contains(
                        "Starvation: step guard of filter " + ENROLLMENT
                                + " gets no thread, since all 256 threads for steps of this filter that have a time-out are busy.");
        assertThat(threads.leavable(guard(), "other", OpenEdxPublicFilter.of(CourseUnenrollmentStarted.class)))
                .satisfies(other -> assertThatExceptionOfType(PreventEnrollment.class)
                        .isThrownBy(() -> other.runFilter(STARTED, context())));
    }

    @Test
    void aStepThatGetsNoThreadInTimeIsToldApartFromOneThatIsSlow(CapturedOutput output) {
        List<Runnable> waiting = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        PipelineStep<OpenEdxFilter> guard = (filter, context) -> {
            runs.incrementAndGet();
            return filter;
        };
        LeavableStep step = new LeavableStep(guard, "guard", FILTER, waiting::add, new AtomicInteger());
        Pipeline<CourseEnrollmentStarted> pipeline =
                pipeline(new Pipeline.Step<>("guard", step, false, Map.of(), Duration.ofMillis(10)));
        assertThatExceptionOfType(StepTimeoutException.class).isThrownBy(() -> pipeline.run(STARTED));
        assertThat(output)
                .contains(
                        "Starvation: step guard of filter " + ENROLLMENT
                                + " got no thread within its time-out. Calls of it that work on although their time was over: 0");
        waiting.forEach(Runnable::run);
        assertThat(runs).as("now it is too late").hasValue(0);
    }

    @Test
    void aThreadForgetsTheInterruptionThatWasForAStep() throws Exception {
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Executor oneThread = task -> new Thread(() -> {
                    task.run();
                    interrupted.add(Thread.currentThread().isInterrupted());
                    looked.countDown();
                })
                .start();
        AtomicInteger overdue = new AtomicInteger();
        LeavableStep step = new LeavableStep(
                (filter, context) -> {
                    while (over.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return filter;
                },
                "spins",
                FILTER,
                oneThread,
                overdue);
        pipeline(new Pipeline.Step<>("spins", step, true, Map.of(), Duration.ofMillis(10)))
                .run(STARTED);
        assertThat(overdue).hasValue(1);
        over.countDown();
        assertThat(looked.await(LONG, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).containsExactly(false);
        assertThat(overdue).hasValue(0);
    }

    @Test
    void aThreadForgetsWhatTheStepWasPartOf() throws Exception {
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        try {
            List<String> inside = Collections.synchronizedList(new ArrayList<>());
            LeavableStep step = new LeavableStep(
                    (filter, context) -> {
                        inside.add(partOf());
                        if (inside.size() > 1) {
                            throw new IllegalStateException("once is enough");
                        }
                        return filter;
                    },
                    "looks",
                    FILTER,
                    oneThread,
                    new AtomicInteger());
            Pipeline<CourseEnrollmentStarted> pipeline = Pipeline.of(
                    FILTER,
                    List.of(new Pipeline.Step<>("looks", step, true, Map.of(), Duration.ofSeconds(LONG))),
                    new Parents(new ArrayList<>()),
                    3);
            NestedHooks.ofThread().deepen(2, 0);
            pipeline.run(STARTED);
            pipeline.run(STARTED);
            NestedHooks.ofThread().deepen(-2, 0);
            assertThat(inside).containsExactly("2 1 true", "2 1 true");
            assertThat(oneThread.submit(StepTimeoutsTests::partOf).get(LONG, TimeUnit.SECONDS))
                    .isEqualTo("0 0 false");
            assertThat(partOf()).isEqualTo("0 0 false");
        } finally {
            oneThread.shutdownNow();
        }
    }

    private static String partOf() {
        NestedHooks thread = NestedHooks.ofThread();
        return thread.depth(HookKind.EVENT) + " " + thread.depth(HookKind.FILTER) + " " + (thread.current() != null);
    }

    @Test
    void threadsHaveTheNameOfTheFilterAndKeepNoJvmFromEnding() {
        for (boolean virtual : new boolean[] {false, Runtime.version().feature() >= 21}) {
            List<Thread> used = Collections.synchronizedList(new ArrayList<>());
            PipelineStep<OpenEdxFilter> step = (filter, context) -> {
                used.add(Thread.currentThread());
                return filter;
            };
            pipeline(step(threads(virtual), "step", step, false, 60_000)).run(STARTED);
            assertThat(used).singleElement().satisfies(thread -> {
                assertThat(thread.getName()).startsWith(ENROLLMENT + "-");
                assertThat(thread.isDaemon()).isTrue();
            });
        }
    }

    @Test
    void aStepWithATimeoutThatRunsItsOwnFilterWithoutEndIsNoticed() {
        ApplicationContextRunner runner =
                yaml("open-edx-filters-config: {%s: {fail-silently: false, pipeline: [{step: self, timeout: 60s}]}}"
                                .formatted(ENROLLMENT))
                        .withBean("self", Self.class);
        runner.run(context -> assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> mode(context))
                .withMessageContaining(ENROLLMENT));
    }

    @Test
    void whatAStepRunsOnItsOwnThreadIsPartOfTheStep() {
        List<String> parents = Collections.synchronizedList(new ArrayList<>());
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1: {pipeline: [{step: around, timeout: 60s}]}
                  org.openedx.learning.versioned.requested.v1: any
                """)
                .withUserConfiguration(OwnFilters.class)
                .withBean(HookObserver.Factory.class, () -> new Parents(parents))
                .withBean("around", Around.class)
                .run(context -> {
                    mode(context);
                    assertThat(parents)
                            .containsExactly(
                                    ENROLLMENT + " in null",
                                    "around in " + ENROLLMENT,
                                    OTHER + " in around",
                                    "any in " + OTHER);
                });
    }

    @Test
    void whenTheApplicationHasEndedNoOtherStepBegins() {
        for (boolean virtual : new boolean[] {false, Runtime.version().feature() >= 21}) {
            StepThreads threads = threads(virtual);
            Pipeline<CourseEnrollmentStarted> pipeline = pipeline(step(threads, "guard", guard(), false, 60_000));
            assertThatExceptionOfType(PreventEnrollment.class).isThrownBy(() -> pipeline.run(STARTED));
            threads.close();
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> pipeline.run(STARTED))
                    .withMessage("the application has ended");
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .as("a filter that has not run before")
                    .isThrownBy(() -> threads.leavable(
                                    guard(), "guard", OpenEdxPublicFilter.of(CourseUnenrollmentStarted.class))
                            .runFilter(STARTED, context()))
                    .withMessage("the application has ended");
        }
    }

    @Test
    void whenTheContextIsClosedNoOtherStepBegins() {
        List<OpenEdxFilters> closed = new ArrayList<>();
        yaml("open-edx-filters-config: {%s: {fail-silently: false, pipeline: [{step: a, timeout: 60s}]}}"
                        .formatted(ENROLLMENT))
                .run(context -> {
                    closed.add(context.getBean(OpenEdxFilters.class));
                    assertThat(mode(context)).isEqualTo("a");
                });
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> closed.get(0).run(STARTED))
                .withMessage("the application has ended");
    }

    private StepThreads threads(boolean virtual) {
        StepThreads threads = new StepThreads(virtual);
        opened.add(threads);
        return threads;
    }

    /** Does not end when it is interrupted. */
    private PipelineStep<OpenEdxFilter> hanging() {
        return (filter, context) -> {
            while (free.getCount() > 0) {
                try {
                    free.await();
                } catch (InterruptedException ex) {
                    interruptions.incrementAndGet();
                }
            }
            return filter;
        };
    }

    private static PipelineStep<OpenEdxFilter> guard() {
        return (filter, context) -> {
            throw new PreventEnrollment("no");
        };
    }

    private static Pipeline.Step<CourseEnrollmentStarted> step(
            StepThreads threads, String name, PipelineStep<OpenEdxFilter> step, boolean failSilently, long millis) {
        return new Pipeline.Step<>(
                name, threads.leavable(step, name, FILTER), failSilently, Map.of(), Duration.ofMillis(millis));
    }

    private static Pipeline<CourseEnrollmentStarted> pipeline(Pipeline.Step<CourseEnrollmentStarted> step) {
        return Pipeline.of(FILTER, List.of(step));
    }

    private static FilterContext context() {
        return FilterContext.of(FILTER, Map.of());
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class OwnFilters {}

    static final class Self implements PipelineStep<CourseEnrollmentStarted> {

        private final OpenEdxFilters filters;

        Self(@Lazy OpenEdxFilters filters) {
            this.filters = filters;
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return filters.run(filter);
        }
    }

    static final class Around implements PipelineStep<CourseEnrollmentStarted> {

        private final OpenEdxFilters filters;

        Around(@Lazy OpenEdxFilters filters) {
            this.filters = filters;
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            filters.run(new VersionedRequested(""));
            return filter;
        }
    }

    /** Notes which run each run is a part of. */
    private record Parents(List<String> noted) implements HookObserver.Factory {

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return forPart(hook, hook.type().value());
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return new HookObserver() {

                @Override
                public HookRun started(@Nullable HookRun parent) {
                    noted.add(part + " in " + parent);
                    return new Named(part);
                }

                @Override
                public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
            };
        }
    }

    private record Named(String name) implements HookRun {

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}

        @Override
        public String toString() {
            return name;
        }
    }
}
