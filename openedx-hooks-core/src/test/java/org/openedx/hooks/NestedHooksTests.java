/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NestedHooksTests {

    private static final HookDefinition LOGIN = OpenEdxPublicSignal.of(SessionLoginCompleted.class);

    private static final HookDefinition ENROLLED = OpenEdxPublicSignal.of(CourseEnrollmentCreated.class);

    private static final HookDefinition FILTER = OpenEdxPublicFilter.of(CourseEnrollmentStarted.class);

    private final NestedHooks nested = NestedHooks.ofThread();

    @Test
    void eventsAndFiltersHaveLimitsOfTheirOwn() {
        nested.begin(LOGIN, 1);
        nested.begin(FILTER, 1);
        assertThat(nested.isRunning(HookKind.EVENT)).isTrue();
        assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(LOGIN, 1));
        assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> nested.begin(FILTER, 1))
                .withMessageContaining("More than 1 filters run inside each other on this thread")
                .withMessageContaining("openedx.hooks.filters.max-depth");
        nested.end(FILTER, 1);
        nested.end(LOGIN, 1);
        assertThat(nested.isRunning(HookKind.EVENT)).isFalse();
        assertThat(nested.isRunning(HookKind.FILTER)).isFalse();
    }

    @Test
    void theMessageNamesTheHooksOfBothKindsOnTheWay() {
        nested.begin(LOGIN, 2);
        nested.begin(FILTER, 2);
        nested.begin(ENROLLED, 2);
        assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> nested.begin(LOGIN, 2))
                .withMessageContaining(
                        LOGIN.type() + " -> " + FILTER.type() + " -> " + ENROLLED.type() + " -> " + LOGIN.type() + ".");
        nested.end(ENROLLED, 2);
        nested.end(FILTER, 2);
        nested.end(LOGIN, 2);
    }

    @Test
    void theMessageNamesTheLastEightAndWhatToRaise() {
        List<HookDefinition> begun = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            begin(begun, i % 3 == 0 ? LOGIN : ENROLLED, 12);
        }
        String last =
                begun.subList(4, 12).stream().map(hook -> hook.type() + " -> ").collect(Collectors.joining());
        assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> nested.begin(ENROLLED, 12))
                .withMessage("Events are sent inside each other more than 12 deep on this thread: " + last
                        + ENROLLED.type() + ". A receiver sends what leads to it again; if all of this is meant, raise"
                        + " openedx.hooks.events.max-depth");
        end(begun, 12);

        for (int i = 0; i < 16; i++) {
            begin(begun, i % 2 == 0 ? LOGIN : FILTER, 8);
        }
        last = begun.subList(8, 16).stream().map(hook -> hook.type() + " -> ").collect(Collectors.joining());
        assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> nested.begin(FILTER, 8))
                .withMessage("More than 8 filters run inside each other on this thread: " + last + FILTER.type()
                        + ". A step runs the filter that runs the step; if all of this is meant, raise"
                        + " openedx.hooks.filters.max-depth");
        end(begun, 8);
    }

    @Test
    void whatHasEndedIsNotNamedAnyMore() {
        List<HookDefinition> begun = new ArrayList<>();
        begin(begun, ENROLLED, 1);
        end(begun, 1);
        begin(begun, LOGIN, 1);
        assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> nested.begin(LOGIN, 1))
                .withMessageContaining("on this thread: " + LOGIN.type() + " -> " + LOGIN.type() + ". ");
        end(begun, 1);
        begin(begun, ENROLLED, 1);
        assertThatExceptionOfType(HookRecursionException.class)
                .isThrownBy(() -> nested.begin(LOGIN, 1))
                .withMessageContaining("on this thread: " + ENROLLED.type() + " -> " + LOGIN.type() + ". ");
        end(begun, 1);
    }

    @Test
    void howDeepAnotherThreadWasCanBeTakenOver() {
        assertThat(nested.depth(HookKind.EVENT)).isZero();
        nested.deepen(2, 1);
        assertThat(nested.depth(HookKind.EVENT)).isEqualTo(2);
        assertThat(nested.depth(HookKind.FILTER)).isEqualTo(1);
        nested.begin(LOGIN, 3);
        assertThat(nested.depth(HookKind.EVENT)).isEqualTo(3);
        assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(LOGIN, 3));
        assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(FILTER, 1));
        nested.end(LOGIN, 3);
        nested.deepen(-2, -1);
        assertThat(nested.isRunning(HookKind.EVENT)).isFalse();
        assertThat(nested.isRunning(HookKind.FILTER)).isFalse();
        nested.begin(FILTER, 1);
        nested.end(FILTER, 1);
    }

    /** Threads of a pool that always go on for others would refuse everything after a while. */
    @Test
    void whatWasRefusedToAnotherThreadIsForgottenWithItsDepth() {
        for (int i = 0; i < 3; i++) {
            nested.deepen(1, 2);
            assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(LOGIN, 1));
            assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(FILTER, 2));
            nested.deepen(-1, -2);
            nested.deepen(0, 1);
            nested.begin(LOGIN, 1);
            nested.begin(FILTER, 2);
            nested.end(FILTER, 2);
            nested.end(LOGIN, 1);
            nested.deepen(0, -1);
        }
    }

    @Test
    void whoReplacesTheAttributesOfAThreadGetsThoseBefore() {
        Map<String, Object> outer = new HashMap<>();
        Map<String, Object> inner = new HashMap<>();
        assertThat(nested.attributes(outer)).isNull();
        assertThat(nested.attributes(inner)).isSameAs(outer);
        assertThat(nested.attributes()).isSameAs(inner);
        assertThat(nested.attributes(null)).isSameAs(inner);
        assertThat(nested.attributes()).isNull();
    }

    private void begin(List<HookDefinition> begun, HookDefinition hook, int limit) {
        nested.begin(hook, limit);
        begun.add(hook);
    }

    private void end(List<HookDefinition> begun, int limit) {
        while (!begun.isEmpty()) {
            nested.end(begun.remove(begun.size() - 1), limit);
        }
    }

    @Test
    void whatIsRefusedTooOftenIsRefusedAtAnyDepthUntilTheOutermostEnds() {
        nested.begin(LOGIN, 2);
        nested.begin(LOGIN, 2);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(LOGIN, 2));
        }
        nested.end(LOGIN, 2);
        assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> nested.begin(LOGIN, 2));
        nested.end(LOGIN, 2);
        nested.begin(LOGIN, 2);
        nested.begin(LOGIN, 2);
        nested.end(LOGIN, 2);
        nested.end(LOGIN, 2);
    }

    @Test
    void aRunIsPartOfTheOneThatIsCurrentUntilThatIsResumed() {
        List<@Nullable HookRun> parents = new ArrayList<>();
        HookRun own = (outcome, nanos, failure) -> {};
        HookObserver makesRuns = new HookObserver() {
            @Override
            public HookRun started(@Nullable HookRun parent) {
                parents.add(parent);
                return own;
            }

            @Override
            public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {}
        };
        HookRun outer = nested.current();
        assertThat(nested.start(makesRuns)).isSameAs(own).isSameAs(nested.current());
        assertThat(nested.start(HookObserver.NONE)).isSameAs(HookObserver.NONE);
        nested.start(makesRuns);
        nested.resume(outer);
        nested.start(makesRuns);
        nested.resume(outer);
        assertThat(parents).containsExactly(null, own, null);
    }

    @Test
    void aPooledThreadKeepsNoClassesOfAnApplicationThatIsGone() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            WeakReference<ClassLoader> application =
                    pool.submit(NestedHooksTests::useInAnotherApplication).get(30, TimeUnit.SECONDS);
            for (int i = 0; i < 200 && application.get() != null; i++) {
                System.gc();
                Thread.sleep(10);
            }
            assertThat(application.get()).isNull();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void threadsThatSayTheyAreTheSameHaveHooksOfTheirOwn() throws Exception {
        nested.begin(LOGIN, 2);
        List<NestedHooks> found = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            Thread other = new Impostor(Thread.currentThread(), () -> found.add(NestedHooks.ofThread()));
            other.start();
            other.join();
        }
        assertThat(found)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .doesNotContain(nested)
                .noneMatch(other -> other.isRunning(HookKind.EVENT));
        assertThat(NestedHooks.ofThread()).isSameAs(nested);
        nested.end(LOGIN, 2);
    }

    /** Has the number of another thread. */
    private static final class Impostor extends Thread {

        private final long number;

        Impostor(Thread other, Runnable task) {
            super(task);
            this.number = other.getId();
        }

        @Override
        public long getId() {
            return number;
        }
    }

    private static WeakReference<ClassLoader> useInAnotherApplication() throws Exception {
        URL classes = NestedHooks.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader application = new URLClassLoader(new URL[] {classes}, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith("org.openedx") ? super.findClass(name) : Class.forName(name);
            }
        };
        Class<?> type = application.loadClass(NestedHooks.class.getName());
        assertThat(type).isNotSameAs(NestedHooks.class);
        assertThat(type.getMethod("ofThread").invoke(null)).isNotNull();
        return new WeakReference<>(application);
    }
}
