/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.HookRecursionException;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class NestedSendsTests {

    private static final String REGISTRATION = "org.openedx.learning.student.registration.completed.v1";

    private static final String LOGIN = "org.openedx.learning.auth.session.login.completed.v1";

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret")));

    private static final SessionLoginCompleted LOGGED_IN = new SessionLoginCompleted(REGISTERED.user());

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class));

    @Test
    void anEventThatItsReceiverSendsAgainEndsAtTheLimitAndSoDoesTheNextOne(CapturedOutput output) {
        contextRunner.withUserConfiguration(Direct.class).run(context -> {
            Direct receiver = context.getBean(Direct.class);
            for (int send = 1; send <= 2; send++) {
                receiver.results.clear();
                SendResult outermost = send(context);

                assertThat(outermost.failures()).isEmpty();
                assertThat(receiver.calls).isEqualTo(32 * send);
                assertThat(receiver.results)
                        .hasSize(31)
                        .first()
                        .satisfies(innermost -> assertThat(innermost.failures())
                                .singleElement()
                                .satisfies(NestedSendsTests::namesTheLimitThePropertyAndTheChain));
                assertThat(receiver.results.subList(1, 31))
                        .allSatisfy(outer -> assertThat(outer.failures()).isEmpty());
                assertThat(errors(output)).hasSize(send);
            }
            assertThat(output).doesNotContain("Bob Secret");
        });
    }

    private static void namesTheLimitThePropertyAndTheChain(ReceiverFailure failure) {
        assertThat(failure.receiver()).isEqualTo("direct#again");
        assertThat(failure.exception())
                .isInstanceOf(HookRecursionException.class)
                .hasMessageContaining("more than 32 deep")
                .hasMessageContaining("openedx.hooks.events.max-depth")
                .hasMessageContaining(": " + String.join(" -> ", java.util.Collections.nCopies(9, REGISTRATION)) + ".");
    }

    @Test
    void twoEventsWhoseReceiversSendTheOtherEndAtTheLimit() {
        contextRunner
                .withUserConfiguration(Mutual.class)
                .withPropertyValues("openedx.hooks.events.max-depth=5")
                .run(context -> {
                    send(context);

                    Mutual receiver = context.getBean(Mutual.class);
                    assertThat(receiver.calls)
                            .containsExactly("registered", "logged in", "registered", "logged in", "registered");
                    assertThat(receiver.results.get(0).failures())
                            .singleElement()
                            .extracting(ReceiverFailure::exception)
                            .asString()
                            .contains("more than 5 deep")
                            .contains(String.join(
                                    " -> ", REGISTRATION, LOGIN, REGISTRATION, LOGIN, REGISTRATION, LOGIN + "."));
                });
    }

    @Test
    void theFailureIsCountedForTheReceiverThatSentAndReachesTheSenderIfEventsAreNotRobust() {
        contextRunner
                .withUserConfiguration(Direct.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    send(context);
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("openedx.hooks.event.receiver")
                                    .tag("outcome", "failure")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                    assertThat(context.getBean(MeterRegistry.class).get("openedx.hooks.event").timers().stream()
                                    .mapToLong(timer -> timer.count()))
                            .containsExactlyInAnyOrder(31L, 1L);
                });
        contextRunner
                .withUserConfiguration(Direct.class)
                .withPropertyValues("openedx.hooks.events.robust=false")
                .run(context -> {
                    for (int send = 0; send < 2; send++) {
                        assertThatExceptionOfType(HookRecursionException.class).isThrownBy(() -> send(context));
                    }
                });
    }

    @Test
    void receiversThatAllSendTheEventAgainComeToAnEnd(CapturedOutput output) {
        contextRunner
                .withUserConfiguration(Fan.class)
                .withPropertyValues("openedx.hooks.events.max-depth=16")
                .run(context -> {
                    send(context);
                    assertThat(errors(output)).hasSizeBetween(16, 50);

                    Fan receiver = context.getBean(Fan.class);
                    receiver.deepest = 1;
                    int calls = receiver.calls;
                    assertThat(send(context).failures()).isEmpty();
                    assertThat(receiver.calls - calls).isEqualTo(6);
                });
    }

    @Test
    void anApplicationListenerThatSendsWhatItHearsIsStoppedToo() {
        contextRunner.withUserConfiguration(Plain.class).run(context -> {
            send(context);
            assertThat(context.getBean(Plain.class).calls).isEqualTo(32);
        });
    }

    @Test
    void sendingAFewLevelsDeepIsNothingSpecial(CapturedOutput output) {
        contextRunner.withUserConfiguration(Countdown.class).run(context -> {
            assertThat(send(context).failures()).isEmpty();
            assertThat(context.getBean(Countdown.class).left).isZero();
            assertThat(errors(output)).isEmpty();
        });
    }

    @Test
    void aLimitThatLetsNothingThroughIsRefused() {
        contextRunner
                .withPropertyValues("openedx.hooks.events.max-depth=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageEndingWith(
                                "openedx.hooks.events.max-depth must be a whole number, at least 1, found \"0\"."));
    }

    private static List<String> errors(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains(" ERROR ")).toList();
    }

    private static SendResult send(ApplicationContext context) {
        return context.getBean(OpenEdxEvents.class).send(REGISTERED);
    }

    @Configuration("direct")
    static class Direct {

        private final OpenEdxEvents events;

        private final List<SendResult> results = new ArrayList<>();

        private int calls;

        Direct(OpenEdxEvents events) {
            this.events = events;
        }

        @EventListener
        void again(StudentRegistrationCompleted event) {
            calls++;
            results.add(events.send(event));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Mutual {

        private final OpenEdxEvents events;

        private final List<SendResult> results = new ArrayList<>();

        private final List<String> calls = new ArrayList<>();

        Mutual(OpenEdxEvents events) {
            this.events = events;
        }

        @EventListener
        void registered(StudentRegistrationCompleted event) {
            calls.add("registered");
            results.add(events.send(LOGGED_IN));
        }

        @EventListener
        void loggedIn(SessionLoginCompleted event) {
            calls.add("logged in");
            results.add(events.send(REGISTERED));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Fan {

        private final OpenEdxEvents events;

        private int calls;

        private int depth;

        private int deepest = Integer.MAX_VALUE;

        Fan(OpenEdxEvents events) {
            this.events = events;
        }

        @EventListener
        @Order(1)
        void first(StudentRegistrationCompleted event) {
            again(event);
        }

        @EventListener
        @Order(2)
        void second(StudentRegistrationCompleted event) {
            again(event);
        }

        private void again(StudentRegistrationCompleted event) {
            calls++;
            if (depth < deepest) {
                depth++;
                try {
                    events.send(event);
                } finally {
                    depth--;
                }
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Plain implements ApplicationListener<OpenEdxApplicationEvent<StudentRegistrationCompleted>> {

        private final OpenEdxEvents events;

        private int calls;

        Plain(OpenEdxEvents events) {
            this.events = events;
        }

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            calls++;
            events.send(event.getPayload());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Countdown {

        private final OpenEdxEvents events;

        private int left = 31;

        Countdown(OpenEdxEvents events) {
            this.events = events;
        }

        @EventListener
        void count(StudentRegistrationCompleted event) {
            if (left > 0) {
                left--;
                events.send(event);
            }
        }
    }
}
