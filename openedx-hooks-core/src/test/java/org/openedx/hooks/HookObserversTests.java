/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HookObserversTests {

    private static final HookDefinition HOOK = OpenEdxPublicSignal.of(SessionLoginCompleted.class);

    private final Logger logger = (Logger) LoggerFactory.getLogger(HookObservers.class);

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
    void observersWithoutRunsOfTheirOwnMakeNothing() {
        HookObserver observer =
                HookObservers.of(List.of(new Endings(), new Endings())).forHook(HOOK);
        assertThat(observer.started(null)).isSameAs(observer);
        assertThat(observer.isTiming()).isTrue();
    }

    @Test
    void nothingIsObservedIfNobodyObserves() {
        HookObservers observers = HookObservers.of(HookObserver.Factory.NONE);
        assertThat(observers.forHook(HOOK)).isSameAs(HookObserver.NONE);
        assertThat(observers.forPart(HOOK, "part")).isSameAs(HookObserver.NONE);
        assertThat(observers.failures()).isZero();
        assertThat(HookObserver.NONE.isTiming()).isFalse();
        assertThat(HookObserver.NONE.started(null)).isSameAs(HookObserver.NONE);
    }

    @Test
    void eachFactoryGetsItsOwnRunsAsParents() {
        Runs first = new Runs("first");
        Runs second = new Runs("second");
        HookObservers observers = HookObservers.of(List.of(first, new Endings(), second));
        HookRun hook = observers.forHook(HOOK).started(null);
        HookRun part = observers.forPart(HOOK, "part").started(hook);
        HookRun nested = HookObservers.of(List.of(second, first)).forHook(HOOK).started(part);
        nested.ended(HookOutcome.SUCCESS, 1, null);
        part.ended(HookOutcome.SUCCESS, 1, null);
        hook.ended(HookOutcome.SUCCESS, 1, null);
        assertThat(first.told).containsExactly("first 3 of 2", "first 2 of 1", "first 1 of none");
        assertThat(second.told).containsExactly("second 3 of 2", "second 2 of 1", "second 1 of none");
    }

    @Test
    void aLevelAtWhichAFactoryMakesNoRunsIsPassedOver() {
        Runs everywhere = new Runs("everywhere");
        Runs hooksOnly = new Runs("hooks") {
            @Override
            public HookObserver forPart(HookDefinition hook, String part) {
                return HookObserver.NONE;
            }
        };
        HookObservers observers = HookObservers.of(List.of(everywhere, hooksOnly));
        HookRun hook = observers.forHook(HOOK).started(null);
        HookRun part = observers.forPart(HOOK, "part").started(hook);
        observers.forHook(HOOK).started(part).ended(HookOutcome.SUCCESS, 1, null);
        assertThat(everywhere.told).containsExactly("everywhere 3 of 2");
        assertThat(hooksOnly.told).containsExactly("hooks 2 of 1");
    }

    @Test
    void anObserverThatThrowsIsLoggedOnceCountedAndKeepsNobodyElseFromHearing() {
        Endings works = new Endings();
        HookObservers observers =
                HookObservers.of(List.of(new Throwing(() -> new IllegalStateException("broken")), works));
        HookObserver observer = observers.forHook(HOOK);
        for (int i = 0; i < 3; i++) {
            HookRun run = observer.started(null);
            run.detached();
            run.ended(HookOutcome.SUCCESS, 1, null);
        }
        observer.unheard();
        observer.ended(HookOutcome.FAILURE, 0, new IllegalStateException());
        assertThat(works.count).isEqualTo(4);
        assertThat(observers.failures()).isEqualTo(5);
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains(Throwing.class.getName());
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("broken");
        });
    }

    @Test
    void aRunThatThrowsChangesNothing() {
        HookObserver.Factory throwing = new Each(() -> new HookRun() {
            @Override
            public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                throw new AssertionError("ended");
            }

            @Override
            public void detached() {
                throw new AssertionError("detached");
            }
        });
        HookObservers observers = HookObservers.of(throwing);
        HookRun run = observers.forHook(HOOK).started(null);
        run.detached();
        run.ended(HookOutcome.SUCCESS, 1, null);
        assertThat(observers.failures()).isEqualTo(2);
    }

    @Test
    void aFactoryThatThrowsOrReturnsNullObservesNothing() {
        Endings works = new Endings();
        HookObserver.Factory broken = new HookObserver.Factory() {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                throw new IllegalStateException("no observer");
            }

            @Override
            @SuppressWarnings("NullAway")
            public HookObserver forPart(HookDefinition hook, String part) {
                return null;
            }
        };
        HookObservers observers = HookObservers.of(broken).and(works);
        observers.forHook(HOOK).ended(HookOutcome.SUCCESS, 1, null);
        observers.forPart(HOOK, "part").ended(HookOutcome.SUCCESS, 1, null);
        assertThat(works.count).isEqualTo(2);
        assertThat(observers.failures()).isEqualTo(2);
    }

    @Test
    void anErrorOfTheVirtualMachineIsThrownOn() {
        StackOverflowError error = new StackOverflowError();
        HookObserver observer = HookObservers.of(new Throwing(() -> {
                    throw error;
                }))
                .forHook(HOOK);
        assertThatThrownBy(() -> observer.started(null)).isSameAs(error);
        assertThatThrownBy(() -> observer.ended(HookOutcome.SUCCESS, 1, null)).isSameAs(error);
    }

    @Test
    void whoHearsOfFailuresOnlyHearsOfNothingElse() {
        Endings endings = new Endings();
        HookObserver.Factory failures = new Each(() -> null) {
            @Override
            public HookObserver forHook(HookDefinition hook) {
                return new HookObserver() {
                    @Override
                    public boolean isTiming() {
                        return false;
                    }

                    @Override
                    public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                        endings.count++;
                    }
                };
            }
        };
        HookObserver observer = HookObservers.of(failures).forHook(HOOK);
        assertThat(observer.isTiming()).isFalse();
        observer.ended(HookOutcome.SUCCESS, 0, null);
        assertThat(endings.count).isZero();
        observer.ended(HookOutcome.FAILURE, 0, new IllegalStateException());
        assertThat(endings.count).isEqualTo(1);
    }

    @Test
    void everyObserverHearsInTurnWhatConcernsIt() {
        List<String> told = new ArrayList<>();
        HookObserver observer = HookObservers.of(List.of(
                        new Telling("a", true, true, told),
                        new Telling("b", true, false, told),
                        new Telling("c", false, false, told)))
                .forHook(HOOK);
        IllegalStateException failure = new IllegalStateException("x");

        observer.unheard();
        HookRun run = observer.started(null);
        run.detached();
        run.ended(HookOutcome.SUCCESS, 5, null);
        assertThat(told)
                .containsExactly(
                        "a unheard",
                        "b unheard",
                        "c unheard",
                        "a started",
                        "b started",
                        "run of a detached",
                        "b detached",
                        "run of a SUCCESS 5 null",
                        "b SUCCESS 5 null");
        told.clear();
        observer.started(null).ended(HookOutcome.FAILURE, 7, failure);
        assertThat(told)
                .containsExactly(
                        "a started",
                        "b started",
                        "run of a FAILURE 7 " + failure,
                        "b FAILURE 7 " + failure,
                        "c FAILURE 7 " + failure);
        told.clear();
        observer.detached();
        observer.ended(HookOutcome.FAILURE, 0, failure);
        assertThat(told)
                .containsExactly(
                        "a detached",
                        "b detached",
                        "a FAILURE 0 " + failure,
                        "b FAILURE 0 " + failure,
                        "c FAILURE 0 " + failure);
    }

    @Test
    void whoFailsToHearOfTheBeginningDoesNotHearOfTheEnd() {
        List<String> told = new ArrayList<>();
        HookObserver.Factory broken = new Telling("broken", true, false, told) {
            @Override
            public HookRun started(@Nullable HookRun parent) {
                throw new IllegalStateException("started");
            }
        };
        HookObservers observers = HookObservers.of(List.of(broken, new Telling("b", true, false, told)));
        HookRun run = observers.forPart(HOOK, "part").started(null);
        run.detached();
        run.ended(HookOutcome.COMPLETED, 5, null);

        assertThat(told).containsExactly("b started", "b detached", "b COMPLETED 5 null");
        assertThat(observers.failures()).isEqualTo(1);
        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .isEqualTo("Observer " + broken.getClass().getName()
                                + " failed, which changes nothing for the hooks"
                                + " that it observes. Further failures of it are only counted"));
    }

    @Test
    void observersThatAreAddedCountTheirFailuresTogether() {
        HookObservers observers = HookObservers.of(new Throwing(() -> new IllegalStateException("one")));
        HookObservers more = observers.and(new Throwing(() -> new IllegalStateException("other")));
        assertThat(HookObservers.of(more)).isSameAs(more);

        more.forHook(HOOK).unheard();
        assertThat(observers.failures()).isEqualTo(2);
        assertThat(more.failures()).isEqualTo(2);
        observers.forHook(HOOK).unheard();
        assertThat(more.failures()).isEqualTo(3);
        assertThat(log.list).hasSize(1);
    }

    /** Says all that it is told. */
    private static class Telling implements HookObserver.Factory, HookObserver {

        private final String name;

        private final boolean timing;

        private final boolean runs;

        private final List<String> told;

        Telling(String name, boolean timing, boolean runs, List<String> told) {
            this.name = name;
            this.timing = timing;
            this.runs = runs;
            this.told = told;
        }

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return this;
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return this;
        }

        @Override
        public boolean isTiming() {
            return timing;
        }

        @Override
        public HookRun started(@Nullable HookRun parent) {
            told.add(name + " started");
            return runs ? new Telling("run of " + name, true, false, told) : this;
        }

        @Override
        public void unheard() {
            told.add(name + " unheard");
        }

        @Override
        public void detached() {
            told.add(name + " detached");
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            told.add(name + " " + outcome + " " + nanos + " " + failure);
        }
    }

    private static class Endings implements HookObserver.Factory {

        private int count;

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return (outcome, nanos, failure) -> count++;
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return forHook(hook);
        }
    }

    private static final class Throwing extends Endings implements HookObserver {

        private final Supplier<RuntimeException> thrown;

        Throwing(Supplier<RuntimeException> thrown) {
            this.thrown = thrown;
        }

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return this;
        }

        @Override
        public HookRun started(@Nullable HookRun parent) {
            throw thrown.get();
        }

        @Override
        public void unheard() {
            throw thrown.get();
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            throw thrown.get();
        }
    }

    private static class Each implements HookObserver.Factory {

        private final Supplier<@Nullable HookRun> runs;

        Each(Supplier<@Nullable HookRun> runs) {
            this.runs = runs;
        }

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return new HookObserver() {
                @Override
                public HookRun started(@Nullable HookRun parent) {
                    HookRun run = runs.get();
                    return run == null ? this : run;
                }

                @Override
                public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                    throw new AssertionError("told the wrong object");
                }
            };
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return forHook(hook);
        }
    }

    /** Numbers its runs. */
    private static class Runs implements HookObserver.Factory {

        private final String name;

        private final List<String> told = new ArrayList<>();

        private int made;

        Runs(String name) {
            this.name = name;
        }

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return new HookObserver() {
                @Override
                public HookRun started(@Nullable HookRun parent) {
                    return new Numbered(Runs.this, ++made, parent);
                }

                @Override
                public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                    throw new AssertionError("told the wrong object");
                }
            };
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return forHook(hook);
        }

        private record Numbered(
                Runs runs, int number, @Nullable HookRun parent) implements HookRun {

            @Override
            public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                if (parent != null) {
                    assertThat(((Numbered) parent).runs).isSameAs(runs);
                }
                runs.told.add("%s %d of %s"
                        .formatted(runs.name, number, parent instanceof Numbered outer ? outer.number : "none"));
            }
        }
    }
}
