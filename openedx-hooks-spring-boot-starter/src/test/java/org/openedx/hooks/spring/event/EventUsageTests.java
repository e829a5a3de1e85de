/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
                .run(parent -> contextRunner.withParent(parent).run(context -> {
                    send(context, REGISTERED);
                    assertThat(unheard(context)).isZero();
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
