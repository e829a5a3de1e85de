/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.event.TransactionalEventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** PUR-6: what is shown of those who receive an event. */
class EventReceiversTests {

    private static final OpenEdxPublicSignal<LampLit> SIGNAL = OpenEdxPublicSignal.of(LampLit.class);

    private static final String HERE = "test-classes";

    private static final int LAST = Ordered.LOWEST_PRECEDENCE;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class));

    @Test
    void receiversAreDescribedInTheirOrder() {
        runner.withUserConfiguration(Receivers.class)
                .run(context -> assertThat(context.getBean(EventReceivers.class).of(SIGNAL))
                        .containsExactly(
                                receiver("atOnce", 1, false, null, "#event.watts > 5"),
                                receiver("elsewhere", 2, true, null, null),
                                receiver("afterwards", 3, false, "after_rollback", null)));
    }

    @Test
    void listenersThatAreNoReceiversAreDescribedByTheirClassOrMethod() {
        runner.withUserConfiguration(Foreign.class).run(context -> {
            List<ReceiverDescription> described =
                    context.getBean(EventReceivers.class).of(SIGNAL);
            assertThat(described)
                    .containsExactly(
                            foreign(Plain.class, 1, null),
                            new ReceiverDescription(
                                    Foreign.class.getName() + ".several()",
                                    null,
                                    "several",
                                    2,
                                    false,
                                    null,
                                    null,
                                    false,
                                    HERE),
                            new ReceiverDescription(
                                    Foreign.class.getName() + ".elsewhere()",
                                    null,
                                    "elsewhere",
                                    3,
                                    true,
                                    null,
                                    null,
                                    false,
                                    HERE),
                            foreign(OrderedListener.class, 4, null),
                            foreign(InTransaction.class, 5, "before_commit"),
                            foreign(Last.class, LAST, null));
        });
    }

    /** Whoever takes any event of Spring, or some of them too, listens to no Open edX event in particular. */
    @Test
    void whoTakesEveryEventOfSpringIsNotShown() {
        runner.withUserConfiguration(Anything.class).run(context -> {
            EventReceivers receivers = context.getBean(EventReceivers.class);
            assertThat(receivers.of(SIGNAL)).isEmpty();
            assertThat(receivers.isAwaited(SIGNAL)).isFalse();
        });
    }

    @Test
    void receiversOfAParentContextComeAfterItsChildrens() {
        runner.withUserConfiguration(Receivers.class)
                .run(parent -> runner.withParent(parent.getSourceApplicationContext())
                        .withBean("last", Last.class)
                        .run(child -> assertThat(
                                        child.getBean(EventReceivers.class).of(SIGNAL))
                                .extracting(ReceiverDescription::name)
                                .containsExactly(
                                        Last.class.getName(),
                                        "receivers#atOnce",
                                        "receivers#elsewhere",
                                        "receivers#afterwards")));
    }

    private static ReceiverDescription receiver(
            String method, int order, boolean async, @Nullable String phase, @Nullable String condition) {
        return new ReceiverDescription(
                "receivers#" + method, "receivers", method, order, async, phase, condition, true, HERE);
    }

    private static ReceiverDescription foreign(Class<?> listener, int order, @Nullable String phase) {
        return new ReceiverDescription(listener.getName(), null, null, order, false, phase, null, false, HERE);
    }

    @EventHook(type = "org.openedx.learning.lamp.lit.v1")
    record LampLit(int watts) implements OpenEdxEvent {}

    @Configuration("receivers")
    static class Receivers {

        @Order(3)
        @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
        void afterwards(LampLit event) {}

        @Order(1)
        @EventListener(condition = "#event.watts > 5")
        void atOnce(LampLit event) {}

        @Async
        @Order(2)
        @EventListener
        void elsewhere(OpenEdxApplicationEvent<LampLit> event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Foreign {

        @Bean
        Last last() {
            return new Last();
        }

        @Bean
        InTransaction inTransaction() {
            return new InTransaction();
        }

        @Bean
        OrderedListener orderedListener() {
            return new OrderedListener();
        }

        @Bean
        Plain plain() {
            return new Plain();
        }

        @Order(2)
        @EventListener({LampLit.class, ContextRefreshedEvent.class})
        void several() {}

        @Async
        @Order(3)
        @EventListener({LampLit.class, ContextRefreshedEvent.class})
        void elsewhere() {}
    }

    static class Last implements ApplicationListener<OpenEdxApplicationEvent<LampLit>> {

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<LampLit> event) {}
    }

    @Order(1)
    static class Plain extends Last {}

    static class OrderedListener extends Last implements Ordered {

        @Override
        public int getOrder() {
            return 4;
        }
    }

    static class InTransaction implements TransactionalApplicationListener<OpenEdxApplicationEvent<LampLit>> {

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<LampLit> event) {}

        @Override
        public int getOrder() {
            return 5;
        }

        @Override
        public TransactionPhase getTransactionPhase() {
            return TransactionPhase.BEFORE_COMMIT;
        }

        @Override
        public void processEvent(OpenEdxApplicationEvent<LampLit> event) {}

        @Override
        public void addCallback(SynchronizationCallback callback) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Anything {

        @EventListener
        void any(Object event) {}

        @EventListener
        void springs(ApplicationEvent event) {}
    }
}
