/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several observers as one that never throws, except for a {@link VirtualMachineError}. Each of them gets its own runs
 * as the parents of its runs. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class HookObservers implements HookObserver.Factory {

    private static final Logger log = LoggerFactory.getLogger(HookObservers.class);

    private final HookObserver.Factory[] factories;

    private final Failures failures;

    private HookObservers(List<? extends HookObserver.Factory> factories, Failures failures) {
        this.factories = factories.toArray(HookObserver.Factory[]::new);
        this.failures = failures;
    }

    /**
     * Observers that are told one after the other.
     *
     * @param factories make them
     * @return all of them as one
     */
    public static HookObservers of(List<? extends HookObserver.Factory> factories) {
        return new HookObservers(List.copyOf(factories), new Failures());
    }

    /**
     * The same for one, which may be several already.
     *
     * @param factory makes the observers
     * @return the argument itself if it is one of these
     */
    public static HookObservers of(HookObserver.Factory factory) {
        return factory instanceof HookObservers several ? several : of(List.of(factory));
    }

    /**
     * These observers and another one.
     *
     * @param factory makes the other one
     * @return observers whose failures are counted together with those of these
     */
    public HookObservers and(HookObserver.Factory factory) {
        List<HookObserver.Factory> all = new ArrayList<>(List.of(factories));
        all.add(factory);
        return new HookObservers(all, failures);
    }

    /**
     * How often an observer has thrown something.
     *
     * @return 0 or more
     */
    public long failures() {
        return failures.count.sum();
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return compose(factory -> factory.forHook(hook));
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return compose(factory -> factory.forPart(hook, part));
    }

    private HookObserver compose(Function<HookObserver.Factory, HookObserver> make) {
        List<Part> parts = new ArrayList<>();
        for (HookObserver.Factory factory : factories) {
            try {
                HookObserver observer = Objects.requireNonNull(make.apply(factory), "observer");
                if (!observer.equals(HookObserver.NONE)) {
                    parts.add(new Part(factory, observer, observer.isTiming()));
                }
            } catch (Throwable ex) {
                failures.add(factory, ex);
            }
        }
        return parts.isEmpty() ? HookObserver.NONE : new Composite(parts, failures);
    }

    /** An observer and who has made it. */
    private record Part(HookObserver.Factory factory, HookObserver observer, boolean timing) {}

    /** What becomes of an exception of an observer. */
    private static final class Failures {

        private final LongAdder count = new LongAdder();

        private final Set<Class<?>> logged = ConcurrentHashMap.newKeySet();

        /** Each observer once: one that does not work would otherwise fill the log. */
        void add(Object observer, Throwable thrown) {
            if (thrown instanceof VirtualMachineError error) {
                throw error;
            }
            count.increment();
            if (logged.add(observer.getClass())) {
                log.error(
                        "Observer {} failed, which changes nothing for the hooks that it observes. Further failures of"
                                + " it are only counted",
                        observer.getClass().getName(),
                        thrown);
            }
        }
    }

    /** Reading the clock is for those that time; the others are told of failures only. */
    private static final class Composite implements HookObserver {

        private final HookObserver[] timing;

        /** Who has made those that time: runs of the same factory are each other's parents. */
        private final Factory[] makers;

        private final HookObserver[] others;

        private final Failures failures;

        Composite(List<Part> parts, Failures failures) {
            this.timing = those(parts, true).toArray(HookObserver[]::new);
            this.others = those(parts, false).toArray(HookObserver[]::new);
            this.makers = parts.stream().filter(Part::timing).map(Part::factory).toArray(Factory[]::new);
            this.failures = failures;
        }

        private static Stream<HookObserver> those(List<Part> parts, boolean timing) {
            return parts.stream().filter(part -> part.timing == timing).map(Part::observer);
        }

        @Override
        public boolean isTiming() {
            return timing.length > 0;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public HookRun started(@Nullable HookRun parent) {
            List<Made> around = parent instanceof Run run ? run.made : List.of();
            HookRun[] told = null;
            for (int i = 0; i < timing.length; i++) {
                HookRun run = started(i, around);
                if (run != timing[i]) {
                    if (told == null) {
                        told = Arrays.copyOf(timing, timing.length, HookRun[].class);
                    }
                    told[i] = run;
                }
            }
            return told == null ? this : new Run(this, told, made(told, around));
        }

        /** Who does not know of the beginning is not told of the end. */
        private HookRun started(int i, List<Made> around) {
            try {
                return Objects.requireNonNull(timing[i].started(Made.by(makers[i], around)), "run");
            } catch (Throwable ex) {
                failures.add(timing[i], ex);
                return HookObserver.NONE;
            }
        }

        /** Not a chain of runs and the runs around them: one that never ends would keep them all. */
        @SuppressWarnings("ReferenceEquality")
        private List<Made> made(HookRun[] told, List<Made> around) {
            List<Made> all = new ArrayList<>(told.length);
            for (int i = 0; i < told.length; i++) {
                if (told[i] != timing[i] && told[i] != HookObserver.NONE) {
                    all.add(new Made(makers[i], told[i]));
                }
            }
            int own = all.size();
            for (Made outer : around) {
                if (Made.by(outer.factory, all.subList(0, own)) == null) {
                    all.add(outer);
                }
            }
            return all;
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            tellEnd(timing, outcome, nanos, failure);
        }

        private void tellEnd(HookRun[] told, HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            for (int i = 0; i < told.length; i++) {
                tellEnd(timing[i], told[i], outcome, nanos, failure);
            }
            if (failure != null) {
                for (HookObserver other : others) {
                    tellEnd(other, other, outcome, nanos, failure);
                }
            }
        }

        private void tellEnd(
                HookObserver observer, HookRun told, HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            try {
                told.ended(outcome, nanos, failure);
            } catch (Throwable ex) {
                failures.add(observer, ex);
            }
        }

        @Override
        public void detached() {
            tellDetached(timing);
        }

        private void tellDetached(HookRun[] told) {
            for (int i = 0; i < told.length; i++) {
                try {
                    told[i].detached();
                } catch (Throwable ex) {
                    failures.add(timing[i], ex);
                }
            }
        }

        @Override
        public void unheard() {
            tellUnheard(timing);
            tellUnheard(others);
        }

        private void tellUnheard(HookObserver[] told) {
            for (HookObserver observer : told) {
                try {
                    observer.unheard();
                } catch (Throwable ex) {
                    failures.add(observer, ex);
                }
            }
        }
    }

    /** A run and whose it is. */
    private record Made(HookObserver.Factory factory, HookRun run) {

        @SuppressWarnings("ReferenceEquality")
        static @Nullable HookRun by(HookObserver.Factory factory, List<Made> among) {
            for (Made made : among) {
                if (made.factory == factory) {
                    return made.run;
                }
            }
            return null;
        }
    }

    /** Made only if one of the observers makes runs. */
    private static final class Run implements HookRun {

        private final Composite observers;

        /** A run, or the observer that wants none. */
        private final HookRun[] told;

        /** The parents of what is inside of this one. */
        private final List<Made> made;

        Run(Composite observers, HookRun[] told, List<Made> made) {
            this.observers = observers;
            this.told = told;
            this.made = made;
        }

        @Override
        public void detached() {
            observers.tellDetached(told);
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            observers.tellEnd(told, outcome, nanos, failure);
        }
    }
}
