/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.logging.LoggingMeterRegistry;
import io.micrometer.core.instrument.logging.LoggingRegistryConfig;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookObservers;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookType;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

class HookTimersTests {

    private static final String TYPE = "org.openedx.learning.student.registration.completed.v1";

    private static final String LOGIN = "org.openedx.learning.auth.session.login.completed.v1";

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")));

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class))
            .withUserConfiguration(Receivers.class);

    @Test
    void everySendAndEveryReceiverIsTimedByOutcome() {
        contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            send(context, 3);

            assertThat(timer(context, "openedx.hooks.event", "type", TYPE, "outcome", "failure")
                            .count())
                    .isEqualTo(3);
            assertThat(timer(
                                    context,
                                    "openedx.hooks.event.receiver",
                                    "type",
                                    TYPE,
                                    "receiver",
                                    "receivers#works",
                                    "outcome",
                                    "success")
                            .count())
                    .isEqualTo(3);
            assertThat(timer(
                                    context,
                                    "openedx.hooks.event.receiver",
                                    "type",
                                    TYPE,
                                    "receiver",
                                    "receivers#fails",
                                    "outcome",
                                    "failure")
                            .count())
                    .isEqualTo(3);
            assertThat(context.getBean(MeterRegistry.class).getMeters()).hasSize(3);
        });
    }

    @Test // FDB-3
    void whatWasTimedGoesToTheServiceThatTheApplicationExportsTo() {
        List<String> exported = new CopyOnWriteArrayList<>();
        LoggingMeterRegistry service = LoggingMeterRegistry.builder(LoggingRegistryConfig.DEFAULT)
                .loggingSink(exported::add)
                .build();
        contextRunner
                .withConfiguration(AutoConfigurations.of(OpenEdxFiltersAutoConfiguration.class))
                .withBean(MeterRegistry.class, () -> service)
                .withBean("verifies", PipelineStep.class, () -> (filter, context) -> filter)
                .withPropertyValues(
                        "open-edx-filters-config[org.openedx.learning.course.enrollment.started.v1].pipeline=verifies")
                .run(context -> {
                    send(context, 1);
                    context.getBean(OpenEdxFilters.class)
                            .run(new CourseEnrollmentStarted(
                                    REGISTERED.user(), CourseKey.parse("course-v1:edX+DemoX+Demo"), "audit"));
                    service.close();

                    assertThat(exported)
                            .anyMatch(line -> line.startsWith("openedx.hooks.event{"))
                            .anyMatch(line -> line.startsWith("openedx.hooks.event.receiver{"))
                            .anyMatch(line -> line.startsWith("openedx.hooks.filter{"))
                            .anyMatch(line ->
                                    line.startsWith("openedx.hooks.filter.step{") && line.contains("step=verifies"));
                });
    }

    @Test // SND-8
    void receiversOfAnEventThatWasPublishedWithoutTheSenderAreTimedToo() {
        contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            context.publishEvent(REGISTERED);

            assertThat(context.getBean(MeterRegistry.class)
                            .get("openedx.hooks.event.receiver")
                            .tag("receiver", "receivers#works")
                            .tag("outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void aReceiverOfAllEventsIsTimedForEachOfThem() {
        contextRunner
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("all", All.class)
                .run(context -> {
                    context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(REGISTERED.user()));
                    send(context, 2);

                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("openedx.hooks.event.receiver")
                                    .tag("receiver", "all#receive")
                                    .timers())
                            .extracting(timer -> timer.getId().getTag("type"), Timer::count)
                            .containsExactlyInAnyOrder(tuple(LOGIN, 1L), tuple(TYPE, 2L));
                });
    }

    @Test
    void aConditionThatSaysNoIsNoRunOfTheReceiver() {
        contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(REGISTERED.user()));

            assertThat(context.getBean(MeterRegistry.class)
                            .find("openedx.hooks.event.receiver")
                            .timers())
                    .isEmpty();
        });
    }

    @Test
    void totalsAddUpAllOutcomes() {
        contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            HookTotals.Source source = context.getBean(HookTotals.Source.class);
            OpenEdxPublicSignal<?> signal = OpenEdxPublicSignal.of(StudentRegistrationCompleted.class);
            assertThat(source.totals(signal)).isEqualTo(HookTotals.NONE);

            send(context, 2);

            assertThat(source.totals(signal).count()).isEqualTo(2);
            assertThat(source.totals(signal).meanNanos()).isPositive();
            assertThat(source.totals(signal).maxNanos())
                    .isGreaterThanOrEqualTo(source.totals(signal).meanNanos());
        });
    }

    /** Micrometer's own maximum is forgotten after some minutes, and would come out smaller than the mean. */
    @Test
    void theLongestRunIsNotForgotten() {
        MockClock clock = new MockClock();
        HookTimers timers = new HookTimers(new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock));
        OpenEdxPublicSignal<?> signal = OpenEdxPublicSignal.of(StudentRegistrationCompleted.class);
        HookObserver observer = timers.forHook(signal);
        observer.ended(HookOutcome.SUCCESS, 900, null);
        clock.add(Duration.ofHours(1));
        observer.ended(HookOutcome.FAILURE, 100, null);
        timers.forHook(signal).ended(HookOutcome.SUCCESS, 200, null);

        assertThat(timers.totals(signal)).isEqualTo(new HookTotals(3, 3, 400L, 900L, 1200));
        assertThat(timers.totals(signal)).isEqualTo(new HookTotals(3, 3, 400L, 900L));
    }

    @Test
    void runsThatTakeNoTimeAreCountedAndDoNotLowerTheMean() {
        HookTimers timers = new HookTimers(new SimpleMeterRegistry());
        OpenEdxPublicFilter<?> filter = OpenEdxPublicFilter.of(CourseEnrollmentStarted.class);
        HookObserver observer = timers.forHook(filter);
        observer.ended(HookOutcome.COMPLETED, 0, null);
        assertThat(timers.totals(filter)).isEqualTo(new HookTotals(1, 0, null, null));
        observer.ended(HookOutcome.COMPLETED, 500, null);
        timers.forPart(filter, "step").ended(HookOutcome.COMPLETED, 4000, null);

        assertThat(timers.totals(filter)).isEqualTo(new HookTotals(2, 1, 500L, 500L));
    }

    @Test
    void timersOfTheUserWin() {
        HookTimers own = new HookTimers(new SimpleMeterRegistry());
        contextRunner
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(HookTimers.class, () -> own)
                .run(context -> assertThat(context.getBean(HookTimers.class)).isSameAs(own));
    }

    @Test
    void eventsWorkWithoutMicrometer() {
        contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer")).run(context -> {
            send(context, 1);
            assertThat(context).doesNotHaveBean(HookTimers.class);
        });
    }

    @Test
    void eventsWorkWithoutAMeterRegistry() {
        contextRunner.run(context -> {
            send(context, 1);
            assertThat(context).doesNotHaveBean(HookTimers.class);
        });
    }

    @Test
    void theLastFailureAndTheLastRunsAreRemembered() {
        contextRunner.withPropertyValues("openedx.hooks.recent=4").run(context -> {
            send(context, 2);

            HookActivity activity = context.getBean(HookActivity.class);
            assertThat(activity.recent())
                    .extracting(RecordedRun::part)
                    .containsExactlyInAnyOrder(null, "receivers#works", "receivers#fails", null);
            assertThat(activity.recent()).extracting(RecordedRun::sequence).containsExactly(3L, 4L, 5L, 6L);
            RecordedRun failure = activity.lastFailure(HookType.of(TYPE)).orElseThrow();
            assertThat(failure.part()).isEqualTo("receivers#fails");
            assertThat(failure.failure()).isEqualTo("java.lang.IllegalStateException");
            assertThat(failure.outcome()).isEqualTo(HookOutcome.FAILURE);
        });
    }

    /** One reading of the clock may end a receiver and start the next, but not when another runs later. */
    @Test
    void aRunTakesItsOwnTimeAndNotThatOfOthers() {
        contextRunner
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withUserConfiguration(Pausing.class)
                .withPropertyValues("openedx.hooks.recent=4")
                .run(context -> Awaitility.await().untilAsserted(() -> {
                    context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                        context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(REGISTERED.user()));
                        Pausing.pause();
                    });
                    Map<String, Boolean> longer = new HashMap<>();
                    context.getBean(HookActivity.class).recent().forEach(run -> {
                        assertThat(run.nanos()).isBetween(0L, TimeUnit.MINUTES.toNanos(1));
                        longer.put(String.valueOf(run.part()), run.nanos() >= Pausing.NANOS);
                    });
                    assertThat(longer)
                            .containsOnly(
                                    entry("pausing#first", true),
                                    entry("pausing#second", false),
                                    entry("null", true),
                                    entry("pausing#committed", false));
                }));
    }

    @Test
    void whatRunsLaterIsPartOfTheEventAndItsThreadForgetsIt() {
        contextRunner
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withUserConfiguration(Later.class)
                .withPropertyValues("openedx.hooks.recent=10")
                .run(context -> {
                    context.getBean(TransactionTemplate.class)
                            .executeWithoutResult(status -> context.getBean(OpenEdxEvents.class)
                                    .send(new SessionLoginCompleted(REGISTERED.user())));
                    assertThat(NestedHooks.ofThread().current()).isNull();
                    context.getBean(Later.Tasks.class).all.forEach(Runnable::run);
                    assertThat(NestedHooks.ofThread().current()).isNull();
                    assertThat(context.getBean(HookActivity.class).recent())
                            .extracting(RecordedRun::part, RecordedRun::parent)
                            .containsExactly(
                                    tuple(null, null), tuple("later#committed", 1L), tuple("later#elsewhere", 1L));
                });
    }

    @Test
    void whatAReceiverOnAnotherThreadSendsIsPartOfIt() {
        contextRunner
                .withUserConfiguration(Elsewhere.class)
                .withPropertyValues("openedx.hooks.recent=10")
                .run(context -> {
                    context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(REGISTERED.user()));
                    assertThat(context.getBean(HookActivity.class).recent())
                            .filteredOn(run -> !String.valueOf(run.part()).startsWith("receivers#"))
                            .extracting(RecordedRun::part, RecordedRun::run, RecordedRun::parent)
                            .containsExactly(
                                    tuple(null, 3L, 2L), tuple("elsewhere#sends", 2L, 1L), tuple(null, 1L, null));
                });
    }

    @Test
    void onlyFailuresAreRememberedByDefault() {
        contextRunner.run(context -> {
            send(context, 2);

            assertThat(context.getBean(HookActivity.class).recent()).isEmpty();
            assertThat(context.getBean(HookActivity.class).lastFailure(HookType.of(TYPE)))
                    .isPresent();
        });
    }

    @Test
    void nothingIsObservedIfNobodyObserves() {
        assertThat(HookObservers.of(java.util.List.of(HookObserver.Factory.NONE))
                        .forHook(OpenEdxPublicSignal.of(StudentRegistrationCompleted.class)))
                .isSameAs(HookObserver.NONE);
    }

    private static void send(ApplicationContext context, int times) {
        for (int i = 0; i < times; i++) {
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
        }
    }

    private static Timer timer(ApplicationContext context, String name, String... tags) {
        return context.getBean(MeterRegistry.class).get(name).tags(tags).timer();
    }

    static class All {

        @EventListener
        void receive(OpenEdxEvent event) {}
    }

    @EnableAsync
    @Configuration("later")
    static class Later {

        @Bean
        static Tasks tasks() {
            return new Tasks();
        }

        @TransactionalEventListener
        void committed(SessionLoginCompleted event) {}

        @Async
        @EventListener
        void elsewhere(SessionLoginCompleted event) {}

        static class Tasks implements TaskExecutor {

            private final List<Runnable> all = new ArrayList<>();

            @Override
            public void execute(Runnable task) {
                all.add(task);
            }
        }
    }

    @Configuration("elsewhere")
    static class Elsewhere {

        private final OpenEdxEvents events;

        Elsewhere(OpenEdxEvents events) {
            this.events = events;
        }

        @Bean
        static SimpleApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
            multicaster.setTaskExecutor(task -> {
                Thread other = new Thread(task);
                other.start();
                try {
                    other.join(60_000);
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            });
            return multicaster;
        }

        @EventListener
        void sends(SessionLoginCompleted event) {
            events.send(REGISTERED);
        }
    }

    @Configuration("pausing")
    static class Pausing {

        private static final long NANOS = 10_000_000;

        @Order(1)
        @EventListener
        void first(SessionLoginCompleted event) {
            pause();
        }

        @Order(2)
        @EventListener
        void second(SessionLoginCompleted event) {}

        @TransactionalEventListener
        void committed(SessionLoginCompleted event) {}

        static void pause() {
            long end = System.nanoTime() + NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @Configuration("receivers")
    static class Receivers {

        @EventListener
        void works(StudentRegistrationCompleted event) {}

        @EventListener
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }

        @EventListener(condition = "false")
        void never(SessionLoginCompleted event) {}
    }
}
