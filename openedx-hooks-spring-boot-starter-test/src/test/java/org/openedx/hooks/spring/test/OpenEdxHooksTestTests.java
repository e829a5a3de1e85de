/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.coffee.CoffeeBreakEnded;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.openedx.hooks.spring.test.HookAssertions.assertThat;
import static org.openedx.hooks.spring.test.Samples.LOGGED_IN;
import static org.openedx.hooks.spring.test.Samples.REGISTERED;

/** Runs the test classes nested in it, which surefire does not see. */
class OpenEdxHooksTestTests {

    @Test // TST-1
    void allEventsAreOffExceptTheEnabledOnes() {
        assertAllSucceed(EnabledByClass.class, 3);
        assertAllSucceed(EnabledByType.class, 1);
        assertAllSucceed(EnabledAltogether.class, 1);
        assertAllSucceed(EnabledByNothing.class, 1);
    }

    @Test // TST-1
    void anUnknownNameFailsTheTestWithTheNearestKnownOne() {
        assertFailure(Mistyped.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mistyped enables \"org.openedx.learning.auth.session.login.complete.v1\"")
                .hasMessageContaining("Did you mean \"org.openedx.learning.auth.session.login.completed.v1\"?");
        assertFailure(NotNear.class).hasMessageContaining("it has org.openedx.").hasMessageNotContaining("started.v1");
    }

    @Test // TST-1, TST-2
    void afterEachTestTheSwitchesAreAsTheyWere() {
        EngineExecutionResults results = run(Switching.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(1));
        assertThat(Switching.seen).hasValue(3);
    }

    @Test
    void eachTestSeesOnlyWhatItHasSent() {
        assertAllSucceed(Recording.class, 3);
    }

    @Test
    void anAutowiredFieldIsAsGoodAsAParameter() {
        assertAllSucceed(Autowiring.class, 1);
    }

    @Test
    void nestedTestsAreIsolatedToo() {
        assertAllSucceed(Outer.class, 2);
    }

    @Test // SND-5
    void aReceiverThatFailsMakesTheTestFailIfEventsAreNotRobust() {
        assertFailure(NotRobust.class).isInstanceOf(IllegalStateException.class).hasMessage("boom");
        assertAllSucceed(Robust.class, 2);
    }

    @Test
    void receiversThatRunAfterTheTransactionCountAsFailedToo() {
        assertFailure(AfterCommit.class)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("late")
                .hasMessageContaining("AfterCommit.App#late");
    }

