/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.Pipeline.Step;
import org.openedx.hooks.filter.ThingRequested.PreventThing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.openedx.hooks.filter.ThingRequested.FILTER;

class FilterContextTests {

    private static final ThingRequested THING = ThingRequested.of("x", 1);

    /** What the steps found in their attributes. */
    private final List<Map<String, Object>> found = new ArrayList<>();

    @Test
    @DisplayName("FLT-13, DIV-5: a step is told filter, minor version, pipeline and options")
    void aStepIsToldWhereItRunsAndWithWhichOptions() {
        List<FilterContext> contexts = new ArrayList<>();
        PipelineStep<ThingRequested> step = (thing, context) -> {
            contexts.add(context);
            return thing;
        };
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("z", 1);
        options.put("a", List.of("text"));
        Pipeline.of(FILTER, List.of(new Step<>("one", step, true, options), Step.of("two", step)))
                .run(THING);
        assertThat(contexts).hasSize(2).allSatisfy(context -> {
            assertThat(context.filterType()).isEqualTo(FILTER.type());
            assertThat(context.minorVersion()).isEqualTo(7);
            assertThat(context.pipeline()).containsExactly("one", "two");
        });
        assertThat(contexts.get(0).options()).isEqualTo(options);
        assertThat(contexts.get(0).options().keySet()).containsExactly("z", "a");
        assertThat(contexts.get(1).options()).isEmpty();
    }

    @Test
    @DisplayName("FCF-5: options overwrite nothing")
    void optionsNamedLikeTheMetadataAreJustOptions() {
        FilterContext context =
                FilterContext.of(FILTER, Map.of("filter_type", "hijacked", "running_pipeline", List.of("hijacked")));
        assertThat(context.filterType()).isEqualTo(FILTER.type());
        assertThat(context.pipeline()).isEmpty();
        assertThat(context.options()).containsEntry("filter_type", "hijacked");
    }

    @Test
    void aStepCanChangeNeitherThePipelineNorTheOptions() {
        FilterContext context = FilterContext.of(FILTER, Map.of("level", "debug"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> context.pipeline().add("added"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> context.options().put("level", "info"));
    }

    @Test
    void theOptionsOfAContextForATestAreCopied() {
        Map<String, Object> options = new HashMap<>(Map.of("level", "debug"));
        FilterContext context = FilterContext.of(FILTER, options);
        options.clear();
        assertThat(context.options()).containsEntry("level", "debug");
    }

    @Test
    void twoContextsForATestHaveAttributesOfTheirOwn() {
        FilterContext one = FilterContext.of(FILTER, Map.of());
        one.attributes().put("left", 1);
        assertThat(one.attributes()).containsEntry("left", 1);
        assertThat(FilterContext.of(FILTER, Map.of()).attributes()).isEmpty();
    }

    @Test
    @DisplayName("FLT-6: a step leaves something for later ones")
    void laterStepsFindWhatAStepHasLeft() {
        run(leave("left", 1), look());
        assertThat(found).containsExactly(Map.of("left", 1));
    }

    @Test
    void attributesLiveForOneRun() {
        Pipeline<ThingRequested> pipeline = pipeline(look(), leave("left", 1));
        pipeline.run(THING);
        pipeline.run(THING);
        assertThat(found).containsExactly(Map.of(), Map.of());
    }

    @Test
    void attributesEndWithTheirRunHoweverItEnds() {
        for (PipelineStep<ThingRequested> end : List.<PipelineStep<ThingRequested>>of(
                (thing, context) -> null,
                (thing, context) -> {
                    throw new PreventThing("no");
                },
                (thing, context) -> {
                    throw new StackOverflowError();
                })) {
            try {
                run(leave("left", 1), end);
            } catch (PreventThing | StackOverflowError expected) {
                // how the run ends does not matter here
            }
            run(look());
        }
        assertThat(found).hasSize(3).containsOnly(Map.of());
    }

    @Test
    void aStepThatFailsSilentlyLeavesItsAttributes() {
        run(
                (thing, context) -> {
                    context.attributes().put("left", 1);
                    throw new IllegalStateException();
                },
                look());
        assertThat(found).containsExactly(Map.of("left", 1));
    }

    @Test
    void aRunWithinARunHasItsOwnAttributesAndGivesTheOuterOnesBack() {
        Pipeline<ThingRequested> inner = pipeline(look(), leave("inner", 1), look());
        run(leave("outer", 1), (thing, context) -> inner.run(thing), look());
        assertThat(found).containsExactly(Map.of(), Map.of("inner", 1), Map.of("outer", 1));
    }

    @Test
    void aRunWithinARunGivesTheOuterAttributesBackWhenItFails() {
        Pipeline<ThingRequested> inner = Pipeline.of(
                FILTER,
                List.of(
                        new Step<>("leave", leave("inner", 1), true, Map.of()),
                        new Step<>(
                                "fail",
                                (thing, context) -> {
                                    throw new IllegalStateException();
                                },
                                false,
                                Map.of())));
        run(leave("outer", 1), (thing, context) -> inner.run(thing), look());
        assertThat(found).containsExactly(Map.of("outer", 1));
    }

    @Test
    void whatAnInnerRunLeavesDoesNotReachAnOuterOneThatHasLeftNothing() {
        Pipeline<ThingRequested> inner = pipeline(leave("inner", 1));
        run((thing, context) -> inner.run(thing), look());
        assertThat(found).containsExactly(Map.of());
    }

    @Test
    void attributesAreOfOneThread() throws Exception {
        CyclicBarrier bothHaveLeft = new CyclicBarrier(2);
        Pipeline<ThingRequested> pipeline = pipeline(
                (thing, context) -> {
                    context.attributes().put("x", String.valueOf(thing.data().get("x")));
                    await(bothHaveLeft);
                    return thing;
                },
                (thing, context) -> thing.with(Map.of("found", Map.copyOf(context.attributes()))));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<ThingRequested> one = threads.submit(() -> pipeline.run(ThingRequested.of("x", "one")));
            Future<ThingRequested> two = threads.submit(() -> pipeline.run(ThingRequested.of("x", "two")));
            assertThat(one.get(10, TimeUnit.SECONDS).data()).containsEntry("found", Map.of("x", "one"));
            assertThat(two.get(10, TimeUnit.SECONDS).data()).containsEntry("found", Map.of("x", "two"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void attributesAreRefusedWhereNoStepRuns() {
        List<FilterContext> kept = new ArrayList<>();
        run((thing, context) -> {
            kept.add(context);
            return thing;
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> kept.get(0).attributes())
                .withMessageContaining("No pipeline runs on this thread");
    }

    @Test
    void aStepThatIsSkippedKeepsTheInterruptOfItsThread() {
        run((thing, context) -> {
            throw Sneaky.raise(new InterruptedException());
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void run(PipelineStep<ThingRequested>... steps) {
        pipeline(steps).run(THING);
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

    private static PipelineStep<ThingRequested> leave(String name, Object value) {
        return (thing, context) -> {
            context.attributes().put(name, value);
            return thing;
        };
    }

    private PipelineStep<ThingRequested> look() {
        return (thing, context) -> {
            found.add(Map.copyOf(context.attributes()));
            return thing;
        };
    }
}
