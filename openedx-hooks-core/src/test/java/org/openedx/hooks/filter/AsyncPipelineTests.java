/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRecursionException;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.Thrown;
import org.openedx.hooks.filter.Pipeline.Step;
import org.openedx.hooks.filter.ThingRequested.PreventThing;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openedx.hooks.filter.ThingRequested.FILTER;

@DisplayName("Asynchronous steps and runs (PUR-8)")
class AsyncPipelineTests {

    private static final Duration SHORT = Duration.ofMillis(30);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "pool"));

    private final List<String> endings = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() throws InterruptedException {
        executor.shutdownNow();
        assertThat(executor.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void stepsOfBothKindsFollowEachOtherInOrder() throws Exception {
        CompletableFuture<ThingRequested> result =
                runAsync(step("a", blocking("a")), step("b", later("b")), step("c", blocking("c")));
        assertThat(get(result).data()).containsExactly(Map.entry("a", 1), Map.entry("b", 2), Map.entry("c", 3));
        assertThat(endings).containsExactly("a completed", "b completed", "c completed", "hook completed");
    }

    @Test
    void theCallerDoesNotWaitForAStep() throws Exception {
        CompletableFuture<ThingRequested> unfinished = new CompletableFuture<>();
        AsyncPipelineStep<ThingRequested> waiting = (thing, context) -> unfinished;
        CompletableFuture<ThingRequested> result = pipeline(step("a", waiting)).runAsync(thing(), Runnable::run);
        assertThat(result).isNotDone();
        assertThat(endings).isEmpty();
        unfinished.complete(thing().with("late", true));
        assertThat(get(result).data()).containsKey("late");
    }

    @Test
    void withAnExecutorThatRunsAtOnceTheFirstStepRunsInTheCallersThread() throws Exception {
        List<Thread> threads = new ArrayList<>();
        PipelineStep<ThingRequested> look = (thing, context) -> {
            threads.add(Thread.currentThread());
            return thing;
        };
        ThingRequested thing = thing();
        assertThat(get(pipeline(step("a", look)).runAsync(thing, Runnable::run)))
                .isSameAs(thing);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void blockingStepsRunOnTheExecutor() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        PipelineStep<ThingRequested> look = (thing, context) -> {
            threads.add(Thread.currentThread().getName());
            return thing;
        };
        get(runAsync(step("a", look), step("b", later("b")), step("c", look)));
        assertThat(threads).containsExactly("pool", "pool");
    }

    @Test
    @DisplayName("FLT-2: without steps the argument itself comes back, done")
    void withoutStepsTheArgumentItselfComesBackDone() {
        ThingRequested thing = thing();
        assertThat(pipeline().runAsync(thing, executor)).isCompletedWithValue(thing);
    }

    @Test
    @DisplayName("FLT-7: a step that completes with null stops the pipeline")
    void aStepThatCompletesWithNullStopsThePipeline() throws Exception {
        AsyncPipelineStep<ThingRequested> stop =
                (thing, context) -> CompletableFuture.supplyAsync(() -> null, executor);
        CompletableFuture<ThingRequested> result =
                runAsync(step("a", later("a")), step("b", stop), step("c", blocking("c")));
        assertThat(get(result).data()).containsOnlyKeys("a");
        assertThat(endings).containsExactly("a completed", "b stopped", "hook stopped");
    }

    @Test
    @DisplayName("FLT-8: a halt reaches the caller as it is, with filter and step")
    void aHaltReachesTheCallerAsItIs() {
        PreventThing halt = new PreventThing("no");
        AsyncPipelineStep<ThingRequested> halting = (thing, context) -> CompletableFuture.supplyAsync(
                () -> {
                    throw halt;
                },
                executor);
        CompletableFuture<ThingRequested> result = runAsync(step("a", halting), step("b", blocking("b")));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(result))
                .havingCause()
                .isSameAs(halt);
        assertThat(result.handle((value, thrown) -> thrown)).isCompletedWithValue(halt);
        assertThat(halt.filterType()).isEqualTo(FILTER.type());
        assertThat(halt.step()).isEqualTo("a");
        assertThat(endings).containsExactly("a halted", "hook halted");
    }

    @Test
    @DisplayName("FLT-9: a failure skips the step or reaches the caller")
    void aFailureSkipsTheStepOrReachesTheCaller() throws Exception {
        IllegalStateException failure = new IllegalStateException("down");
        AsyncPipelineStep<ThingRequested> failing = (thing, context) -> CompletableFuture.failedFuture(failure);
        assertThat(get(runAsync(step("a", failing), step("b", later("b")))).data())
                .containsOnlyKeys("b");
        assertThat(endings).containsExactly("a failed", "b completed", "hook degraded");
        CompletableFuture<ThingRequested> loud = runAsync(new Step<>("a", failing, false, Map.of()));
        assertThat(thrownBy(loud)).isSameAs(failure);
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatAStepThrowsAtOnceOrDoesWrongIsItsFailure() throws Exception {
        AsyncPipelineStep<ThingRequested> throwing = (thing, context) -> {
            throw new IllegalStateException("at once");
        };
        AsyncPipelineStep<ThingRequested> nothing = (thing, context) -> null;
        assertThat(thrownBy(runAsync(new Step<>("a", throwing, false, Map.of()))))
                .hasMessage("at once");
        assertThat(thrownBy(runAsync(new Step<>("a", nothing, false, Map.of()))))
                .isInstanceOf(NullPointerException.class);
        assertThat(get(runAsync(step("a", throwing), step("b", nothing))).data())
                .isEmpty();
    }

    @Test
    void aStepThatTakesTooLongIsCancelledAndSkipped() throws Exception {
        CompletableFuture<ThingRequested> never = new CompletableFuture<>();
        AsyncPipelineStep<ThingRequested> slow = (thing, context) -> never;
        assertThat(get(runAsync(limited("a", slow, SHORT, true), step("b", blocking("b"))))
                        .data())
                .containsOnlyKeys("b");
        assertThat(never).isCancelled();
        assertThat(endings).containsExactly("a failed", "b completed", "hook degraded");
    }

    @Test
    void aStepThatTakesTooLongFailsTheRunIfItMustNotFailSilently() {
        AsyncPipelineStep<ThingRequested> slow = (thing, context) -> new CompletableFuture<>();
        assertThat(thrownBy(runAsync(limited("a", slow, SHORT, false))))
                .isInstanceOf(StepTimeoutException.class)
                .hasMessage("Step a did not end within its time-out of 30 ms");
        assertThatExceptionOfType(StepTimeoutException.class)
                .isThrownBy(() -> pipeline(limited("a", slow, SHORT, false)).run(thing()));
        assertThat(endings).containsExactly("a failed", "hook failed", "a failed", "hook failed");
    }

    @Test
    void aStepThatEndsInTimeIsNotTouched() throws Exception {
        assertThat(get(runAsync(limited("a", later("a"), LONG, false))).data()).containsOnlyKeys("a");
        assertThat(pipeline(limited("a", later("a"), LONG, false)).run(thing()).data())
                .containsOnlyKeys("a");
    }

    @Test
    void aStepsOwnTimeoutIsItsOwnFailure() {
        AsyncPipelineStep<ThingRequested> own = (thing, context) ->
                new CompletableFuture<ThingRequested>().orTimeout(SHORT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(thrownBy(runAsync(limited("a", own, LONG, false))))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
    }

    @Test
    void theThreadOfABlockingStepIsInterruptedWhenItsTimeIsOver() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        PipelineStep<ThingRequested> sleeping = (thing, context) -> {
            try {
                Thread.sleep(LONG.toMillis());
            } catch (InterruptedException ex) {
                interrupted.countDown();
            }
            return thing;
        };
        Pipeline<ThingRequested> pipeline =
                pipeline(limited("a", AsyncPipelineStep.of(sleeping, executor), SHORT, true));
        assertThat(pipeline.run(thing()).data()).isEmpty();
        assertThat(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(endings).containsExactly("a failed", "hook degraded");
    }

    @Test
    void onlyAnAsynchronousStepCanHaveATimeout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Step<>("a", blocking("a"), true, Map.of(), SHORT))
                .withMessage("Step a has a time-out, so it must be an AsyncPipelineStep");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited("a", later("a"), Duration.ZERO, true))
                .withMessageContaining("must be positive");
    }

    @Test
    void aBlockingRunWaitsForAsynchronousSteps() {
        ThingRequested result =
                pipeline(step("a", later("a")), step("b", blocking("b"))).run(thing());
        assertThat(result.data()).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
    }

    @Test
    void anAsynchronousStepCanBeCalledAlone() {
        AsyncPipelineStep<ThingRequested> step = later("a");
        ThingRequested result = step.runFilter(thing(), FilterContext.of(FILTER, Map.of()));
        assertThat(result)
                .isNotNull()
                .satisfies(thing -> assertThat(thing.data()).containsOnlyKeys("a"));
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsStaysInterrupted() {
        CompletableFuture<ThingRequested> never = new CompletableFuture<>();
        AsyncPipelineStep<ThingRequested> slow = (thing, context) -> never;
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(
                        () -> pipeline(new Step<>("a", slow, false, Map.of())).run(thing()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(never).isCancelled();
    }

    @Test
    @DisplayName("FLT-6: attributes live as long as the run, on whatever threads it runs")
    void attributesLiveAsLongAsTheRunOnWhateverThreadsItRuns() throws Exception {
        AsyncPipelineStep<ThingRequested> leave = (thing, context) -> CompletableFuture.supplyAsync(
                () -> {
                    assertThat(context.attributes().put("left", "here")).isNull();
                    return thing;
                },
                executor);
        PipelineStep<ThingRequested> find =
                (thing, context) -> thing.with("found", context.attributes().get("left"));
        Pipeline<ThingRequested> pipeline =
                pipeline(new Step<>("a", leave, false, Map.of()), new Step<>("b", find, false, Map.of()));
        for (int i = 0; i < 2; i++) {
            assertThat(get(pipeline.runAsync(thing(), executor)).data()).containsEntry("found", "here");
            assertThat(pipeline.run(thing()).data()).containsEntry("found", "here");
        }
    }

    @Test
    @DisplayName("FLT-16: steps see no secret and the caller gets all of them back")
    void secretsAreTakenOutAndPutBack() throws Exception {
        Map<String, List<String>> form = Map.of("username", List.of("u"), "password", List.of("p"));
        List<StudentRegistrationRequested> seen = Collections.synchronizedList(new ArrayList<>());
        PipelineStep<StudentRegistrationRequested> look = (request, context) -> {
            seen.add(request);
            return request;
        };
        Pipeline<StudentRegistrationRequested> pipeline =
                Pipeline.of(OpenEdxPublicFilter.of(StudentRegistrationRequested.class), List.of(Step.of("look", look)));
        assertThat(pipeline.runAsync(new StudentRegistrationRequested(form), executor)
                        .get(20, TimeUnit.SECONDS)
                        .formData())
                .isEqualTo(form);
        assertThat(seen)
                .singleElement()
                .satisfies(request -> assertThat(request.formData()).containsOnlyKeys("username"));
    }

    @Test
    void anAsynchronousStepThatRunsItsOwnFilterWithoutEndIsNoticed() throws Exception {
        List<Pipeline<ThingRequested>> self = new ArrayList<>();
        AsyncPipelineStep<ThingRequested> own =
                (thing, context) -> self.get(0).runAsync(thing, Runnable::run).thenApply(done -> done);
        self.add(Pipeline.of(FILTER, List.of(new Step<>("own", own, false, Map.of()))));
        for (int run = 0; run < 2; run++) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> get(self.get(0).runAsync(thing(), Runnable::run)))
                    .havingRootCause()
                    .isInstanceOf(HookRecursionException.class)
                    .withMessageContaining(FILTER.type().value());
        }
    }

    @Test
    void anExecutorThatTakesNoMoreTasksFailsTheRun() {
        executor.shutdownNow();
        assertThat(thrownBy(runAsync(step("a", blocking("a"))))).isInstanceOf(RejectedExecutionException.class);
        assertThat(endings).containsExactly("hook failed");
    }

    @Test
    void anExecutorThatTakesNoMoreTasksEndsAStepThatWasUnderWay() {
        CompletableFuture<ThingRequested> unfinished = new CompletableFuture<>();
        AsyncPipelineStep<ThingRequested> waiting = (thing, context) -> unfinished;
        CompletableFuture<ThingRequested> result = runAsync(step("a", waiting), step("b", blocking("b")));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (unfinished.getNumberOfDependents() == 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        executor.shutdown();
        unfinished.complete(thing());
        assertThat(thrownBy(result)).isInstanceOf(RejectedExecutionException.class);
        assertThat(endings).containsExactly("a completed", "hook failed");
    }

    @Test
    void afterATimeoutTheRunGoesOnInItsExecutorAndNeverOnTheThreadThatAllTimeoutsWaitFor() throws Exception {
        AsyncPipelineStep<ThingRequested> never = (thing, context) -> new CompletableFuture<>();
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        PipelineStep<ThingRequested> look = (thing, context) -> {
            threads.add(Thread.currentThread().getName());
            return thing;
        };
        get(runAsync(limited("a", never, SHORT, true), step("b", look)));
        assertThat(threads).containsExactly("pool");
        get(pipeline(limited("a", never, SHORT, true), step("b", look)).runAsync(thing(), Runnable::run));
        assertThat(threads).hasSize(2).noneMatch(name -> name.contains("CompletableFutureDelayScheduler"));
    }

    @Test
    void whoeverIsToldOfACancellationDoesNotHoldUpTheRunForLong() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        AsyncPipelineStep<ThingRequested> stubborn = (thing, context) -> {
            CompletableFuture<ThingRequested> future = new CompletableFuture<>();
            CompletableFuture<?> unused = future.whenComplete((value, thrown) -> await(free));
            return future;
        };
        Pipeline<ThingRequested> pipeline = pipeline(limited("a", stubborn, SHORT, true), step("b", blocking("b")));
        assertThat(get(pipeline.runAsync(thing(), executor)).data()).containsOnlyKeys("b");
        assertThat(pipeline.run(thing()).data()).containsOnlyKeys("b");
        free.countDown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("FLT-6: who is left behind has no way to the attributes of the run, who is in time has")
    void aStepThatIsLeftBehindHasNoWayToTheAttributesOfItsRun(boolean async) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        AsyncPipelineStep<ThingRequested> late = AsyncPipelineStep.of(
                (thing, context) -> {
                    context.attributes().put("early", 1);
                    await(ended);
                    context.attributes().put("late", 1);
                    left.countDown();
                    return thing;
                },
                task -> new Thread(task).start());
        AsyncPipelineStep<ThingRequested> inTime = (thing, context) -> {
            context.attributes().remove("before");
            context.attributes().put("in time", 1);
            return CompletableFuture.failedFuture(new IllegalStateException("in time"));
        };
        List<Map<String, Object>> seen = new ArrayList<>();
        PipelineStep<ThingRequested> look = (thing, context) -> {
            ended.countDown();
            await(left);
            seen.add(Map.copyOf(context.attributes()));
            return thing;
        };
        PipelineStep<ThingRequested> leave = (thing, context) -> {
            context.attributes().put("before", 1);
            return thing;
        };
        Pipeline<ThingRequested> pipeline = pipeline(
                step("leave", leave),
                limited("in time", inTime, LONG, true),
                step("leave", leave),
                limited("late", late, SHORT, true),
                step("look", look));
        assertThat(async ? get(pipeline.runAsync(thing(), executor)) : pipeline.run(thing()))
                .isNotNull();
        assertThat(seen).containsExactly(Map.of("before", 1, "in time", 1));
    }

    @Test
    @DisplayName("FLT-9, PUR-5: a run that stops after a silent failure is degraded, however it runs")
    void aRunThatStopsAfterASilentFailureIsDegraded() throws Exception {
        PipelineStep<ThingRequested> failing = (thing, context) -> {
            throw new IllegalStateException("down");
        };
        PipelineStep<ThingRequested> stopping = (thing, context) -> null;
        get(runAsync(step("a", failing), step("b", stopping)));
        assertThat(endings).containsExactly("a failed", "b stopped", "hook degraded");
        endings.clear();
        pipeline(step("a", failing), step("b", stopping)).run(thing());
        assertThat(endings).containsExactly("a failed", "b stopped", "hook degraded");
    }

    @Test
    void theInterruptionOfAThreadStaysWithThatThread() throws Exception {
        PipelineStep<ThingRequested> interrupted = (thing, context) -> {
            throw Thrown.again(new InterruptedException("own"));
        };
        AsyncPipelineStep<ThingRequested> elsewhere = AsyncPipelineStep.of(interrupted, executor);
        assertThat(pipeline(step("a", elsewhere)).run(thing())).isNotNull();
        assertThat(Thread.interrupted()).isFalse();
        get(pipeline(step("a", elsewhere)).runAsync(thing(), Runnable::run));
        assertThat(Thread.interrupted()).isFalse();
        get(pipeline(step("a", interrupted)).runAsync(thing(), Runnable::run));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatCannotBeConcealedFailsTheFuture() {
        Pipeline<SecretRequested> pipeline = Pipeline.of(
                OpenEdxPublicFilter.of(SecretRequested.class), List.of(Step.of("a", (data, context) -> data)));
        assertThat(pipeline.runAsync(new SecretRequested(true), executor))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .withMessage("concealed");
        assertThat(pipeline.runAsync(new SecretRequested(false), executor))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .withMessage("revealed");
    }

    @Test
    void anObserverMayGiveEachRunAnObjectThatLetsGoOfItsThread() throws Exception {
        CompletableFuture<ThingRequested> unfinished = new CompletableFuture<>();
        AsyncPipelineStep<ThingRequested> waiting = (thing, context) -> unfinished;
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Pipeline<ThingRequested> pipeline =
                Pipeline.of(FILTER, List.of(step("a", waiting), step("b", blocking("b"))), new PerRun(told));
        CompletableFuture<ThingRequested> result = pipeline.runAsync(thing(), Runnable::run);
        assertThat(told).containsExactly("hook started", "a started", "a detached", "hook detached");
        unfinished.complete(thing());
        get(result);
        assertThat(told.subList(4, told.size()))
                .containsExactly("a completed", "b started", "b completed", "hook completed");
        told.clear();
        Pipeline.of(FILTER, List.of(step("b", blocking("b"))), new PerRun(told)).run(thing());
        assertThat(told).containsExactly("hook started", "b started", "b completed", "hook completed");
    }

    @Test
    @DisplayName("FLT-7, FLT-8: a step that stops or halts at once is the last one, too")
    void aStepThatStopsOrHaltsAtOnceIsTheLast() throws Exception {
        PipelineStep<ThingRequested> stopping = (thing, context) -> null;
        PipelineStep<ThingRequested> halting = (thing, context) -> {
            throw new PreventThing("no");
        };
        PipelineStep<ThingRequested> never = (thing, context) -> {
            endings.add("never");
            return thing;
        };
        for (Executor each : List.<Executor>of(Runnable::run, executor)) {
            assertThat(get(pipeline(step("a", blocking("a")), step("b", stopping), step("c", never))
                                    .runAsync(thing(), each))
                            .data())
                    .containsOnlyKeys("a");
            assertThat(thrownBy(pipeline(step("b", halting), step("c", never)).runAsync(thing(), each)))
                    .isInstanceOf(PreventThing.class);
        }
        assertThat(endings)
                .containsExactly(
                        "a completed",
                        "b stopped",
                        "hook stopped",
                        "b halted",
                        "hook halted",
                        "a completed",
                        "b stopped",
                        "hook stopped",
                        "b halted",
                        "hook halted");
    }

    @Test
    @DisplayName("PUR-5: observers are told what was thrown, of several failures the last")
    void observersAreToldWhatWasThrown() throws Exception {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException last = new IllegalStateException("last");
        PreventThing halt = new PreventThing("no");
        PipelineStep<ThingRequested> stopping = (thing, context) -> null;
        Map<String, List<@Nullable Throwable>> told = new LinkedHashMap<>();
        HookObserver.Factory failures = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return forPart(hook, "hook");
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return (outcome, nanos, failure) ->
                        told.computeIfAbsent(part, key -> new ArrayList<>()).add(failure);
            }
        };
        List<Pipeline<ThingRequested>> pipelines = List.of(
                Pipeline.of(FILTER, List.of(step("a", blocking("a"))), failures),
                Pipeline.of(FILTER, List.of(step("a", raise(first)), step("b", raise(last))), failures),
                Pipeline.of(FILTER, List.of(step("a", raise(first)), step("b", stopping)), failures),
                Pipeline.of(FILTER, List.of(step("a", raise(first)), step("b", raise(halt))), failures),
                Pipeline.of(FILTER, List.of(new Step<>("a", raise(last), false, Map.of())), failures));
        for (Pipeline<ThingRequested> pipeline : pipelines) {
            CompletableFuture<?> unused =
                    pipeline.runAsync(thing(), Runnable::run).handle((value, thrown) -> value);
        }
        assertThat(told.get("hook")).containsExactly(null, last, first, halt, last);
        assertThat(told.get("a")).containsExactly(null, first, first, first, last);
        assertThat(told.get("b")).containsExactly(last, null, halt);
        RejectedExecutionException full = new RejectedExecutionException("full");
        CompletableFuture<ThingRequested> refused = pipelines.get(0).runAsync(thing(), task -> {
            throw full;
        });
        assertThat(thrownBy(refused)).isSameAs(full);
        assertThat(told.get("hook")).hasSize(6).endsWith(full);
    }

    private static PipelineStep<ThingRequested> raise(RuntimeException failure) {
        return (thing, context) -> {
            throw failure;
        };
    }

    @Test
    @DisplayName("PUR-5: a run knows what it is part of, on whatever threads it goes on")
    void aRunKnowsWhatItIsPartOfOnWhateverThread() throws Exception {
        List<String> parts = Collections.synchronizedList(new ArrayList<>());
        HookObserver.Factory nesting = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return forPart(hook, "hook");
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return new HookObserver() {
                    @Override
                    public HookRun started(@Nullable HookRun parent) {
                        parts.add(part + " of " + parent);
                        return new NamedRun(part);
                    }

                    @Override
                    public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
                };
            }
        };
        Pipeline<ThingRequested> inner = Pipeline.of(FILTER, List.of(step("inner", later("inner"))), nesting);
        AsyncPipelineStep<ThingRequested> nested = (thing, context) -> inner.runAsync(thing, executor);
        Pipeline<ThingRequested> outer = Pipeline.of(
                FILTER,
                List.of(step("a", blocking("a")), step("b", nested), step("c", (thing, context) -> inner.run(thing))),
                nesting);
        for (Executor each : List.<Executor>of(Runnable::run, executor)) {
            parts.clear();
            get(outer.runAsync(thing(), each));
            assertThat(parts)
                    .containsExactly(
                            "hook of null",
                            "a of hook",
                            "b of hook",
                            "hook of b",
                            "inner of hook",
                            "c of hook",
                            "hook of c",
                            "inner of hook");
            assertThat(NestedHooks.ofThread().current()).isNull();
            assertThat(executor.submit(() ->
                                    Objects.toString(NestedHooks.ofThread().current()))
                            .get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("null");
        }
    }

    @Test
    void aRunThatIsBegunWithinAStepEndsNothingOfIt() throws Exception {
        List<String> parts = new ArrayList<>();
        CompletableFuture<ThingRequested> unfinished = new CompletableFuture<>();
        Pipeline<ThingRequested> waiting =
                pipeline(step("w", (AsyncPipelineStep<ThingRequested>) (thing, context) -> unfinished));
        HookRun mine = new NamedRun("mine");
        NestedHooks.ofThread().resume(mine);
        try {
            CompletableFuture<ThingRequested> result = Pipeline.of(
                            FILTER,
                            List.of(step("w", (AsyncPipelineStep<ThingRequested>) (thing, context) -> unfinished)),
                            new PerRun(parts))
                    .runAsync(thing(), Runnable::run);
            assertThat(NestedHooks.ofThread().current()).isSameAs(mine);
            assertThat(waiting.runAsync(thing(), Runnable::run)).isNotDone();
            unfinished.complete(thing());
            assertThat(get(result)).isNotNull();
            assertThat(NestedHooks.ofThread().current()).isSameAs(mine);
        } finally {
            NestedHooks.ofThread().resume(null);
        }
        assertThat(parts)
                .containsExactly(
                        "hook started", "w started", "w detached", "hook detached", "w completed", "hook completed");
    }

    private record NamedRun(String name) implements HookRun {

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    @DisplayName("FLT-6: what a step in time takes away is not there for later ones")
    void whatAStepInTimeTakesAwayIsGone() throws Exception {
        PipelineStep<ThingRequested> leave = (thing, context) -> {
            context.attributes().putAll(Map.of("taken", 1, "kept", 1));
            return thing;
        };
        AsyncPipelineStep<ThingRequested> take = (thing, context) -> {
            context.attributes().remove("taken");
            return CompletableFuture.completedFuture(thing);
        };
        PipelineStep<ThingRequested> look = (thing, context) -> thing.with("found", Map.copyOf(context.attributes()));
        Pipeline<ThingRequested> pipeline =
                pipeline(step("leave", leave), limited("take", take, LONG, false), step("look", look));

        assertThat(pipeline.run(thing()).data()).containsEntry("found", Map.of("kept", 1));
        assertThat(get(pipeline.runAsync(thing(), executor)).data()).containsEntry("found", Map.of("kept", 1));
    }

    @Test
    void whatAStepFailedWithIsToldAlsoWhenNobodyTakesTheRest() {
        CompletableFuture<ThingRequested> unfinished = new CompletableFuture<>();
        AsyncPipelineStep<ThingRequested> waiting = (thing, context) -> unfinished;
        List<Runnable> taken = new ArrayList<>();
        CompletableFuture<ThingRequested> result = pipeline(step("a", waiting), step("b", blocking("b")))
                .runAsync(thing(), task -> {
                    if (!taken.isEmpty()) {
                        throw new RejectedExecutionException("full");
                    }
                    taken.add(task);
                    task.run();
                });
        unfinished.completeExceptionally(new PreventThing("no"));

        assertThat(thrownBy(result)).isInstanceOf(RejectedExecutionException.class);
        assertThat(endings).containsExactly("a halted", "hook failed");
    }

    @Test
    void anErrorOfTheVirtualMachineInAnObserverEndsTheRun() {
        InternalError error = new InternalError("observer");
        List<String> told = new ArrayList<>();
        HookObserver.Factory broken = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return (outcome, nanos, failure) -> told.add(outcome + " " + failure);
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return new HookObserver() {
                    @Override
                    public HookRun started(@Nullable HookRun parent) {
                        throw error;
                    }

                    @Override
                    public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
                };
            }
        };
        assertThat(thrownBy(Pipeline.of(FILTER, List.of(step("a", blocking("a"))), broken)
                        .runAsync(thing(), Runnable::run)))
                .isSameAs(error);
        assertThat(told).containsExactly("FAILED " + error);
    }

    @Test
    void whatFuturesPutAroundAFailureIsTakenOff() {
        IllegalStateException failure = new IllegalStateException("own");
        for (Throwable wrapped : List.of(
                failure,
                new CompletionException(failure),
                new ExecutionException(failure),
                new CompletionException(new ExecutionException(new CompletionException(failure))))) {
            AsyncPipelineStep<ThingRequested> failing = (thing, context) -> CompletableFuture.failedFuture(wrapped);
            assertThat(thrownBy(runAsync(new Step<>("a", failing, false, Map.of()))))
                    .isSameAs(failure);
            assertThatThrownBy(() ->
                            pipeline(new Step<>("a", failing, false, Map.of())).run(thing()))
                    .isSameAs(failure);
        }
        CompletionException alone = new CompletionException("nothing in it", null);
        AsyncPipelineStep<ThingRequested> failing = (thing, context) -> CompletableFuture.failedFuture(alone);
        assertThat(thrownBy(runAsync(new Step<>("a", failing, false, Map.of()))))
                .isSameAs(alone);
    }

    @Test
    void aThreadThatIsInterruptedWhileItLeavesAStepStaysInterrupted() {
        Thread caller = Thread.currentThread();
        CountDownLatch free = new CountDownLatch(1);
        AsyncPipelineStep<ThingRequested> stubborn = (thing, context) -> {
            CompletableFuture<ThingRequested> future = new CompletableFuture<>();
            CompletableFuture<?> unused = future.whenComplete((value, thrown) -> {
                caller.interrupt();
                await(free);
            });
            return future;
        };
        try {
            assertThat(pipeline(limited("a", stubborn, SHORT, true))
                            .run(thing())
                            .data())
                    .isEmpty();
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            free.countDown();
        }
    }

    @Test
    void aTimeThatIsLongerThanTheClockCanTellIsNoLimit() throws Exception {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(pipeline(limited("a", later("a"), forever, false))
                        .run(thing())
                        .data())
                .containsOnlyKeys("a");
        assertThat(get(runAsync(limited("a", later("a"), forever, false))).data())
                .containsOnlyKeys("a");
    }

    @Test
    void aTimeOutThatIsNegativeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited("a", later("a"), Duration.ofNanos(-1), true))
                .withMessage("The time-out of step a must be positive, but is PT-0.000000001S");
    }

    @Test
    void aStepThatEndsLeavesItsThreadAsItWas() throws Exception {
        AsyncPipelineStep<ThingRequested> own = AsyncPipelineStep.of(blocking("a"), Runnable::run);
        AsyncPipelineStep<ThingRequested> failing = AsyncPipelineStep.of(
                (thing, context) -> {
                    throw new IllegalStateException("down");
                },
                Runnable::run);
        assertThat(get(pipeline(step("a", own), step("b", failing)).runAsync(thing(), Runnable::run))
                        .data())
                .containsOnlyKeys("a");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(endings).containsExactly("a completed", "b failed", "hook degraded");
    }

    @Test
    void aStepWhoseExecutorTakesNoTaskHasFailed() throws Exception {
        AsyncPipelineStep<ThingRequested> own = AsyncPipelineStep.of(blocking("a"), task -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(pipeline(step("a", own), step("b", blocking("b")))
                        .run(thing())
                        .data())
                .containsOnlyKeys("b");
        assertThat(get(runAsync(step("a", own), step("b", blocking("b")))).data())
                .containsOnlyKeys("b");
        assertThat(thrownBy(runAsync(new Step<>("a", own, false, Map.of()))))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("full");
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsNeededIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> AsyncPipelineStep.of(null, executor))
                .withMessage("step");
        assertThatNullPointerException()
                .isThrownBy(() -> AsyncPipelineStep.of(blocking("a"), null))
                .withMessage("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> pipeline().runAsync(null, executor))
                .withMessage("filter");
        assertThatNullPointerException()
                .isThrownBy(() -> pipeline().runAsync(thing(), null))
                .withMessage("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> step(null, blocking("a")))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> Step.<ThingRequested>of("a", null))
                .withMessage("step");
    }

    @Test
    @DisplayName("PUR-5: observers are told how long a run and its steps took, however it runs")
    void observersAreToldHowLongItTook() throws Exception {
        Map<String, Long> nanos = new ConcurrentHashMap<>();
        HookObserver.Factory times = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return forPart(hook, "hook");
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return (outcome, took, failure) -> nanos.put(part, took);
            }
        };
        PipelineStep<ThingRequested> slow = (thing, context) -> {
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return thing;
        };
        long begun = System.nanoTime();
        get(Pipeline.of(FILTER, List.of(step("a", slow), step("b", AsyncPipelineStep.of(slow, executor))), times)
                .runAsync(thing(), executor));
        long took = System.nanoTime() - begun;
        assertThat(nanos.keySet()).containsExactlyInAnyOrder("a", "b", "hook");
        assertThat(nanos.values()).allSatisfy(each -> assertThat(each).isBetween(1_000_000L, took));
        assertThat(nanos.getOrDefault("hook", 0L))
                .isGreaterThanOrEqualTo(nanos.getOrDefault("a", 0L) + nanos.getOrDefault("b", 0L));
    }

    @Test
    void theDepthOfFiltersIsAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pipeline.of(FILTER, List.of(), HookObserver.Factory.NONE, 0))
                .withMessage("openedx.hooks.filters.max-depth must be at least 1, but is 0");
        assertThat(Pipeline.of(FILTER, List.of(step("a", blocking("a"))), HookObserver.Factory.NONE, 1)
                        .run(thing())
                        .data())
                .containsOnlyKeys("a");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            await(latch); // it has better to do
        }
    }

    private static ThingRequested thing() {
        return new ThingRequested(Map.of());
    }

    private static PipelineStep<ThingRequested> blocking(String key) {
        return (thing, context) -> thing.with(key, thing.data().size() + 1);
    }

    private AsyncPipelineStep<ThingRequested> later(String key) {
        return (thing, context) -> CompletableFuture.supplyAsync(
                () -> thing.with(key, thing.data().size() + 1),
                CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
    }

    private static Step<ThingRequested> step(String name, PipelineStep<ThingRequested> step) {
        return Step.of(name, step);
    }

    private static Step<ThingRequested> limited(
            String name, AsyncPipelineStep<ThingRequested> step, Duration timeout, boolean failSilently) {
        return new Step<>(name, step, failSilently, Map.of(), timeout);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private Pipeline<ThingRequested> pipeline(Step<ThingRequested>... steps) {
        return Pipeline.of(FILTER, List.of(steps), new Recorder());
    }

    /** Whoever waits for the result would wait for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"hook", "now", "later"})
    void aRunWhoseObserverFailsWithAnErrorOfTheVirtualMachineEndsWithIt(String where) {
        StackOverflowError error = new StackOverflowError("observer");
        HookObserver.Factory failing = new HookObserver.Factory() {

            @Override
            public HookObserver forHook(HookDefinition hook) {
                return forPart(hook, "hook");
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return (outcome, nanos, failure) -> {
                    if (part.equals(where)) {
                        throw error;
                    }
                };
            }
        };
        Pipeline<ThingRequested> pipeline =
                Pipeline.of(FILTER, List.of(step("now", blocking("now")), step("later", later("later"))), failing);
        assertThat(thrownBy(pipeline.runAsync(thing(), executor))).isSameAs(error);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private CompletableFuture<ThingRequested> runAsync(Step<ThingRequested>... steps) {
        return Pipeline.of(FILTER, List.of(steps), new Recorder()).runAsync(thing(), executor);
    }

    private static ThingRequested get(CompletableFuture<ThingRequested> future) throws Exception {
        return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static @Nullable Throwable thrownBy(CompletableFuture<ThingRequested> future) {
        return future.<@Nullable Throwable>handle((value, thrown) -> thrown)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private final class Recorder implements HookObserver.Factory {

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return forPart(hook, "hook");
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return (outcome, nanos, failure) -> {
                assertThat(nanos).isNotNegative();
                endings.add(part + " " + outcome.tag());
            };
        }
    }

    private record PerRun(List<String> told) implements HookObserver.Factory {

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return forPart(hook, "hook");
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return new HookObserver() {

                @Override
                public HookRun started(@Nullable HookRun parent) {
                    told.add(part + " started");
                    return new HookRun() {

                        @Override
                        public void detached() {
                            told.add(part + " detached");
                        }

                        @Override
                        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                            told.add(part + " " + outcome.tag());
                        }
                    };
                }

                @Override
                public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                    throw new AssertionError("told the wrong object");
                }
            };
        }
    }

    @FilterHook(type = "org.openedx.learning.secret.requested.v1")
    record SecretRequested(boolean failsAtOnce) implements SensitiveFilter<SecretRequested> {

        @Override
        public SecretRequested concealed() {
            if (failsAtOnce) {
                throw new IllegalStateException("concealed");
            }
            return this;
        }

        @Override
        public SecretRequested revealed(SecretRequested result) {
            throw new IllegalStateException("revealed");
        }
    }
}
