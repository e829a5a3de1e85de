/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.filter.Pipeline.Step;
import org.openedx.hooks.filter.ThingRequested.PreventThing;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.openedx.hooks.HookOutcome.COMPLETED;
import static org.openedx.hooks.HookOutcome.DEGRADED;
import static org.openedx.hooks.HookOutcome.FAILED;
import static org.openedx.hooks.HookOutcome.HALTED;
import static org.openedx.hooks.HookOutcome.STOPPED;
import static org.openedx.hooks.filter.ThingRequested.FILTER;

@DisplayName("What observers and the log are told (PUR-5, PUR-6)")
class PipelineObservationTests {

    private static final String SECRET = "payload value";

    private static final ThingRequested THING = ThingRequested.of("secret", SECRET);

    private static final PipelineStep<ThingRequested> ECHO = (thing, context) -> thing;

    private static final PipelineStep<ThingRequested> STOP = (thing, context) -> null;

    private static final String HOOK = "hook";

    private final Recorder recorder = new Recorder();

    private final Logger logger = (Logger) LoggerFactory.getLogger(Pipeline.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void aRunToTheEndIsCompletedAndNotLogged() {
        run(step("a", ECHO), step("b", ECHO));
        observed(ended("a", COMPLETED), ended("b", COMPLETED), ended(HOOK, COMPLETED));
        assertThat(log.list).isEmpty();
    }

    @Test
    void aRunWithoutStepsIsCompletedInNoTime() {
        run();
        observed(ended(HOOK, COMPLETED));
        assertThat(recorder.endings.get(0).nanos()).isZero();
    }

    @Test
    @DisplayName("FLT-7: stopped, one line at INFO")
    void aStopIsToldAndLogged() {
        run(step("a", ECHO), step("b", STOP), step("c", ECHO));
        observed(ended("a", COMPLETED), ended("b", STOPPED), ended(HOOK, STOPPED));
        logged(Level.INFO, "Filter org.openedx.trace.thing.requested.v1 was stopped by its step b", null);
    }

    @Test
    @DisplayName("FLT-8: halted, one line at INFO, and what is said to the person is not in it")
    void aHaltIsToldAndLogged() {
        PreventThing halt = new PreventThing("no, " + SECRET);
        assertThatThrownBy(() -> run(step("a", raise(halt)), step("b", ECHO))).isSameAs(halt);
        observed(ended("a", HALTED, halt), ended(HOOK, HALTED, halt));
        logged(
                Level.INFO,
                "Filter org.openedx.trace.thing.requested.v1 was halted by its step a with "
                        + PreventThing.class.getName(),
                null);
    }

    @Test
    @DisplayName("FLT-9: failed, one line at ERROR; the caller has the stack trace")
    void aFailureThatReachesTheCallerIsToldAndLogged() {
        IllegalStateException failure = new IllegalStateException(SECRET);
        assertThatThrownBy(() -> run(step("a", ECHO), new Step<>("b", raise(failure), false, Map.of())))
                .isSameAs(failure);
        observed(ended("a", COMPLETED), ended("b", FAILED, failure), ended(HOOK, FAILED, failure));
        logged(
                Level.ERROR,
                "Filter org.openedx.trace.thing.requested.v1 failed at its step b with java.lang.IllegalStateException",
                null);
    }

    @Test
    @DisplayName("FLT-9: degraded, one line at ERROR with the stack trace, which nobody else sees")
    void aSilentFailureIsToldAndLogged() {
        IllegalStateException failure = new IllegalStateException("boom");
        run(step("a", raise(failure)), step("b", ECHO));
        observed(ended("a", FAILED, failure), ended("b", COMPLETED), ended(HOOK, DEGRADED, failure));
        logged(Level.ERROR, "Step a of filter org.openedx.trace.thing.requested.v1 failed and is skipped", failure);
    }

    @Test
    void theLastOfSeveralSilentFailuresIsTold() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException last = new IllegalStateException("last");
        run(step("a", raise(first)), step("b", ECHO), step("c", raise(last)), step("d", ECHO));
        assertThat(recorder.endings.get(4)).extracting(Ending::failure).isSameAs(last);
        assertThat(log.list).hasSize(2);
    }

    @Test
    void aRunThatIsStoppedAfterASilentFailureIsDegraded() {
        IllegalStateException failure = new IllegalStateException("boom");
        run(step("a", raise(failure)), step("b", STOP));
        observed(ended("a", FAILED, failure), ended("b", STOPPED), ended(HOOK, DEGRADED, failure));
    }

    @Test
    void aRunThatIsHaltedAfterASilentFailureIsHalted() {
        IllegalStateException failure = new IllegalStateException("boom");
        PreventThing halt = new PreventThing("no");
        assertThatThrownBy(() -> run(step("a", raise(failure)), step("b", raise(halt))))
                .isSameAs(halt);
        observed(ended("a", FAILED, failure), ended("b", HALTED, halt), ended(HOOK, HALTED, halt));
    }

    @Test
    void anErrorOfTheVirtualMachineIsAFailure() {
        OutOfMemoryError error = new OutOfMemoryError();
        assertThatThrownBy(() -> run(step("a", raise(error)))).isSameAs(error);
        observed(ended("a", FAILED, error), ended(HOOK, FAILED, error));
    }

    @Test
    void theTimesOfTheStepsAddUpToThatOfTheRun() {
        run(step("a", ECHO), step("b", raise(new IllegalStateException())), step("c", ECHO));
        assertThat(recorder.endings).extracting(Ending::nanos).allMatch(nanos -> nanos >= 0);
        assertThat(recorder.endings.stream()
                        .filter(ending -> !ending.name().equals(HOOK))
                        .mapToLong(Ending::nanos)
                        .sum())
                .isEqualTo(recorder.endings.get(3).nanos());
    }

