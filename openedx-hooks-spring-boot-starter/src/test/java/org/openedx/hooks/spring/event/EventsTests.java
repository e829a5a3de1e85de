/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.DeprecatedHook;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.event.TransactionalEventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class EventsTests {

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret")));

    private static final SessionLoginCompleted LOGGED_IN = new SessionLoginCompleted(REGISTERED.user());

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class))
            .withBean(Calls.class);

    @Test
    void receiversGetTheEventTheEnvelopeOrAllEventsInTheirOrder() {
        contextRunner.withUserConfiguration(Receivers.class).run(context -> {
            assertThat(send(context, REGISTERED).failures()).isEmpty();
            send(context, LOGGED_IN);

            assertThat(calls(context))
                    .containsExactly(
                            "payload StudentRegistrationCompleted",
                            "envelope StudentRegistrationCompleted",
                            "all StudentRegistrationCompleted",
                            "classes",
                            "listener StudentRegistrationCompleted",
                            "all SessionLoginCompleted",
                            "classes");
        });
    }

    @Test
    void aConditionDecidesWhetherAReceiverRuns() {
        contextRunner.withUserConfiguration(Conditional.class).run(context -> {
            send(context, REGISTERED);

            assertThat(calls(context)).containsExactly("user 7");
        });
    }

    @Test // SND-4, SND-6
    void aFailingReceiverLeavesTheSenderAndTheOtherReceiversAlone(CapturedOutput output) {
        contextRunner.withUserConfiguration(Failing.class).run(context -> {
            SendResult result = send(context, REGISTERED);

            assertThat(calls(context)).containsExactly("first", "third");
            assertThat(result.failures())
                    .extracting(ReceiverFailure::receiver)
                    .containsExactly("failing#second", "failing#badCondition");
            assertThat(result.failures().get(0).exception()).hasMessage("boom");
            assertThat(output.getAll().lines().filter(line -> line.contains(" ERROR ")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains(
                            "Receiver failing#second of org.openedx.learning.student.registration.completed.v1 failed");
            assertThat(output).contains("java.lang.IllegalStateException: boom").doesNotContain("Bob Secret");
        });
    }

    @ParameterizedTest // PUR-6
    @CsvSource({
        "/opt/lms/lib/badges-1.0.0.jar, badges-1.0.0.jar",
        "/home/ada/lms/target/classes/, classes",
        "nested:/opt/lms/lms.jar/!BOOT-INF/lib/badges-1.0.0.jar!/, badges-1.0.0.jar",
        "nested:/opt/lms/lms.jar/!BOOT-INF/classes/!/, lms.jar"
    })
    void aReceiverComesFromTheInnermostJar(String path, String origin) {
        assertThat(EventReceivers.origin(path)).isEqualTo(origin);
    }

    @Test // SND-5
    void theFirstFailureReachesTheSenderIfEventsAreNotRobust() {
        contextRunner
                .withUserConfiguration(Failing.class)
                .withPropertyValues("openedx.hooks.events.robust=false")
                .run(context -> {
                    assertThatThrownBy(() -> send(context, REGISTERED)).hasMessage("boom");
                    assertThat(calls(context)).containsExactly("first");
                });
    }

    @Test
    void aVirtualMachineErrorAlwaysReachesTheSender() {
        contextRunner
                .withUserConfiguration(OutOfMemory.class)
                .run(context ->
                        assertThatThrownBy(() -> send(context, REGISTERED)).isInstanceOf(OutOfMemoryError.class));
    }

    @Test
    void aFailingApplicationListenerNeverReachesTheSender(CapturedOutput output) {
        contextRunner.withUserConfiguration(FailingListener.class).run(context -> {
            assertThat(send(context, REGISTERED).failures())
                    .extracting(ReceiverFailure::receiver)
                    .containsExactly("ApplicationListener");
            assertThat(output).contains("FailingListener").contains("not mine");
        });
    }

    @Test
    void asynchronousReceiversRunOnAnotherThread() {
        contextRunner.withUserConfiguration(Asynchronous.class).run(context -> {
            send(context, REGISTERED);

            Asynchronous receiver = context.getBean(Asynchronous.class);
            assertThat(receiver.done().await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(calls(context)).singleElement().asString().startsWith("on other thread");
        });
    }

    @Test
    void beansOfTheSameClassHearEachForItself() {
        contextRunner
                .withBean("one", Counting.class)
                .withBean("other", Counting.class)
                .run(context -> {
                    send(context, REGISTERED);
                    context.getBean("one", Counting.class).heard = 10;
                    send(context, REGISTERED);

                    assertThat(context.getBean("one", Counting.class).heard).isEqualTo(11);
                    assertThat(context.getBean("other", Counting.class).heard).isEqualTo(2);
                });
    }

    @Test
    void lazyAndPrototypeReceiversAreCalled() {
        contextRunner.withUserConfiguration(Scoped.class).run(context -> {
            send(context, REGISTERED);
            send(context, REGISTERED);

            assertThat(calls(context)).hasSize(4);
            assertThat(calls(context).stream()
                            .filter(call -> call.startsWith("prototype"))
                            .distinct())
                    .hasSize(2);
            assertThat(calls(context).stream()
                            .filter(call -> call.startsWith("lazy"))
                            .distinct())
                    .hasSize(1);
        });
    }

    @Test // PUR-7, SND-3, SND-10
    void anEventThatIsSwitchedOffReachesNobody() {
        contextRunner
                .withUserConfiguration(Receivers.class)
                .withPropertyValues(
                        "openedx.hooks.enabled.org.openedx.learning=false",
                        "openedx.hooks.enabled.org.openedx.learning.auth=true")
                .run(context -> {
                    assertThat(send(context, REGISTERED)).isSameAs(SendResult.notSent());
                    assertThat(send(context, REGISTERED).metadata()).isEmpty();
                    send(context, LOGGED_IN);

                    assertThat(calls(context)).containsExactly("all SessionLoginCompleted", "classes");

                    context.getBean(HookSwitches.class)
                            .of(HookType.of("org.openedx.learning.student.registration.completed.v1"))
                            .set(true);
                    send(context, REGISTERED);
                    assertThat(calls(context)).hasSize(7);
                });
    }

    @Test // META-1 to META-10, SND-9
    void metadataIsMadeBySendingAndTheSameForAllReceivers() {
        contextRunner
                .withUserConfiguration(Metadata.class)
                .withPropertyValues("spring.application.name=lms")
                .run(context -> {
                    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                    SendResult result = send(context, REGISTERED);
                    Instant after = Instant.now();

                    EventMetadata metadata = result.metadata().orElseThrow();
                    assertThat(context.getBean(Metadata.class).seen).containsExactly(metadata, metadata);
                    assertThat(metadata.type())
                            .isEqualTo(HookType.of("org.openedx.learning.student.registration.completed.v1"));
                    assertThat(metadata.id().version()).isEqualTo(1);
                    assertThat(metadata.minorVersion()).isZero();
                    assertThat(metadata.source()).isEqualTo("openedx/lms/web");
                    assertThat(metadata.sourceHost())
                            .isEqualTo(InetAddress.getLocalHost().getHostName());
                    assertThat(metadata.sourceLib()).isEqualTo(List.of(0, 1, 0));
                    assertThat(metadata.time()).isBetween(before, after);
                    assertThat(metadata.time()).isEqualTo(metadata.time().truncatedTo(ChronoUnit.MICROS));
                    assertThat(send(context, REGISTERED)
                                    .metadata()
                                    .orElseThrow()
                                    .id())
                            .isNotEqualTo(metadata.id());
                });
    }

    @Test // META-5
    void theSourceSaysSoIfTheServiceHasNoName() {
        contextRunner.run(context -> assertThat(
                        send(context, REGISTERED).metadata().orElseThrow().source())
                .isEqualTo("openedx/SERVICE_NAME_UNSET/web"));
        contextRunner
                .withPropertyValues("openedx.hooks.service-name=cms", "spring.application.name=lms")
                .run(context -> assertThat(send(context, REGISTERED)
                                .metadata()
                                .orElseThrow()
                                .source())
                        .isEqualTo("openedx/cms/web"));
    }

    /** An empty name would make the source {@code openedx//web} (META-5). */
    @ParameterizedTest
    @CsvSource({
        "'', app, app",
        "' ', app, app",
        "'', '', SERVICE_NAME_UNSET",
        "'', ' ', SERVICE_NAME_UNSET",
        "service, app, service"
    })
    void anEmptyNameOfTheServiceIsNone(String serviceName, String applicationName, String expected) {
        contextRunner
                .withPropertyValues(
                        "openedx.hooks.service-name=" + serviceName, "spring.application.name=" + applicationName)
                .run(context -> assertThat(send(context, REGISTERED)
                                .metadata()
                                .orElseThrow()
                                .source())
                        .isEqualTo("openedx/%s/web".formatted(expected)));
    }

    @ParameterizedTest // DIV-6
    @CsvSource({
        "/openedx/{service}/worker, /openedx/lms/worker",
        "/openedx/{service}/web, /openedx/lms/web",
        "{service}, lms",
        "fixed, fixed"
    })
    void theSourceCanHaveTheFormOfOep41(String source, String expected) {
        contextRunner
                .withPropertyValues("openedx.hooks.service-name=lms", "openedx.hooks.events.source=" + source)
                .run(context -> assertThat(send(context, REGISTERED)
                                .metadata()
                                .orElseThrow()
                                .source())
                        .isEqualTo(expected));
    }

    @Test // META-9
    void theTimeOfTheEventCanBeGiven() {
        contextRunner.run(context -> {
            Instant time = Instant.parse("2024-05-06T07:08:09.123456789Z");
            assertThat(context.getBean(OpenEdxEvents.class)
                            .send(REGISTERED, time)
                            .metadata()
                            .orElseThrow()
                            .time())
                    .isEqualTo("2024-05-06T07:08:09.123456Z");
        });
    }

    @Test // META-9
    @SuppressWarnings("NullAway")
    void aTimeThatIsGivenMustBeOne() {
        contextRunner.run(context -> assertThatNullPointerException()
                .isThrownBy(() -> context.getBean(OpenEdxEvents.class).send(REGISTERED, null))
                .withMessage("time"));
    }

    @Test // META-9, decision 4
    void metadataThatIsMadeAtOnceIsExactToTheMicrosecond() {
        contextRunner.run(context -> Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> {
                    Instant time =
                            send(context, REGISTERED).metadata().orElseThrow().time();
                    assertThat(time).isNotEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
                }));
    }

    @Test // META-5
    @SuppressWarnings("NullAway")
    void theFactoryOfMetadataCanBeReplaced() {
        contextRunner
                .withBean("own", EventMetadataFactory.class, () -> new EventMetadataFactory("own"))
                .run(context -> assertThat(send(context, REGISTERED)
                                .metadata()
                                .orElseThrow()
                                .source())
                        .isEqualTo("openedx/own/web"));
        assertThatNullPointerException()
                .isThrownBy(() -> new EventMetadataFactory(null))
                .withMessage("serviceName");
    }

    @Test // PUR-3
    void whoListensToADeprecatedEventIsWarnedOnce(CapturedOutput output) {
        contextRunner.withUserConfiguration(Nostalgic.class).run(context -> {
            assertThat(output).doesNotContain("listens to");
            send(context, new OldThingHappened());
            send(context, new OldThingHappened());
            assertThat(output)
                    .containsOnlyOnce("Receiver nostalgic#receive listens to org.openedx.learning.old.happened.v1,"
                            + " deprecated since 1.2.0, replaced by org.openedx.learning.thing.happened.v1");
        });
    }

    /** As Spring Modulith's multicaster does. */
    @Test
    void someMulticastersAskAllListenersBeforeTheyCallOne() {
        contextRunner
                .withUserConfiguration(Failing.class, Conditional.class, Transactional.class, AsksFirst.class)
                .run(context -> {
                    assertThat(send(context, REGISTERED).failures())
                            .extracting(ReceiverFailure::receiver)
                            .containsExactly("failing#second", "failing#badCondition", "transactional#badCondition");
                    assertThat(calls(context)).containsExactly("first", "third", "user 7", "transactional 7");
                    assertThat(context.getBean(AsksFirst.class).declined)
                            .hasSize(2)
                            .allMatch(receiver -> receiver.endsWith("#eight"));
                });
    }

    @Test // of Spring Modulith: a transaction must not commit without what its listeners are to get
    void aFailureToStoreWhatListenersAreToGetReachesTheSender() {
        contextRunner.withUserConfiguration(Storing.class).run(context -> {
            Storing listener = context.getBean(Storing.class);
            RuntimeException failure =
                    listener.failsIn("org.springframework.modulith.events.core.DefaultRegistry", "store");
            assertThatThrownBy(() -> send(context, REGISTERED)).isSameAs(failure);
            for (RuntimeException other : List.of(
                    listener.failsIn("org.springframework.modulith.events.core.DefaultRegistry", "complete"),
                    listener.failsIn("com.example.modulith.events.Registry", "store"))) {
                listener.failure = other;
                assertThat(send(context, REGISTERED).failures())
                        .extracting(ReceiverFailure::exception)
                        .containsExactly(other);
            }
        });
    }

    @Test // VER-4
    void versionsOfAnEventHaveTheSameTime() {
        contextRunner.run(context -> {
            List<SendResult> results =
                    context.getBean(OpenEdxEvents.class).sendVersions(new ThingHappened(), new ThingHappenedV2());

            assertThat(results)
                    .extracting(result -> result.metadata().orElseThrow().type().value())
                    .containsExactly(
                            "org.openedx.learning.thing.happened.v1", "org.openedx.learning.thing.happened.v2");
            assertThat(results.stream()
                            .map(result -> result.metadata().orElseThrow().time())
                            .distinct())
                    .hasSize(1);
        });
    }

    @Test // META-13, BUS-4
    void anEventFromElsewhereKeepsItsMetadata() {
        contextRunner.withUserConfiguration(Metadata.class).run(context -> {
            EventMetadata theirs = new EventMetadata(
                    HookType.of("org.openedx.learning.student.registration.completed.v1"),
                    UUID.fromString("11111111-2222-1333-8444-555555555555"),
                    3,
                    "openedx/elsewhere/web",
                    "there",
                    Instant.EPOCH,
                    List.of(11, 2, 0));

            context.getBean(OpenEdxEvents.class).resend(REGISTERED, theirs);

            assertThat(context.getBean(Metadata.class).seen).containsExactly(theirs, theirs);
            assertThat(context.getBean(Metadata.class).fromEventBus).isTrue();
        });
    }

    @Test // SND-8
    void aRawPublicationReachesReceiversAndWarnsOnce(CapturedOutput output) {
        contextRunner.withUserConfiguration(Receivers.class).run(context -> {
            context.publishEvent(REGISTERED);
            context.publishEvent(REGISTERED);

            assertThat(calls(context)).contains("payload StudentRegistrationCompleted");
            assertThat(output.getAll().lines().filter(line -> line.contains("OpenEdxEvents.send (SND-8)")))
                    .hasSize(1);
        });
    }

    @Test // SND-4, SND-8
    void aFailingReceiverOfARawPublicationLeavesThePublisherAndTheOtherReceiversAlone(CapturedOutput output) {
        contextRunner.withUserConfiguration(Failing.class).run(context -> {
            context.publishEvent(REGISTERED);

            assertThat(calls(context)).containsExactly("first");
            assertThat(output)
                    .contains(
                            "Receiver failing#second of org.openedx.learning.student.registration.completed.v1 failed");
        });
    }

    @Test
    void aRawPublicationKeepsSpringsBehaviourIfTheUserHasASender() {
        contextRunner
                .withUserConfiguration(Failing.class)
                .withBean("own", OpenEdxEvents.class, () -> mock(OpenEdxEvents.class))
                .run(context -> {
                    assertThatThrownBy(() -> context.publishEvent(REGISTERED)).hasMessage("boom");
                    assertThat(calls(context)).containsExactly("first");
                });
    }

    @Test
    void aRawPublicationIsForThoseWhoseConditionAllowsItIfTheUserHasASender() {
        contextRunner
                .withUserConfiguration(Conditional.class)
                .withBean("own", OpenEdxEvents.class, () -> mock(OpenEdxEvents.class))
                .run(context -> {
                    context.publishEvent(REGISTERED);
                    assertThat(calls(context)).containsExactly("user 7");
                });
    }

    @Test
    void receiversOfAParentContextGetTheEventToo() {
        contextRunner
                .withUserConfiguration(Receivers.class)
                .run(parent -> contextRunner
                        .withParent(parent)
                        .withUserConfiguration(Failing.class)
                        .run(context -> {
                            context.getBean(OpenEdxEvents.class).send(REGISTERED);

                            assertThat(calls(context)).containsExactly("first", "third");
                            assertThat(calls(parent)).contains("payload StudentRegistrationCompleted");
                        }));
    }

    @Test
    void aSenderOfTheUserWins() {
        OpenEdxEvents own = org.mockito.Mockito.mock();
        contextRunner
                .withBean(OpenEdxEvents.class, () -> own)
                .run(context -> assertThat(context.getBean(OpenEdxEvents.class)).isSameAs(own));
    }

    @Test
    void listenersOfOtherEventsKeepSpringsBehaviour(CapturedOutput output) {
        contextRunner
                .withUserConfiguration(Ordinary.class)
                .run(context ->
                        assertThatThrownBy(() -> context.publishEvent("text")).hasMessage("as ever"));
        assertThat(output).doesNotContain("without metadata");
    }

    private static SendResult send(AssertableApplicationContext context, OpenEdxEvent event) {
        return context.getBean(OpenEdxEvents.class).send(event);
    }

    private static List<String> calls(org.springframework.context.ApplicationContext context) {
        return context.getBean(Calls.class).all;
    }

    @EventHook(type = "org.openedx.learning.thing.happened.v1")
    record ThingHappened() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.thing.happened.v2")
    record ThingHappenedV2() implements OpenEdxEvent {}

    @DeprecatedHook(since = "1.2.0", replacedBy = "org.openedx.learning.thing.happened.v1")
    @EventHook(type = "org.openedx.learning.old.happened.v1")
    record OldThingHappened() implements OpenEdxEvent {}

    static class Calls {

        final List<String> all = java.util.Collections.synchronizedList(new ArrayList<>());

        void add(String call) {
            all.add(call);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Receivers {

        private final Calls calls;

        Receivers(Calls calls) {
            this.calls = calls;
        }

        @EventListener
        @Order(1)
        void payload(StudentRegistrationCompleted event) {
            calls.add("payload " + event.getClass().getSimpleName());
        }

        @EventListener
        @Order(2)
        void envelope(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            calls.add("envelope " + event.getPayload().getClass().getSimpleName());
        }

        @EventListener
        @Order(3)
        public void all(OpenEdxEvent event) {
            calls.add("all " + event.getClass().getSimpleName());
        }

        @EventListener(classes = {StudentRegistrationCompleted.class, SessionLoginCompleted.class})
        @Order(4)
        void classes() {
            calls.add("classes");
        }

        @Bean
        ApplicationListener<PayloadApplicationEvent<StudentRegistrationCompleted>> listener() {
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(PayloadApplicationEvent<StudentRegistrationCompleted> event) {
                    calls.add("listener " + event.getPayload().getClass().getSimpleName());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Conditional {

        private final Calls calls;

        Conditional(Calls calls) {
            this.calls = calls;
        }

        @EventListener(condition = "#event.user().id() == 7")
        void seven(StudentRegistrationCompleted event) {
            calls.add("user 7");
        }

        @EventListener(condition = "#event.user().id() == 8")
        void eight(StudentRegistrationCompleted event) {
            calls.add("user 8");
        }
    }

    @Configuration("transactional")
    static class Transactional {

        private final Calls calls;

        Transactional(Calls calls) {
            this.calls = calls;
        }

        @TransactionalEventListener(condition = "#event.user().id() == 7", fallbackExecution = true)
        void seven(StudentRegistrationCompleted event) {
            calls.add("transactional 7");
        }

        @TransactionalEventListener(condition = "#event.user().id() == 8", fallbackExecution = true)
        void eight(StudentRegistrationCompleted event) {
            calls.add("transactional 8");
        }

        @TransactionalEventListener(condition = "#event.nothingLikeThis", fallbackExecution = true)
        void badCondition(StudentRegistrationCompleted event) {
            calls.add("bad");
        }
    }

    static class Counting {

        private int heard;

        @EventListener
        void count(StudentRegistrationCompleted event) {
            heard++;
        }
    }

    @Configuration("failing")
    static class Failing {

        private final Calls calls;

        Failing(Calls calls) {
            this.calls = calls;
        }

        @EventListener
        @Order(1)
        void first(StudentRegistrationCompleted event) {
            calls.add("first");
        }

        @EventListener
        @Order(2)
        void second(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }

        @EventListener(condition = "#event.nothingLikeThis")
        @Order(3)
        void badCondition(StudentRegistrationCompleted event) {
            calls.add("bad");
        }

        @EventListener
        @Order(4)
        void third(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            calls.add("third");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OutOfMemory {

        @EventListener
        void fail(StudentRegistrationCompleted event) {
            throw new OutOfMemoryError("simulated");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingListener implements ApplicationListener<OpenEdxApplicationEvent<StudentRegistrationCompleted>> {

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            throw new IllegalStateException("not mine");
        }
    }

    @Configuration("nostalgic")
    static class Nostalgic {

        @EventListener
        void receive(OldThingHappened event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class AsksFirst {

        private final List<String> declined = new ArrayList<>();

        @Bean
        SimpleApplicationEventMulticaster applicationEventMulticaster() {
            return new SimpleApplicationEventMulticaster() {
                @Override
                protected Collection<ApplicationListener<?>> getApplicationListeners(
                        ApplicationEvent event, ResolvableType type) {
                    return super.getApplicationListeners(event, type).stream()
                            .filter(listener -> isAsked(listener, event))
                            .toList();
                }
            };
        }

        private boolean isAsked(ApplicationListener<?> listener, ApplicationEvent event) {
            boolean asked =
                    !(listener instanceof ApplicationListenerMethodAdapter method) || method.shouldHandle(event);
            if (!asked) {
                declined.add(((ReceiverListener) listener).receiver().name());
            }
            return asked;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Storing implements ApplicationListener<OpenEdxApplicationEvent<StudentRegistrationCompleted>> {

        private @Nullable RuntimeException failure;

        RuntimeException failsIn(String className, String method) {
            RuntimeException fails = new IllegalStateException(method);
            fails.setStackTrace(new StackTraceElement[] {
                new StackTraceElement("com.example.Database", "insert", null, 1),
                new StackTraceElement(className, method, null, 1)
            });
            failure = fails;
            return fails;
        }

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            throw Objects.requireNonNull(failure);
        }
    }

    @EnableAsync
    @Configuration
    static class Asynchronous {

        private final Calls calls;

        private final CountDownLatch done = new CountDownLatch(1);

        Asynchronous(Calls calls) {
            this.calls = calls;
        }

        CountDownLatch done() {
            return done;
        }

        @Bean
        AsyncReceiver asyncReceiver() {
            return new AsyncReceiver(calls, done, Thread.currentThread());
        }
    }

    static class AsyncReceiver {

        private final Calls calls;

        private final CountDownLatch done;

        private final Thread sender;

        AsyncReceiver(Calls calls, CountDownLatch done, Thread sender) {
            this.calls = calls;
            this.done = done;
            this.sender = sender;
        }

        @Async
        @EventListener
        public void receive(StudentRegistrationCompleted event) {
            calls.add("on " + (Thread.currentThread().equals(sender) ? "same" : "other") + " thread");
            done.countDown();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Scoped {

        @Bean
        @Scope("prototype")
        Numbered prototype(Calls calls) {
            return new Numbered("prototype", calls);
        }

        @Bean
        @Lazy
        Numbered lazy(Calls calls) {
            return new Numbered("lazy", calls);
        }
    }

    static class Numbered {

        private final String name;

        private final Calls calls;

        Numbered(String name, Calls calls) {
            this.name = name;
            this.calls = calls;
        }

        @EventListener
        void receive(StudentRegistrationCompleted event) {
            calls.add(name + System.identityHashCode(this));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Metadata {

        private final List<EventMetadata> seen = new ArrayList<>();

        private boolean fromEventBus;

        @EventListener
        void first(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            seen.add(event.metadata());
            fromEventBus = event.isFromEventBus();
        }

        @EventListener
        void second(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            seen.add(event.metadata());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Ordinary {

        @EventListener
        void receive(String text) {
            throw new IllegalStateException("as ever");
        }
    }
}
