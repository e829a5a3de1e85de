/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openedx.hooks.HookRecursionException;
import org.openedx.hooks.filter.Pipeline.Step;
import org.openedx.hooks.filter.ThingRequested.PreventThing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.openedx.hooks.filter.ThingRequested.FILTER;

class PipelineTests {

    private static final ThingRequested ONE = ThingRequested.of("x", 1);

    @FilterHook(type = "org.openedx.trace.other.requested.v1")
    record OtherRequested() implements OpenEdxFilter {}

    record Extra(String name) {}

    @FilterHook(type = "org.openedx.trace.tea.requested.v1")
    record TeaRequested(
            String kind, List<Extra> extras, @Nullable Extra more) implements OpenEdxFilter {}

    private static final OpenEdxPublicFilter<TeaRequested> TEA = OpenEdxPublicFilter.of(TeaRequested.class);

    private static final TeaRequested GREEN = new TeaRequested("green", List.of(new Extra("milk")), null);

    private static Pipeline<TeaRequested> tea(boolean failSilently, PipelineStep<TeaRequested> step) {
        return Pipeline.of(TEA, List.of(new Step<>("step", step, failSilently, Map.of())));
    }

    @Test
    @DisplayName("FLT-2: no steps, no change")
    void withoutStepsTheArgumentItselfComesBack() {
        assertThat(pipeline().run(ONE)).isSameAs(ONE);
    }

    @Test
    @DisplayName("SND-1: what lacks something is refused before any step runs, or without one")
    @SuppressWarnings("NullAway")
    void whatIsMissingIsNamedBeforeAnyStepRuns() {
        List<String> ran = new ArrayList<>();
        Pipeline<TeaRequested> steps = tea(true, (tea, context) -> {
            ran.add(tea.kind());
            return tea;
        });
        Map<TeaRequested, String> wrong = Map.of(
                new TeaRequested(null, List.of(), null), "TeaRequested.kind",
                new TeaRequested("green", null, null), "TeaRequested.extras",
                new TeaRequested("green", Arrays.asList(new Extra("milk"), new Extra(null)), null),
                        "TeaRequested.extras[1].name",
                new TeaRequested("green", List.of(), new Extra(null)), "TeaRequested.more.name");
        for (Pipeline<TeaRequested> pipeline : List.of(steps, Pipeline.of(TEA, List.of()))) {
            wrong.forEach((tea, component) -> {
                assertThatNullPointerException()
                        .isThrownBy(() -> pipeline.run(tea))
                        .withMessage(component + " must not be null");
                assertThat(pipeline.runAsync(tea, Runnable::run))
                        .isCompletedExceptionally()
                        .failsWithin(Duration.ZERO)
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(NullPointerException.class)
                        .withMessageEndingWith(component + " must not be null");
            });
        }
        assertThat(ran).isEmpty();
        assertThat(steps.run(GREEN)).isSameAs(GREEN);
        assertThat(ran).hasSize(1);
    }

    @Test
    @DisplayName("SND-1, FLT-9: a step that returns what lacks something has failed")
    @SuppressWarnings("NullAway")
    void whatAStepLeavesOutIsItsFailure() throws Exception {
        TeaRequested lacking = new TeaRequested("black", List.of(new Extra(null)), null);
        PipelineStep<TeaRequested> blocking = (tea, context) -> lacking;
        AsyncPipelineStep<TeaRequested> async = (tea, context) -> CompletableFuture.completedFuture(lacking);
        for (PipelineStep<TeaRequested> step : List.of(blocking, async)) {
            assertThat(tea(true, step).run(GREEN)).isSameAs(GREEN);
            assertThat(tea(true, step).runAsync(GREEN, Runnable::run).get()).isSameAs(GREEN);
            assertThatNullPointerException()
                    .isThrownBy(() -> tea(false, step).run(GREEN))
                    .withMessage("TeaRequested.extras[0].name must not be null");
            assertThat(tea(false, step).runAsync(GREEN, Runnable::run))
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageEndingWith("TeaRequested.extras[0].name must not be null");
        }
    }

    @Test
    @DisplayName("FLT-3, FLT-4: each step gets what the ones before it returned, in the given order")
    void stepsAccumulate() {
        assertThat(pipeline(add(1), times(10), add(2)).run(ONE).data()).containsEntry("x", 22);
        assertThat(pipeline(times(10), add(1), add(2)).run(ONE).data()).containsEntry("x", 13);
        assertThat(ONE.data()).containsEntry("x", 1);
    }