    @Test
    void observersAreMadeOnceAndKept() {
        Pipeline<ThingRequested> pipeline = Pipeline.of(FILTER, List.of(step("a", ECHO), step("b", ECHO)), recorder);
        pipeline.run(THING);
        pipeline.run(THING);
        assertThat(recorder.made).containsExactlyInAnyOrder(HOOK, "a", "b");
        assertThat(recorder.endings).hasSize(6);
    }

    @Test
    void stepsAreObservedEvenIfTheirFilterIsNot() {
        HookObserver.Factory stepsOnly = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return HookObserver.NONE;
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return recorder.forPart(hook, part);
            }
        };
        Pipeline.of(FILTER, List.of(step("a", ECHO)), stepsOnly).run(THING);
        observed(ended("a", COMPLETED));
    }

    @Test
    void anObserverOfFailuresHearsOfNothingElseAndReadsNoClock() {
        HookObserver.Factory failuresOnly = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return forPart(hook, HOOK);
            }

            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return new HookObserver() {
                    @Override
                    public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                        recorder.endings.add(new Ending(part, outcome, nanos, failure));
                    }

                    @Override
                    public boolean isTiming() {
                        return false;
                    }
                };
            }
        };
        Pipeline.of(FILTER, List.of(step("a", ECHO)), failuresOnly).run(THING);
        assertThat(recorder.endings).isEmpty();

        IllegalStateException failure = new IllegalStateException("boom");
        Pipeline.of(FILTER, List.of(step("a", raise(failure)), step("b", ECHO)), failuresOnly)
                .run(THING);
        assertThat(recorder.endings).containsExactly(ended("a", FAILED, failure), ended(HOOK, DEGRADED, failure));

        PreventThing halt = new PreventThing("no");
        Pipeline<ThingRequested> halted = Pipeline.of(FILTER, List.of(step("a", raise(halt))), failuresOnly);
        assertThatThrownBy(() -> halted.run(THING)).isSameAs(halt);
        assertThat(recorder.endings).hasSize(4).endsWith(ended("a", HALTED, halt), ended(HOOK, HALTED, halt));
    }

    @Test
    void aRunKnowsWhatItIsPartOfAndNothingIsPartOfWhatHasEnded() {
        List<String> parts = new ArrayList<>();
        HookObserver.Factory nesting = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return forPart(hook, HOOK);
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
        Pipeline<ThingRequested> inner = Pipeline.of(FILTER, List.of(step("inner", ECHO)), nesting);
        Pipeline<ThingRequested> outer = Pipeline.of(
                FILTER,
                List.of(step("a", (thing, context) -> inner.run(thing)), step("b", raise(new PreventThing("no")))),
                nesting);
        for (int run = 0; run < 2; run++) {
            parts.clear();
            assertThatThrownBy(() -> outer.run(THING)).isInstanceOf(PreventThing.class);
            assertThat(parts).containsExactly("hook of null", "a of hook", "hook of a", "inner of hook", "b of hook");
            assertThat(NestedHooks.ofThread().current()).isNull();
        }
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
    @DisplayName("PII-3: no log line carries data")
    void noDataIsLogged() {
        run(step("a", raise(new IllegalStateException("boom"))), step("b", STOP));
        assertThatThrownBy(() -> run(step("a", raise(new PreventThing(SECRET)))))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> run(new Step<>("a", raise(new IllegalStateException(SECRET)), false, Map.of())))
                .isInstanceOf(RuntimeException.class);
        assertThat(log.list)
                .hasSize(4)
                .noneMatch(event -> event.getFormattedMessage().contains(SECRET));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private void run(Step<ThingRequested>... steps) {
        Pipeline.of(FILTER, Arrays.stream(steps).toList(), recorder).run(THING);
    }

    private void observed(Ending... endings) {
        assertThat(recorder.endings)
                .extracting(Ending::name, Ending::outcome, Ending::failure)
                .containsExactly(List.of(endings).stream()
                        .map(ending -> tuple(ending.name(), ending.outcome(), ending.failure()))
                        .toArray(org.assertj.core.groups.Tuple[]::new));
    }

    private void logged(Level level, String message, @Nullable Throwable failure) {
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(level);
            assertThat(event.getFormattedMessage()).isEqualTo(message);
            assertThat(event.getThrowableProxy() == null)
                    .as("without stack trace")
                    .isEqualTo(failure == null);
        });
    }

    private static Step<ThingRequested> step(String name, PipelineStep<ThingRequested> step) {
        return Step.of(name, step);
    }

    private static PipelineStep<ThingRequested> raise(Throwable failure) {
        return (thing, context) -> {
            throw Sneaky.raise(failure);
        };
    }

    private static Ending ended(String name, HookOutcome outcome) {
        return new Ending(name, outcome, 0, null);
    }

    private static Ending ended(String name, HookOutcome outcome, Throwable failure) {
        return new Ending(name, outcome, 0, failure);
    }

    private record Ending(
            String name,
            HookOutcome outcome,
            long nanos,
            @Nullable Throwable failure) {}

    /** Remembers what it was told. */
    private static final class Recorder implements HookObserver.Factory {

        private final List<String> made = new ArrayList<>();

        private final List<Ending> endings = new ArrayList<>();

        @Override
        public HookObserver forHook(HookDefinition hook) {
            assertThat(hook).isSameAs(FILTER);
            return observer(HOOK);
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            assertThat(hook).isSameAs(FILTER);
            return observer(part);
        }

        private HookObserver observer(String name) {
            made.add(name);
            return (outcome, nanos, failure) -> endings.add(new Ending(name, outcome, nanos, failure));
        }
    }
}
