/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookType;
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
import org.openedx.hooks.spring.observe.HookActivity;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.openedx.hooks.spring.observe.RecordedRun;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.event.TransactionalEventListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/** Receivers that return something, that are inherited, that are interrupted, and whose beans come and go. */
@ExtendWith(OutputCaptureExtension.class)
class ReceiverKindsTests {

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(BOB);

    private static final SessionLoginCompleted LOGGED_IN = new SessionLoginCompleted(BOB);

    private static final HookType LOGIN = HookType.of("org.openedx.learning.auth.session.login.completed.v1");

    private static final String REGISTERED_TYPE = "org.openedx.learning.student.registration.completed.v1";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void anEventThatAReceiverReturnsIsSent() {
        runner.withUserConfiguration(Returning.class, Logins.class)
                .withPropertyValues("openedx.hooks.recent=20")
                .run(context -> {
                    Returning returning = context.getBean(Returning.class);
                    for (Object returned : List.of(
                            LOGGED_IN,
                            List.of(LOGGED_IN, "text"),
                            new Object[] {LOGGED_IN},
                            CompletableFuture.completedFuture(LOGGED_IN),
                            CompletableFuture.supplyAsync(() -> LOGGED_IN),
                            Mono.just(LOGGED_IN),
                            Flux.just(LOGGED_IN))) {
                        returning.returned = returned;
                        Logins logins = context.getBean(Logins.class);
                        logins.heard.clear();
                        assertThat(events(context).send(REGISTERED).failures()).isEmpty();
                        Awaitility.await()
                                .untilAsserted(() -> assertThat(logins.heard).hasSize(1));
                        assertThat(logins.heard.get(0).type()).isEqualTo(LOGIN);
                    }
                    assertThat(context.getBean(EventUsage.class).isSent(LOGIN)).isTrue();
                    assertThat(returning.texts).containsExactly("text");
                    List<RecordedRun> runs = context.getBean(HookActivity.class).recent();
                    RecordedRun login = runs.stream()
                            .filter(run -> run.type().equals(LOGIN) && run.part() == null)
                            .findFirst()
                            .orElseThrow();
                    assertThat(runs)
                            .filteredOn(run -> "returning#receive".equals(run.part()))
                            .extracting(RecordedRun::run)
                            .contains(login.parent());
                });
    }

    @Test
    void anEventThatIsReturnedLateIsPartOfTheReceiversRunAndWhatItsThreadSendsNextIsNot() {
        runner.withUserConfiguration(Returning.class)
                .withPropertyValues("openedx.hooks.recent=20")
                .run(context -> {
                    CompletableFuture<Object> later = new CompletableFuture<>();
                    context.getBean(Returning.class).returned = later;
                    events(context).send(REGISTERED);
                    later.complete(LOGGED_IN);
                    events(context).send(LOGGED_IN);

                    List<RecordedRun> runs = context.getBean(HookActivity.class).recent();
                    RecordedRun receiver = runs.stream()
                            .filter(run -> run.part() != null)
                            .findFirst()
                            .orElseThrow();
                    assertThat(runs)
                            .filteredOn(run -> run.type().equals(LOGIN))
                            .extracting(RecordedRun::parent)
                            .containsExactly(receiver.run(), null);
                });
    }

    @Test
    void aReturnedEventThatIsSwitchedOffIsNotSent() {
        runner.withUserConfiguration(Returning.class, Logins.class)
                .withPropertyValues("openedx.hooks.enabled." + LOGIN + "=false")
                .run(context -> {
                    context.getBean(Returning.class).returned = LOGGED_IN;
                    events(context).send(REGISTERED);
                    assertThat(context.getBean(Logins.class).heard).isEmpty();
                });
    }

    @Test // SND-4
    void whatFailsWhenTheReceiverHasReturnedIsAFailureLikeOthers(CapturedOutput output) {
        runner.withUserConfiguration(Returning.class).run(context -> {
            Returning returning = context.getBean(Returning.class);
            int failures = 0;
            for (Object returned : List.of(
                    CompletableFuture.failedFuture(new IllegalStateException("failed future")),
                    Mono.error(new IllegalStateException("failed mono")))) {
                returning.returned = returned;
                SendResult result = events(context).send(REGISTERED);
                assertThat(result.failures())
                        .extracting(
                                ReceiverFailure::receiver,
                                failure -> failure.exception().getClass())
                        .containsExactly(tuple("returning#receive", IllegalStateException.class));
                assertThat(count(context, "failure")).isEqualTo(++failures);
            }
            assertThat(count(context, "success")).isZero();
            assertThat(output)
                    .contains("Receiver returning#receive of " + REGISTERED_TYPE + " failed")
                    .contains("IllegalStateException: failed future")
                    .contains("IllegalStateException: failed mono")
                    .doesNotContain("Unexpected error occurred in asynchronous listener");
        });
    }