    @Test
    @DisplayName("FLT-7: null stops")
    void nullStopsThePipelineAndKeepsWhatThereWasBeforeIt() {
        assertThat(pipeline(add(1), (thing, context) -> null, add(1)).run(ONE).data())
                .containsEntry("x", 2);
    }

    @Test
    @DisplayName("FLT-7: a step that stops at once leaves the argument")
    void nullFromTheFirstStepGivesTheArgumentBack() {
        assertThat(pipeline((thing, context) -> null).run(ONE)).isSameAs(ONE);
    }

    @Test
    @DisplayName("FLT-8: a filter exception always reaches the caller")
    void haltingReachesTheCallerWhateverTheConfigurationSays() {
        for (boolean failSilently : List.of(true, false)) {
            PreventThing prevent = new PreventThing("no");
            Pipeline<ThingRequested> pipeline = Pipeline.of(
                    FILTER, List.of(step("first", failSilently, add(1)), step("second", failSilently, raise(prevent))));
            assertThatExceptionOfType(PreventThing.class)
                    .isThrownBy(() -> pipeline.run(ONE))
                    .isSameAs(prevent)
                    .satisfies(halt -> {
                        assertThat(halt.filterType()).isEqualTo(FILTER.type());
                        assertThat(halt.step()).isEqualTo("second");
                    });
        }
    }

    @Test
    void theExceptionOfAnotherFilterHaltsAsWell() {
        OpenEdxFilterException other = new OpenEdxFilterException("no");
        assertThat(catchThrowable(() -> pipeline(raise(other)).run(ONE))).isSameAs(other);
    }

    @Test
    @DisplayName("FLT-9: silently or not is said for each step")
    void aFailureIsSkippedOrReachesTheCallerAsItsStepSays() {
        IllegalStateException failure = new IllegalStateException("boom");
        Pipeline<ThingRequested> pipeline = Pipeline.of(
                FILTER,
                List.of(
                        step("silent", true, raise(new IllegalStateException("skipped"))),
                        step("first", true, add(1)),
                        step("loud", false, raise(failure)),
                        step("never", true, raise(new AssertionError("must not run")))));
        assertThat(catchThrowable(() -> pipeline.run(ONE))).isSameAs(failure);
    }

    @Test
    void aStepIsSilentByDefaultAndHasNoOptions() {
        Step<ThingRequested> step = Step.of("name", add(1));
        assertThat(step.failSilently()).isTrue();
        assertThat(step.options()).isEmpty();
    }

    @Test
    void anErrorOfAStepFailsSilentlyToo() {
        assertThat(pipeline(raise(new AssertionError()), raise(new NoClassDefFoundError()), add(1))
                        .run(ONE)
                        .data())
                .containsEntry("x", 2);
    }

    @Test
    void anErrorOfTheVirtualMachineAlwaysReachesTheCaller() {
        for (VirtualMachineError error :
                List.of(new OutOfMemoryError(), new StackOverflowError(), new InternalError())) {
            assertThat(catchThrowable(() -> pipeline(raise(error)).run(ONE))).isSameAs(error);
        }
    }

    @Test
    void aCheckedExceptionThatWasNotDeclaredLeavesAsItIs() {
        IOException failure = new IOException("undeclared");
        assertThat(catchThrowable(() -> Pipeline.of(FILTER, List.of(step("loud", false, raise(failure))))
                        .run(ONE)))
                .isSameAs(failure);
        assertThat(pipeline(raise(failure), add(1)).run(ONE).data()).containsEntry("x", 2);
    }

    @Test
    void aStepThatReturnsAnotherFilterFailsInsteadOfItsCaller() {
        PipelineStep<OpenEdxFilter> wrong = (filter, context) -> new OtherRequested();
        assertThat(Pipeline.of(FILTER, List.of(Step.of("wrong", wrong), Step.of("add", add(1))))
                        .run(ONE)
                        .data())
                .containsEntry("x", 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> Pipeline.of(FILTER, List.of(new Step<>("wrong", wrong, false, Map.of())))
                        .run(ONE))
                .withMessage("Step wrong returned a %s instead of a %s"
                        .formatted(OtherRequested.class.getName(), ThingRequested.class.getName()));
    }

