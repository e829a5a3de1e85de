/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.util.List;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** SND-4, FLT-8: an observer that throws changes no outcome, on this run or any later one. */
class ThrowingObserversTests {

    private static final int MORE_THAN_ANY_LIMIT = 100;

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(BOB);

    private static final CourseEnrollmentStarted STARTED =
            new CourseEnrollmentStarted(BOB, CourseKey.parse("course-v1:edX+DemoX+Demo"), "audit");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    OpenEdxFiltersAutoConfiguration.class))
            .withUserConfiguration(Parts.class)
            .withPropertyValues(
                    "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline=guard");

    @Test
    void receiversHearAndTheSenderGetsItsResult() {
        for (boolean atStart : List.of(true, false)) {
            runner.withBean(HookObserver.Factory.class, () -> new Throwing(atStart))
                    .run(context -> {
                        for (int i = 1; i <= MORE_THAN_ANY_LIMIT; i++) {
                            SendResult result =
                                    context.getBean(OpenEdxEvents.class).send(REGISTERED);
                            assertThat(context.getBean(Parts.class).heard).isEqualTo(i);
                            assertThat(result.failures())
                                    .singleElement()
                                    .satisfies(failure ->
                                            assertThat(failure.receiver()).isEqualTo("parts#fails"));
                        }
                    });
        }
    }

    @Test
    void whatTheyThrowIsCountedWhereOperatorsSeeIt() {
        runner.withConfiguration(AutoConfigurations.of(OpenEdxHooksObservabilityAutoConfiguration.class))
                .withBean(HookObserver.Factory.class, () -> new Throwing(true))
                .run(context -> {
                    SimpleMeterRegistry meters = new SimpleMeterRegistry();
                    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
                    FunctionCounter failures =
                            meters.get("openedx.hooks.observer.failures").functionCounter();
                    assertThat(failures.count()).isZero();

                    context.getBean(OpenEdxEvents.class).send(REGISTERED);
                    double oneSend = failures.count();
                    assertThat(oneSend).isPositive();
                    context.getBean(OpenEdxEvents.class).send(REGISTERED);
                    assertThat(failures.count()).isEqualTo(2 * oneSend);
                    assertThat(failures.getId().getTags()).isEmpty();
                });
    }

    @Test
    void aHaltIsStillAHaltAndTheThreadStaysUsable() {
        for (boolean atStart : List.of(true, false)) {
            runner.withBean(HookObserver.Factory.class, () -> new Throwing(atStart))
                    .run(context -> {
                        OpenEdxFilters filters = context.getBean(OpenEdxFilters.class);
                        for (int i = 0; i < MORE_THAN_ANY_LIMIT; i++) {
                            assertThat(filters.run(STARTED).mode()).isEqualTo("guarded");
                            assertThatExceptionOfType(CourseEnrollmentStarted.PreventEnrollment.class)
                                    .isThrownBy(() -> filters.run(STARTED.withMode("none")));
                            assertThatThrownBy(() -> filters.runAsync(STARTED.withMode("none"), Runnable::run)
                                            .get())
                                    .hasCauseInstanceOf(CourseEnrollmentStarted.PreventEnrollment.class);
                        }
                    });
        }
    }

    @Test
    void anErrorOfTheVirtualMachineReachesTheCallerAndLeavesTheThreadUsable() {
        boolean[] throwing = {true};
        runner.withPropertyValues("openedx.hooks.events.max-depth=3", "openedx.hooks.filters.max-depth=3")
                .withBean(
                        HookObserver.Factory.class,
                        () -> new EachTime(() -> {
                            if (throwing[0]) {
                                throw new StackOverflowError();
                            }
                        }))
                .run(context -> {
                    for (int i = 0; i < 5; i++) {
                        assertThatExceptionOfType(StackOverflowError.class)
                                .isThrownBy(() ->
                                        context.getBean(OpenEdxEvents.class).send(REGISTERED));
                        assertThatExceptionOfType(StackOverflowError.class)
                                .isThrownBy(() ->
                                        context.getBean(OpenEdxFilters.class).run(STARTED));
                    }
                    throwing[0] = false;
                    assertThat(context.getBean(OpenEdxEvents.class)
                                    .send(REGISTERED)
                                    .failures())
                            .hasSize(1);
                    assertThat(context.getBean(OpenEdxFilters.class)
                                    .run(STARTED)
                                    .mode())
                            .isEqualTo("guarded");
                });
    }

    @Test
    void aHandlerOfObservationsThatThrowsLeavesNoScopeOpen() {
        ObservationRegistry registry = ObservationRegistry.create();
        for (String when : List.of("start", "open", "close", "stop")) {
            registry.observationConfig().observationHandler(new ThrowingHandler(when));
        }
        runner.withBean(HookSpans.class, () -> new HookSpans(registry)).run(context -> {
            for (int i = 1; i <= 3; i++) {
                context.getBean(OpenEdxEvents.class).send(REGISTERED);
                assertThat(context.getBean(Parts.class).heard).isEqualTo(i);
                assertThat(context.getBean(OpenEdxFilters.class).run(STARTED).mode())
                        .isEqualTo("guarded");
                assertThat(registry.getCurrentObservation()).isNull();
            }
        });
        for (String when : List.of("open", "close", "stop")) {
            ObservationRegistry one = ObservationRegistry.create();
            one.observationConfig().observationHandler(new ThrowingHandler(when));
            runner.withBean(HookSpans.class, () -> new HookSpans(one)).run(context -> {
                context.getBean(OpenEdxEvents.class).send(REGISTERED);
                assertThat(one.getCurrentObservation()).as(when).isNull();
            });
        }
    }

    @Configuration("parts")
    static class Parts {

        private int heard;

        @EventListener
        void hears(StudentRegistrationCompleted event) {
            heard++;
        }

        @EventListener
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("down");
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> guard() {
            return (filter, context) -> {
                if (filter.mode().equals("none")) {
                    throw new CourseEnrollmentStarted.PreventEnrollment("no");
                }
                return filter.withMode("guarded");
            };
        }
    }

    /** Throws when runs begin, or when they end. */
    private static final class Throwing extends EachTime {

        Throwing(boolean atStart) {
            super(atStart ? Throwing::fail : () -> {});
        }

        private static void fail() {
            throw new AssertionError("observer");
        }

        @Override
        void end() {
            fail();
        }
    }

    private static class EachTime implements HookObserver.Factory {

        private final Runnable start;

        EachTime(Runnable start) {
            this.start = start;
        }

        void end() {}

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return new HookObserver() {
                @Override
                public HookRun started(@Nullable HookRun parent) {
                    start.run();
                    return this;
                }

                @Override
                public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
                    end();
                }
            };
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return forHook(hook);
        }
    }

    private record ThrowingHandler(String when) implements ObservationHandler<Observation.Context> {

        private void fail(String now) {
            if (when.equals(now)) {
                throw new IllegalStateException(now);
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            fail("start");
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            fail("open");
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            fail("close");
        }

        @Override
        public void onStop(Observation.Context context) {
            fail("stop");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