    @Test
    void whatAReceiverReturnsMayBeNothingInManyWays() {
        runner.withUserConfiguration(Returning.class, Logins.class).run(context -> {
            for (Object returned : List.of(
                    CompletableFuture.completedFuture(null),
                    Arrays.asList(null, LOGGED_IN, null),
                    new Object[] {null},
                    List.of(),
                    Mono.empty())) {
                context.getBean(Returning.class).returned = returned;
                assertThat(events(context).send(REGISTERED).failures()).isEmpty();
            }
            assertThat(context.getBean(Logins.class).heard).hasSize(1);
            assertThat(count(context, "failure")).isZero();
        });
    }

    @Test // SND-4
    void theFailureIsWhatWentWrongAndNotWhatItWasWrappedIn() {
        IllegalStateException cause = new IllegalStateException("the cause");
        RuntimeException bare = new CompletionException("bare", null);
        CompletableFuture<Object> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        runner.withUserConfiguration(Returning.class).run(context -> {
            Returning returning = context.getBean(Returning.class);
            for (Object wrapped : List.of(
                    CompletableFuture.failedFuture(new CompletionException(new CompletionException(cause))),
                    CompletableFuture.failedFuture(new ExecutionException(cause)),
                    Mono.error(new CompletionException(cause)))) {
                returning.returned = wrapped;
                assertThat(events(context).send(REGISTERED).failures())
                        .extracting(ReceiverFailure::exception)
                        .containsExactly(cause);
            }
            returning.returned = CompletableFuture.failedFuture(bare);
            assertThat(events(context).send(REGISTERED).failures())
                    .extracting(ReceiverFailure::exception)
                    .containsExactly(bare);
            returning.returned = cancelled;
            assertThat(events(context).send(REGISTERED).failures())
                    .singleElement()
                    .extracting(ReceiverFailure::exception)
                    .isInstanceOf(CancellationException.class);
        });
    }

    @Test // SND-4
    void aStreamIsCancelledWhenOneOfItsValuesCannotBePublished() {
        boolean[] cancelled = {false};
        runner.withUserConfiguration(Returning.class).run(context -> {
            Returning returning = context.getBean(Returning.class);
            returning.onText = text -> {
                throw new IllegalStateException("listener of " + text);
            };
            returning.returned = Flux.just("a", "b").doOnCancel(() -> cancelled[0] = true);
            assertThat(events(context).send(REGISTERED).failures())
                    .singleElement()
                    .satisfies(failure -> {
                        assertThat(failure.receiver()).isEqualTo("returning#receive");
                        assertThat(failure.exception()).hasMessage("listener of a");
                    });
            assertThat(returning.texts).containsExactly("a");
            assertThat(cancelled).containsExactly(true);
        });
    }