    @Test
    void aStepForAnyFilterCanBeInThePipelineOfEach() {
        List<OpenEdxFilter> seen = new ArrayList<>();
        PipelineStep<OpenEdxFilter> any = (filter, context) -> {
            seen.add(filter);
            return filter;
        };
        OtherRequested other = new OtherRequested();
        assertThat(Pipeline.of(FILTER, List.of(Step.of("any", any))).run(ONE)).isSameAs(ONE);
        assertThat(Pipeline.of(OpenEdxPublicFilter.of(OtherRequested.class), List.of(Step.of("any", any)))
                        .run(other))
                .isSameAs(other);
        assertThat(seen).containsExactly(ONE, other);
    }

    @Test
    void theSameStepCanRunTwice() {
        PipelineStep<ThingRequested> add = add(1);
        assertThat(pipeline(add, add).run(ONE).data()).containsEntry("x", 3);
    }

    @Test
    void aPipelineTellsItsFilterAndItsSteps() {
        List<Step<ThingRequested>> steps = new ArrayList<>(List.of(step("a", true, add(1)), step("b", false, add(2))));
        List<Step<ThingRequested>> expected = List.copyOf(steps);
        Pipeline<ThingRequested> pipeline = Pipeline.of(FILTER, steps);
        steps.clear();
        assertThat(pipeline.filter()).isSameAs(FILTER);
        assertThat(pipeline.steps()).isEqualTo(expected);
        assertThat(pipeline.run(ONE).data()).containsEntry("x", 4);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> pipeline.steps().clear());
    }

    @Test
    void theOptionsOfAStepAreCopied() {
        Map<String, Object> options = new HashMap<>(Map.of("level", "debug"));
        Step<ThingRequested> step = new Step<>("a", add(1), true, options);
        options.clear();
        assertThat(step.options()).isEqualTo(Map.of("level", "debug"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> step.options().clear());
    }

    @Test
    @SuppressWarnings("NullAway")
    void nothingIsNoFilter() {
        assertThatNullPointerException().isThrownBy(() -> pipeline().run(null));
        assertThatNullPointerException().isThrownBy(() -> pipeline(add(1)).run(null));
    }

    @Test
    void aStepThatRunsItsOwnFilterWithoutEndFailsBeforeTheStackOverflows() {
        List<Pipeline<ThingRequested>> self = new ArrayList<>();
        self.add(Pipeline.of(
                FILTER,
                List.of(step("own", false, (thing, context) -> self.get(0).run(thing)))));
        for (int run = 0; run < 2; run++) {
            assertThatExceptionOfType(HookRecursionException.class)
                    .isThrownBy(() -> self.get(0).run(ONE))
                    .withMessageContaining("More than 32 filters run inside each other")
                    .withMessageContaining(FILTER.type().value());
        }
    }

    @Test
    void aRunTooDeepIsAFailureOfTheStepThatAskedForIt() {
        List<Pipeline<ThingRequested>> self = new ArrayList<>();
        self.add(pipeline((thing, context) -> self.get(0).run(thing), add(1)));
        assertThat(self.get(0).run(ThingRequested.of("x", 0)).data()).containsEntry("x", 32);
    }

    @Test
    @Timeout(20)
    void stepsThatAllRunTheirOwnFilterComeToAnEnd() {
        List<Pipeline<ThingRequested>> self = new ArrayList<>();
        PipelineStep<ThingRequested> own = (thing, context) -> self.get(0).run(thing);
        self.add(pipeline(own, own, own));
        assertThat(self.get(0).run(ONE)).isEqualTo(ONE);
        assertThat(pipeline((thing, context) -> pipeline(add(1)).run(thing))
                        .run(ONE)
                        .data())
                .containsEntry("x", 2);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Pipeline<ThingRequested> pipeline(PipelineStep<ThingRequested>... steps) {
        return Pipeline.of(
                FILTER,
                Arrays.stream(steps)
                        .map(step -> Step.<ThingRequested>of("step", step))
                        .toList());
    }

    private static Step<ThingRequested> step(String name, boolean failSilently, PipelineStep<ThingRequested> step) {
        return new Step<>(name, step, failSilently, Map.of());
    }

    private static PipelineStep<ThingRequested> add(int summand) {
        return (thing, context) -> thing.with("x", x(thing) + summand);
    }

    private static PipelineStep<ThingRequested> times(int factor) {
        return (thing, context) -> thing.with("x", x(thing) * factor);
    }

    private static int x(ThingRequested thing) {
        return thing.data().get("x") instanceof Integer x ? x : 0;
    }

    private static PipelineStep<ThingRequested> raise(Throwable failure) {
        return (thing, context) -> {
            throw Sneaky.raise(failure);
        };
    }
}