    @Test
    void testClassesMayRunInParallel() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(
                        selectClass(Parallel.First.class),
                        selectClass(Parallel.Second.class),
                        selectClass(Parallel.Others.class),
                        selectClass(Parallel.Unannotated.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(10).failed(0));
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static void assertAllSucceed(Class<?> testClass, int tests) {
        run(testClass)
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(tests).failed(0));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(Class<?> testClass) {
        return assertThat(run(testClass).testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .findFirst()
                .orElseThrow());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class)
    static class EnabledByClass {

        @Autowired
        private OpenEdxEvents events;

        @Test
        void enabled() {
            assertThat(events.send(REGISTERED)).sent();
        }

        @Test
        void off() {
            assertThat(events.send(LOGGED_IN)).notSent();
        }

        @Test
        void anAssertionOnWhatIsOffFails(RecordedHooks hooks) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() ->
                            assertThat(hooks).sent(SessionLoginCompleted.class).never())
                    .withMessageContaining("org.openedx.learning.auth.session.login.completed.v1 is off in this test")
                    .withMessageContaining("@OpenEdxHooksTest(enable = SessionLoginCompleted.class)");
        }
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enableTypes = "org.openedx.learning.student.registration.completed.v1")
    static class EnabledByType {

        @Test
        void onlyThis(@Autowired OpenEdxEvents events) {
            assertThat(events.send(REGISTERED)).sent();
            assertThat(events.send(LOGGED_IN)).notSent();
        }
    }

    @SpringBootTest(classes = App.class, properties = "openedx.hooks.enabled.all=false")
    @OpenEdxHooksTest(enable = OpenEdxEvent.class)
    static class EnabledAltogether {

        @Test
        void all(@Autowired OpenEdxEvents events, @Autowired HookSwitches switches) {
            assertThat(events.send(REGISTERED)).sent();
            assertThat(events.send(LOGGED_IN)).sent();
            assertThat(switches.of(HookType.of("org.openedx.learning.course.enrollment.started.v1"))
                            .isOn())
                    .as("filters are left as they are")
                    .isFalse();
        }
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest
    static class EnabledByNothing {

        @Test
        void none(@Autowired OpenEdxEvents events) {
            assertThat(events.send(REGISTERED)).notSent();
        }
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enableTypes = "org.openedx.learning.auth.session.login.complete.v1")
    static class Mistyped {

        @Test
        void test() {}
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enableTypes = "coffee")
    static class NotNear {

        @Test
        void test() {}
    }

    @SpringBootTest(classes = App.class, properties = "openedx.hooks.enabled.org.openedx.learning.certificate=false")
    @OpenEdxHooksTest(enable = {StudentRegistrationCompleted.class, CoffeeBreakEnded.class})
    static class Switching {

        private static final AtomicInteger seen = new AtomicInteger();

        @Autowired
        private HookSwitches switches;

        @Test
        void first() {
            switchAll();
        }

        @Test
        void second() {
            switchAll();
            throw new AssertionError("fails");
        }

        @Test
        void third() {
            switchAll();
        }

        private void switchAll() {
            assertThat(isOn("org.openedx.learning.student.registration.completed.v1"))
                    .isTrue();
            assertThat(isOn("org.openedx.learning.auth.session.login.completed.v1"))
                    .isFalse();
            assertThat(isOn("org.openedx.learning.course.enrollment.started.v1"))
                    .isTrue();
            assertThat(isOn("org.openedx.learning.certificate.creation.requested.v1"))
                    .isFalse();
            for (String type : new String[] {
                "org.openedx.learning.student.registration.completed.v1",
                "org.openedx.learning.auth.session.login.completed.v1",
                "org.openedx.learning.course.enrollment.started.v1",
                "org.openedx.learning.certificate.creation.requested.v1"
            }) {
                switches.of(HookType.of(type)).set(!isOn(type));
            }
            seen.incrementAndGet();
        }

        private boolean isOn(String type) {
            return switches.of(HookType.of(type)).isOn();
        }
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enable = {StudentRegistrationCompleted.class, CoffeeBreakEnded.class})
    static class Recording {

        @Autowired
        private OpenEdxEvents events;

        @Test
        void one(RecordedHooks hooks) {
            events.send(REGISTERED);

            assertThat(hooks).sentExactly(StudentRegistrationCompleted.class);
        }

        @Test
        void another(RecordedHooks hooks) {
            events.send(new CoffeeBreakEnded("B.12"));

            assertThat(hooks).sentExactly(CoffeeBreakEnded.class);
        }

        @Test
        void whatIsSentOnOtherThreads(RecordedHooks hooks) throws InterruptedException {
            Thread thread = new Thread(() -> events.send(REGISTERED));
            thread.start();
            thread.join();

            assertThat(hooks).sent(StudentRegistrationCompleted.class).once();
        }
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class)
    static class Autowiring {

        @Autowired
        private RecordedHooks hooks;

        @Test
        void sent(@Autowired OpenEdxEvents events, @Autowired RecordedHooks same) {
            events.send(REGISTERED);

            assertThat(hooks).sent(StudentRegistrationCompleted.class).once();
            assertThat(same.sent(OpenEdxEvent.class)).hasSize(1);
        }
    }

    @SpringBootTest(classes = App.class)
    @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class)
    static class Outer {

        @Autowired
        private OpenEdxEvents events;

        @Nested
        class Inherits {

            @Test
            void sends(RecordedHooks hooks) {
                events.send(REGISTERED);

                assertThat(hooks).sent(StudentRegistrationCompleted.class).once();
            }
        }

        @Nested
        @OpenEdxHooksTest(enable = SessionLoginCompleted.class)
        class Overrides {

            @Test
            void sends(RecordedHooks hooks) {
                events.send(REGISTERED);
                events.send(LOGGED_IN);

                assertThat(hooks).sentExactly(SessionLoginCompleted.class);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class FailingApp {

        @EventListener
        void fail(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }
    }

    @SpringBootTest(classes = FailingApp.class)
    @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class, robust = false)
    static class NotRobust {

        @Test
        void sends(@Autowired OpenEdxEvents events) {
            events.send(REGISTERED);
        }
    }

    @SpringBootTest(classes = FailingApp.class)
    @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class)
    static class Robust {

        private static final String RECEIVER = "openEdxHooksTestTests.FailingApp#fail";

        @Autowired
        private OpenEdxEvents events;

        @Test
        void theResultTells() {
            assertThat(events.send(REGISTERED)).failedIn(RECEIVER).withMessage("boom");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(events.send(REGISTERED)).failedIn("welcome#greet"))
                    .withMessageContaining("Expecting receiver welcome#greet of org.openedx.learning.student")
                    .withMessageContaining("but " + RECEIVER + " (java.lang.IllegalStateException: boom) did");
        }

        @Test
        void theRecordTells(RecordedHooks hooks) {
            events.send(REGISTERED);

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(hooks).noFailures())
                    .withMessageContaining("Expecting no receiver of org.openedx.learning.student")
                    .satisfies(error -> assertThat(error.getSuppressed())
                            .singleElement()
                            .isInstanceOf(IllegalStateException.class));
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(hooks)
                            .sent(StudentRegistrationCompleted.class)
                            .once()
                            .noFailures());
        }
    }

    @SpringBootTest(classes = AfterCommit.App.class)
    @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class)
    static class AfterCommit {

        @Test
        void sends(@Autowired OpenEdxEvents events, @Autowired TransactionTemplate transaction, RecordedHooks hooks) {
            transaction.executeWithoutResult(status -> {
                events.sendAfterCommit(REGISTERED);
                assertThat(hooks).sent(StudentRegistrationCompleted.class).never();
            });
            transaction.executeWithoutResult(status -> {
                events.sendAfterCommit(REGISTERED);
                status.setRollbackOnly();
            });
            assertThat(hooks).sent(StudentRegistrationCompleted.class).once().noFailures();

            transaction.executeWithoutResult(
                    status -> assertThat(events.send(REGISTERED)).noFailures());
            assertThat(hooks).noFailures();
        }

        @Configuration(proxyBeanMethods = false)
        @EnableAutoConfiguration
        static class App {

            @TransactionalEventListener
            void late(StudentRegistrationCompleted event) {
                throw new IllegalStateException("late");
            }
        }
    }

    static class Parallel {

        @Execution(ExecutionMode.CONCURRENT)
        abstract static class Sends {

            @Autowired
            private OpenEdxEvents events;

            @Test
            void one(RecordedHooks hooks) throws InterruptedException {
                sendSlowly(hooks);
            }

            @Test
            void two(RecordedHooks hooks) throws InterruptedException {
                sendSlowly(hooks);
            }

            @Test
            void three(RecordedHooks hooks) throws InterruptedException {
                sendSlowly(hooks);
            }

            private void sendSlowly(RecordedHooks hooks) throws InterruptedException {
                for (int i = 0; i < 5; i++) {
                    events.send(REGISTERED);
                    events.send(LOGGED_IN);
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                assertThat(hooks.sent(OpenEdxEvent.class)).hasSize(5);
            }
        }

        @SpringBootTest(classes = App.class)
        @OpenEdxHooksTest(enable = StudentRegistrationCompleted.class)
        static class First extends Sends {}

        @SpringBootTest(classes = App.class)
        @OpenEdxHooksTest(enable = SessionLoginCompleted.class)
        static class Second extends Sends {}

        @SpringBootTest(classes = App.class)
        @OpenEdxHooksTest(enable = SessionLoginCompleted.class)
        static class Others extends Sends {}

        @SpringBootTest(classes = App.class)
        @Execution(ExecutionMode.CONCURRENT)
        static class Unannotated {

            @Test
            void isLeftAlone(@Autowired OpenEdxEvents events) throws InterruptedException {
                for (int i = 0; i < 20; i++) {
                    assertThat(events.send(REGISTERED)).sent();
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
        }
    }
}