    @Test // SND-4
    void whatFailsLaterIsLoggedWithItsReceiverAndCounted(CapturedOutput output) {
        runner.withUserConfiguration(Returning.class).run(context -> {
            CompletableFuture<Object> later = new CompletableFuture<>();
            context.getBean(Returning.class).returned = later;
            assertThat(events(context).send(REGISTERED).failures()).isEmpty();
            assertThat(count(context, "failure") + count(context, "success")).isZero();
            later.completeExceptionally(new IllegalStateException("failed later"));
            assertThat(count(context, "failure")).isEqualTo(1);
            assertThat(count(context, "success")).isZero();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("openedx.hooks.event.receiver")
                            .timer()
                            .totalTime(TimeUnit.MINUTES))
                    .isBetween(0.0, 1.0);
            assertThat(output)
                    .containsOnlyOnce("Receiver returning#receive of " + REGISTERED_TYPE + " failed")
                    .contains("IllegalStateException: failed later");
        });
    }

    /** On a thread of its own, since JUnit calls tests by reflection. */
    @Test
    void aReceiverThatReturnsNothingIsCalledWithoutReflection() {
        runner.withUserConfiguration(Called.class).run(context -> {
            for (int i = 0; i < 2; i++) {
                Called.Receivers receivers = context.getBean(Called.Receivers.class);
                for (int j = 0; j < 2; j++) {
                    receivers.reflected.clear();
                    Thread sender = new Thread(() -> events(context).send(REGISTERED));
                    sender.start();
                    sender.join(60_000);
                    assertThat(receivers.reflected)
                            .containsOnly(
                                    entry("nothing", false),
                                    entry("envelope", false),
                                    entry("something", true),
                                    // until it turns out that no other thread takes it
                                    entry("asynchronous", i + j == 0));
                }
                ((DefaultListableBeanFactory)
                                context.getSourceApplicationContext().getBeanFactory())
                        .destroySingleton("receivers");
            }
        });
    }

    @Test // SND-4
    void aReceiverMayOnlyNameItsEventsOrTakeThePublicationOfOneAndIsIsolatedAsOthers() {
        runner.withUserConfiguration(Naming.class).run(context -> {
            assertThat(events(context).send(REGISTERED).failures())
                    .extracting(ReceiverFailure::receiver)
                    .containsExactly("naming#names", "naming#takesPublication", "ApplicationListener");
            assertThat(events(context).send(LOGGED_IN).failures())
                    .extracting(ReceiverFailure::receiver)
                    .containsExactly("naming#names");
        });
    }

    @Test
    void aReceiverThatAGenericBaseDeclaresHearsItsOwnEventOnly() {
        runner.withUserConfiguration(Generic.class).run(context -> {
            Generic.Registrations registrations = context.getBean(Generic.Registrations.class);
            Generic.Visits visits = context.getBean(Generic.Visits.class);
            assertThat(events(context).send(REGISTERED).failures()).isEmpty();
            assertThat(events(context).send(LOGGED_IN).failures()).isEmpty();
            assertThat(registrations.heard).containsExactly(REGISTERED);
            assertThat(visits.heard).containsExactly(LOGGED_IN);
            assertThat(registrations.envelopes).containsExactly(REGISTERED);
            assertThat(visits.envelopes).containsExactly(LOGGED_IN);
            assertThat(registrations.transactional).containsExactly(REGISTERED);
            assertThat(visits.transactional).containsExactly(LOGGED_IN);
            assertThat(context.getBean(EventDelivery.class).isAwaited(LOGIN)).isTrue();
            assertThat(context.getBean(EventDelivery.class)
                            .isAwaited(HookType.of("org.openedx.learning.course.enrollment.created.v1")))
                    .isFalse();
        });
    }

    @Test
    void anInterruptedReceiverLeavesTheThreadInterrupted() {
        runner.withUserConfiguration(Interrupted.class).run(context -> {
            assertThat(events(context).send(REGISTERED).failures()).hasSize(1);
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void aBeanThatIsMadeAgainIsCalledInPlaceOfTheOldOne() {
        runner.withUserConfiguration(Made.class).run(context -> {
            DefaultListableBeanFactory beans = (DefaultListableBeanFactory)
                    context.getSourceApplicationContext().getBeanFactory();
            Made.Counter first = context.getBean(Made.Counter.class);
            events(context).send(REGISTERED);
            events(context).send(REGISTERED);
            assertThat(first.heard).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                beans.destroySingleton("counter");
                Made.Counter next = context.getBean(Made.Counter.class);
                assertThat(next).isNotSameAs(first);
                events(context).send(REGISTERED);
                events(context).send(REGISTERED);
                assertThat(next.heard).isEqualTo(2);
                assertThat(next.transactional).isEqualTo(2);
            }
            assertThat(first.heard).isEqualTo(2);
        });
    }

    @Test
    void aSingletonThatWasRegisteredAndIsReplacedIsCalledInPlaceOfTheOldOne() {
        Made.Counter first = new Made.Counter();
        Made.Counter second = new Made.Counter();
        runner.withInitializer(context -> context.getBeanFactory().registerSingleton("registered", first))
                .run(context -> {
                    events(context).send(REGISTERED);
                    DefaultListableBeanFactory beans = (DefaultListableBeanFactory)
                            context.getSourceApplicationContext().getBeanFactory();
                    beans.destroySingleton("registered");
                    beans.registerSingleton("registered", second);
                    events(context).send(REGISTERED);
                    assertThat(first.heard).isEqualTo(1);
                    assertThat(second.heard).isEqualTo(1);
                });
    }

    @Test
    void whatIsSentAfterTheContextWasClosedIsHeardByNobodyAndSaidOnce(CapturedOutput output) {
        ApplicationContext[] closed = new ApplicationContext[1];
        EventMetadata[] metadata = new EventMetadata[1];
        runner.withUserConfiguration(Logins.class).run(context -> {
            closed[0] = context.getSourceApplicationContext();
            metadata[0] = events(context).send(LOGGED_IN).metadata().orElseThrow();
            OpenEdxEvents events = events(context);
            Logins logins = context.getBean(Logins.class);
            ((AbstractApplicationContext) closed[0]).close();
            for (int i = 0; i < 3; i++) {
                assertThat(events.send(LOGGED_IN).failures()).isEmpty();
                events.sendAfterCommit(LOGGED_IN);
                assertThat(events.resend(LOGGED_IN, metadata[0]).metadata()).contains(metadata[0]);
            }
            assertThat(logins.heard).hasSize(1);
            assertThat(output).containsOnlyOnce("was sent after the application context was closed");
        });
    }

    @Test
    void anEventThatIsFirstSentAfterTheContextWasClosedMakesNoObservers(CapturedOutput output) {
        OpenEdxEvents[] events = new OpenEdxEvents[1];
        runner.withUserConfiguration(Unmakeable.class).run(context -> {
            events[0] = events(context);
            ((AbstractApplicationContext) context.getSourceApplicationContext()).close();
            assertThat(events[0].send(LOGGED_IN).failures()).isEmpty();
        });
        assertThat(output)
                .contains("was sent after the application context was closed")
                .doesNotContain("unmakeable");
    }

    @Test
    void observersThatCannotBeMadeChangeNothing(CapturedOutput output) {
        runner.withUserConfiguration(Unmakeable.class, Logins.class).run(context -> {
            assertThat(events(context).send(LOGGED_IN).failures()).isEmpty();
            assertThat(events(context).send(REGISTERED).failures()).isEmpty();
            assertThat(context.getBean(Logins.class).heard).hasSize(1);
        });
        assertThat(output).containsOnlyOnce("The observers of hooks cannot be made, so hooks run unobserved");
    }

    @Configuration(proxyBeanMethods = false)
    static class Unmakeable {

        @Bean
        @Lazy
        HookObserver.Factory unmakeable() {
            throw new IllegalStateException("not now");
        }
    }

    @Test
    void whatIsSentWhileBeansAreMadeIsSaidOnceToBeHeardByNobody(CapturedOutput output) {
        runner.withUserConfiguration(Early.class, Logins.class)
                .withBean(
                        EventOutlet.class,
                        () -> signal -> event -> {
                            throw new IllegalStateException("too early");
                        })
                .run(context -> {
                    assertThat(context.getBean(Logins.class).heard).isEmpty();
                    assertThat(output)
                            .containsOnlyOnce("OpenEdxApplicationEvent[" + LOGIN
                                    + "] was sent while the application's beans were being made");
                });
    }

    @Test
    void whatIsSentWhileBeansAreMadeIsHeardByTheParentContext(CapturedOutput output) {
        runner.withUserConfiguration(Logins.class)
                .run(parent -> runner.withParent(parent.getSourceApplicationContext())
                        .withUserConfiguration(Early.class)
                        .run(context -> {
                            assertThat(parent.getBean(Logins.class).heard).hasSize(3);
                            assertThat(output).doesNotContain("while the application's beans were being made");
                        }));
    }

    @Test
    void whatIsSentWhileBeansAreMadeMakesNoOtherBeans() {
        List<String> made = new ArrayList<>();
        runner.withUserConfiguration(Early.class, Late.class)
                .withInitializer(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        made.add(name);
                        return bean;
                    }
                }))
                .run(context -> {
                    assertThat(made).containsSubsequence("early", "lateObserver", "lateOutlet");
                    events(context).send(LOGGED_IN);
                    assertThat(context.getBean(Late.class).asked).containsExactly("outlet", "observer");
                });
    }

    private static OpenEdxEvents events(ApplicationContext context) {
        return context.getBean(OpenEdxEvents.class);
    }

    private static long count(ApplicationContext context, String outcome) {
        @Nullable
        Timer timer = context.getBean(MeterRegistry.class)
                .find("openedx.hooks.event.receiver")
                .tag("outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Configuration("returning")
    static class Returning {

        private @Nullable Object returned;

        private final List<String> texts = new ArrayList<>();

        private Consumer<String> onText = text -> {};

        @EventListener
        @Nullable
        Object receive(StudentRegistrationCompleted event) {
            return returned;
        }

        @EventListener
        void hear(String text) {
            texts.add(text);
            onText.accept(text);
        }
    }

    @Configuration("logins")
    static class Logins {

        private final List<EventMetadata> heard = new CopyOnWriteArrayList<>();

        @EventListener
        void hear(OpenEdxApplicationEvent<SessionLoginCompleted> event) {
            heard.add(event.metadata());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Called {

        @Bean
        Receivers receivers() {
            return new Receivers();
        }

        static class Receivers {

            private final Map<String, Boolean> reflected = new ConcurrentHashMap<>();

            @EventListener
            void nothing(StudentRegistrationCompleted event) {
                look("nothing");
            }

            @EventListener
            void envelope(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
                look("envelope");
            }

            @EventListener
            List<Object> something(StudentRegistrationCompleted event) {
                look("something");
                return List.of();
            }

            @Async
            @EventListener
            void asynchronous(StudentRegistrationCompleted event) {
                look("asynchronous");
            }

            private void look(String receiver) {
                reflected.put(
                        receiver,
                        Stream.of(new Throwable().getStackTrace())
                                .anyMatch(frame -> frame.getClassName().startsWith("java.lang.reflect.")));
            }
        }
    }

    @Configuration("naming")
    static class Naming {

        @EventListener({StudentRegistrationCompleted.class, SessionLoginCompleted.class})
        @Order(1)
        void names() {
            throw new IllegalStateException("named");
        }

        @EventListener
        @Order(2)
        void takesPublication(PayloadApplicationEvent<StudentRegistrationCompleted> event) {
            throw new IllegalStateException(event.getPayload().getClass().getSimpleName());
        }

        @EventListener({StudentRegistrationCompleted.class, String.class})
        @Order(3)
        void namesOthersToo() {
            throw new IllegalStateException("not only Open edX");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Generic {

        @Bean
        Registrations registrations() {
            return new Registrations();
        }

        @Bean
        Visits visits() {
            return new Visits();
        }

        abstract static class Base<E extends OpenEdxEvent> {

            final List<OpenEdxEvent> heard = new ArrayList<>();

            final List<OpenEdxEvent> envelopes = new ArrayList<>();

            final List<OpenEdxEvent> transactional = new ArrayList<>();

            @EventListener
            void on(E event) {
                typed(event);
                heard.add(event);
            }

            @EventListener
            void onEnvelope(OpenEdxApplicationEvent<E> event) {
                typed(event.getPayload());
                envelopes.add(event.getPayload());
            }

            @TransactionalEventListener(fallbackExecution = true)
            void onCommit(E event) {
                transactional.add(event);
            }

            abstract void typed(E event);
        }

        static class Registrations extends Base<StudentRegistrationCompleted> {
            @Override
            void typed(StudentRegistrationCompleted event) {}
        }

        static class Visits extends Base<SessionLoginCompleted> {
            @Override
            void typed(SessionLoginCompleted event) {}
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Interrupted {

        @EventListener
        void receive(StudentRegistrationCompleted event) throws InterruptedException {
            throw new InterruptedException();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Made {

        @Bean
        Counter counter() {
            return new Counter();
        }

        static class Counter {

            private int heard;

            private int transactional;

            @EventListener
            void receive(StudentRegistrationCompleted event) {
                heard++;
            }

            @TransactionalEventListener(fallbackExecution = true)
            void onCommit(StudentRegistrationCompleted event) {
                transactional++;
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Early {

        @Bean
        Object early(OpenEdxEvents events) {
            for (int i = 0; i < 3; i++) {
                events.send(LOGGED_IN);
            }
            return Map.of();
        }
    }

    @Configuration("late")
    static class Late {

        private final List<String> asked = new ArrayList<>();

        @Bean
        HookObserver.Factory lateObserver() {
            return new HookObserver.Factory() {
                @Override
                public HookObserver forHook(HookDefinition hook) {
                    asked.add("observer");
                    return HookObserver.NONE;
                }

                @Override
                public HookObserver forPart(HookDefinition hook, String part) {
                    return HookObserver.NONE;
                }
            };
        }

        @Bean
        EventOutlet lateOutlet() {
            return signal -> {
                asked.add("outlet");
                return null;
            };
        }
    }
}
