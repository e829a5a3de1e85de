/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class EventUsageTests {

    private static final HookType REGISTRATION = HookType.of("org.openedx.learning.student.registration.completed.v1");

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret")));

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void aSendThatNobodyTakesIsCounted() {
        contextRunner.run(context -> {
            for (int send = 0; send < 5; send++) {
                send(context, REGISTERED);
            }
            assertThat(unheard(context)).isEqualTo(5);
            assertThat(usage(context).unheard()).containsExactly(REGISTRATION);
            assertThat(usage(context).isSent(REGISTRATION)).isTrue();
        });
    }

    @Test
    void whoListensToEverythingDoesNotListenToTheEvent() {
        contextRunner.withUserConfiguration(Everything.class).run(context -> {
            send(context, REGISTERED);
            assertThat(unheard(context)).isEqualTo(1);
        });
    }

    @Test
    void aSendThatAReceiverOrAnotherListenerTakesIsNotCounted() {
        for (Class<?> listeners : List.of(Receivers.class, Declines.class, Plain.class, Catcher.class, Async.class)) {
            contextRunner.withUserConfiguration(listeners).run(context -> {
                send(context, REGISTERED);
                send(context, REGISTERED);
                assertThat(unheard(context)).as(listeners.getSimpleName()).isZero();
                assertThat(usage(context).unheard()).isEmpty();
                assertThat(usage(context).isSent(REGISTRATION)).isTrue();
            });
        }
    }

    @Test
    void aReceiverOfTheParentContextHearsToo() {
        contextRunner
                .withUserConfiguration(Receivers.class)
                .run(parent -> contextRunner
                        .withParent(parent.getSourceApplicationContext())
                        .run(context -> {
                            send(context, REGISTERED);
                            assertThat(unheard(parent)).isZero();
                            assertThat(usage(context).unheard()).isEmpty();
                        }));
    }

    @Test
    void aTransactionalReceiverHearsInATransactionOnly() {
        contextRunner.withUserConfiguration(Transactional.class).run(context -> {
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> send(context, REGISTERED));
            assertThat(unheard(context)).isZero();

            send(context, REGISTERED);
            assertThat(unheard(context)).isEqualTo(1);
            assertThat(usage(context).unheard()).containsExactly(REGISTRATION);
        });
    }

    @Test
    void aListenerThatComesLaterIsNoticedAtOnceAndSoIsOneThatGoes() {
        contextRunner.run(context -> {
            PlainListener listener = new PlainListener();
            for (int send = 0; send < 5; send++) {
                send(context, REGISTERED);
            }
            context.addApplicationListener(listener);
            for (int send = 0; send < 500; send++) {
                send(context, REGISTERED);
            }
            assertThat(unheard(context)).isEqualTo(5);

            context.removeApplicationListener(listener);
            send(context, REGISTERED);
            assertThat(unheard(context)).isEqualTo(6);
        });
    }

    @Test
    void aListenerOfTheParentContextThatComesLaterIsNoticedAtOnceToo() {
        contextRunner.run(parent -> contextRunner
                .withParent(parent.getSourceApplicationContext())
                .run(context -> {
                    for (int send = 0; send < 5; send++) {
                        send(context, REGISTERED);
                    }
                    assertThat(unheard(parent)).isEqualTo(5);

                    parent.addApplicationListener(new PlainListener());
                    send(context, REGISTERED);
                    assertThat(unheard(parent)).isEqualTo(5);
                }));
    }

    /** Counting listeners is cheaper than asking them, and does not tell one from another. */
    @Test
    void listenersThatAreExchangedAreNoticedSoonerOrLater() {
        contextRunner.run(context -> {
            PlainListener listener = new PlainListener();
            context.addApplicationListener(listener);
            send(context, REGISTERED);
            assertThat(unheard(context)).isZero();

            context.removeApplicationListener(listener);
            context.addApplicationListener(new OtherListener());
            for (int send = 0; send < 8; send++) {
                send(context, REGISTERED);
            }
            assertThat(unheard(context)).isPositive();
        });
    }

    @Test
    void whileListenersAreAddedByAnotherThreadOneOfThemMayHear() {
        new ApplicationContextRunner(Changing::new)
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class))
                .run(context -> {
                    Changing changing = context.getSourceApplicationContext(Changing.class);
                    changing.changes = true;
                    send(context, REGISTERED);
                    assertThat(usage(context).unheard()).isEmpty();

                    changing.changes = false;
                    send(context, REGISTERED);
                    assertThat(usage(context).unheard()).containsExactly(REGISTRATION);
                });
    }

    @Test
    void whatNobodyHearsIsInTheOrderOfItsTypes() {
        contextRunner.run(context -> {
            for (OpenEdxEvent event :
                    List.of(new DoughEaten(), new AppleEaten(), new CakeEaten(), new EggEaten(), new BreadEaten())) {
                send(context, event);
            }
            assertThat(usage(context).unheard())
                    .extracting(HookType::value)
                    .containsExactly(
                            "org.openedx.learning.apple.eaten.v1",
                            "org.openedx.learning.bread.eaten.v1",
                            "org.openedx.learning.cake.eaten.v1",
                            "org.openedx.learning.dough.eaten.v1",
                            "org.openedx.learning.egg.eaten.v1");
        });
    }

    @Test
    void whatIsDeliveredAgainIsNotSentOnceMore() {
        contextRunner.run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            delivery.deliver(REGISTERED, delivery.metadata(REGISTRATION), Set.of("gone#receive"));
            assertThat(usage(context).isSent(REGISTRATION)).isFalse();
            assertThat(unheard(context)).isZero();

            delivery.deliver(REGISTERED, delivery.metadata(REGISTRATION));
            assertThat(usage(context).isSent(REGISTRATION)).isTrue();
            assertThat(unheard(context)).isEqualTo(1);
        });
    }

    @Test
    void whatIsSwitchedOffIsNotSent() {
        contextRunner.withPropertyValues("openedx.hooks.enabled.all=false").run(context -> {
            send(context, REGISTERED);
            assertThat(usage(context).isSent(REGISTRATION)).isFalse();
            assertThat(usage(context).unheard()).isEmpty();
        });
    }

    @Test
    void anEventIsAwaitedByThoseWhoListenToItInParticular() {
        contextRunner.withUserConfiguration(Receivers.class, Catcher.class).run(context -> {
            EventReceivers receivers = context.getBean(EventReceivers.class);
            assertThat(receivers.isAwaited(OpenEdxPublicSignal.of(StudentRegistrationCompleted.class)))
                    .isTrue();
            assertThat(receivers.isAwaited(OpenEdxPublicSignal.of(SessionLoginCompleted.class)))
                    .isFalse();
            assertThat(receivers.of(OpenEdxPublicSignal.of(SessionLoginCompleted.class)))
                    .hasSize(1);
        });
    }

    private static void send(ApplicationContext context, OpenEdxEvent event) {
        context.getBean(OpenEdxEvents.class).send(event);
    }

    private static EventUsage usage(ApplicationContext context) {
        return context.getBean(EventUsage.class);
    }

    private static double unheard(ApplicationContext context) {
        io.micrometer.core.instrument.@Nullable Counter counter = context.getBean(MeterRegistry.class)
                .find("openedx.hooks.event.unheard")
                .tag("type", REGISTRATION.value())
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Configuration(proxyBeanMethods = false)
    static class Receivers {

        @EventListener
        void receive(StudentRegistrationCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Declines {

        @EventListener(condition = "false")
        void receive(StudentRegistrationCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Catcher {

        @EventListener
        void receive(OpenEdxEvent event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Everything {

        @EventListener
        void receive(ApplicationEvent event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Plain {

        @Bean
        PlainListener listener() {
            return new PlainListener();
        }
    }

    static class PlainListener implements ApplicationListener<OpenEdxApplicationEvent<StudentRegistrationCompleted>> {

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {}
    }

    static final class Changing extends AnnotationConfigApplicationContext {

        private boolean changes;

        @Override
        public Collection<ApplicationListener<?>> getApplicationListeners() {
            Collection<ApplicationListener<?>> all = super.getApplicationListeners();
            return !changes
                    ? all
                    : new AbstractCollection<>() {
                        @Override
                        public Iterator<ApplicationListener<?>> iterator() {
                            throw new ConcurrentModificationException();
                        }

                        @Override
                        public int size() {
                            return all.size();
                        }
                    };
        }
    }

    static class OtherListener implements ApplicationListener<ContextClosedEvent> {

        @Override
        public void onApplicationEvent(ContextClosedEvent event) {}
    }

    @EventHook(type = "org.openedx.learning.apple.eaten.v1")
    record AppleEaten() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.bread.eaten.v1")
    record BreadEaten() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.cake.eaten.v1")
    record CakeEaten() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.dough.eaten.v1")
    record DoughEaten() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.egg.eaten.v1")
    record EggEaten() implements OpenEdxEvent {}

    @Configuration(proxyBeanMethods = false)
    static class Transactional {

        @TransactionalEventListener
        void receive(StudentRegistrationCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Async {

        @Bean
        static SimpleApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
            multicaster.setTaskExecutor(task -> {});
            return multicaster;
        }

        @EventListener
        void receive(StudentRegistrationCompleted event) {}
    }
}
