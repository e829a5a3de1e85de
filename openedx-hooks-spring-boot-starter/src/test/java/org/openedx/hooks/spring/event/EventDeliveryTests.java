/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
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
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventDeliveryTests {

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(BOB);

    private static final HookType REGISTRATION = HookType.of("org.openedx.learning.student.registration.completed.v1");

    private static final HookType LOGIN = HookType.of("org.openedx.learning.auth.session.login.completed.v1");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class));

    private final ApplicationContextRunner receiving = runner.withUserConfiguration(Receivers.class);

    @Test
    void deliveredEventsReachAllReceiversWithTheirMetadata() {
        receiving.run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            EventMetadata metadata = delivery.metadata(REGISTRATION);
            SendResult result = delivery.deliver(REGISTERED, metadata);

            Receivers receivers = context.getBean(Receivers.class);
            assertThat(receivers.heard).containsExactly("first", "second", "second again", "listener");
            assertThat(receivers.envelopes).singleElement().satisfies(envelope -> {
                assertThat(envelope.metadata()).isSameAs(metadata);
                assertThat(envelope.isFromEventBus()).isTrue();
            });
            assertThat(result.metadata()).containsSame(metadata);
            assertThat(result.failures()).isEmpty();
        });
    }

    @Test
    void theFailuresAreAllInTheResultWhateverTheSenderIsToldOfItsOwn() {
        receiving.withPropertyValues("openedx.hooks.events.robust=false").run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            receivers.failing.addAll(Set.of("first", "second"));
            assertThatThrownBy(() -> context.getBean(OpenEdxEvents.class).send(REGISTERED))
                    .hasMessage("first");

            EventDelivery delivery = context.getBean(EventDelivery.class);
            SendResult result = delivery.deliver(REGISTERED, delivery.metadata(REGISTRATION));
            assertThat(result.failures())
                    .extracting(ReceiverFailure::receiver)
                    .containsExactly("receivers#first", "receivers#second(StudentRegistrationCompleted)");
        });
    }

    @Test
    void onlyTheNamedReceiversHearItAgainInTheirOrder() {
        receiving.run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            Receivers receivers = context.getBean(Receivers.class);
            receivers.failing.addAll(Set.of("first", "second"));
            EventMetadata metadata = delivery.metadata(REGISTRATION);
            Set<String> failed = new HashSet<>();
            delivery.deliver(REGISTERED, metadata).failures().forEach(failure -> failed.add(failure.receiver()));
            receivers.heard.clear();
            receivers.failing.remove("first");

            SendResult second = delivery.deliver(REGISTERED, metadata, failed);
            assertThat(receivers.heard).containsExactly("first", "second");
            assertThat(second.failures())
                    .extracting(ReceiverFailure::receiver)
                    .containsExactly("receivers#second(StudentRegistrationCompleted)");

            receivers.heard.clear();
            assertThat(delivery.deliver(REGISTERED, metadata, Set.of("receivers#gone", "ApplicationListener"))
                            .failures())
                    .isEmpty();
            assertThat(receivers.heard).isEmpty();
        });
    }

    @Test
    void receiversOfParentContextsHearItAgainToo() {
        receiving.run(parent -> runner.withParent(parent.getSourceApplicationContext())
                .run(child -> {
                    EventDelivery delivery = child.getBean(EventDelivery.class);
                    delivery.deliver(REGISTERED, delivery.metadata(REGISTRATION), Set.of("receivers#first"));
                    assertThat(parent.getBean(Receivers.class).heard).containsExactly("first");
                }));
    }

    @Test
    void anEventThatIsOffIsDeliveredToNobody() {
        receiving.withPropertyValues("openedx.hooks.enabled.all=false").run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            EventMetadata metadata = delivery.metadata(REGISTRATION);
            assertThat(delivery.deliver(REGISTERED, metadata)).isSameAs(SendResult.notSent());
            assertThat(delivery.deliver(REGISTERED, metadata, Set.of("receivers#first")))
                    .isSameAs(SendResult.notSent());
            assertThat(context.getBean(Receivers.class).heard).isEmpty();
            assertThat(delivery.isAwaited(REGISTRATION)).isTrue();
        });
    }

    @Test
    void itIsKnownWhetherAnybodyListens() {
        HookType unknown = HookType.of("org.openedx.learning.nobody.knows.it.v1");
        HookType filter = HookType.of("org.openedx.learning.course.enrollment.started.v1");
        receiving.run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            assertThat(delivery.isAwaited(REGISTRATION)).isTrue();
            assertThat(delivery.isAwaited(LOGIN)).isFalse();
            assertThat(delivery.isAwaited(unknown)).isFalse();
            assertThat(delivery.isAwaited(filter)).isFalse();
        });
        runner.withUserConfiguration(Everything.class).run(context -> {
            assertThat(context.getBean(EventDelivery.class).isAwaited(LOGIN)).isTrue();
            assertThat(context.getBean(EventDelivery.class).isAwaited(unknown)).isFalse();
        });
    }

    @Test
    void listenersThatComeAndGoAreNoticedAtOnce() {
        runner.run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            AbstractApplicationContext listening = (AbstractApplicationContext) context.getSourceApplicationContext();
            ApplicationListener<?> first = new LoginListener();
            ApplicationListener<?> second = new LoginListener();
            assertThat(delivery.isAwaited(LOGIN)).isFalse();
            listening.addApplicationListener(first);
            assertThat(delivery.isAwaited(LOGIN)).isTrue();
            listening.addApplicationListener(second);
            listening.removeApplicationListener(first);
            assertThat(delivery.isAwaited(LOGIN)).isTrue();
            listening.removeApplicationListener(second);
            assertThat(delivery.isAwaited(LOGIN)).isFalse();
        });
    }

    /** It is a question for each message that comes from a bus. */
    @Test
    void aListenerThatIsKnownToListenIsNotAskedAgain() {
        runner.run(parent -> runner.withParent(parent.getSourceApplicationContext())
                .run(child -> {
                    AskedListener listener = new AskedListener();
                    parent.addApplicationListener(listener);
                    for (ApplicationContext context : List.of(parent, child)) {
                        EventDelivery delivery = context.getBean(EventDelivery.class);
                        assertThat(delivery.isAwaited(LOGIN)).isTrue();
                        int asked = listener.asked;
                        assertThat(delivery.isAwaited(LOGIN)).isTrue();
                        assertThat(listener.asked).isEqualTo(asked);
                    }
                }));
    }

    @Test // META-1 to META-10
    void whatStandsInForMetadataIsWhatASendWouldMake() {
        receiving.withPropertyValues("openedx.hooks.service-name=lms").run(context -> {
            EventDelivery delivery = context.getBean(EventDelivery.class);
            EventMetadata made = delivery.metadata(REGISTRATION);
            EventMetadata sent = context.getBean(OpenEdxEvents.class)
                    .send(REGISTERED)
                    .metadata()
                    .orElseThrow();
            assertThat(made)
                    .usingRecursiveComparison()
                    .ignoringFields("id", "time")
                    .isEqualTo(sent);
            assertThat(made.id()).isNotEqualTo(sent.id());
            assertThat(made.time().truncatedTo(ChronoUnit.MILLIS)).isBeforeOrEqualTo(sent.time());
            HookType unknown = HookType.of("org.openedx.learning.nobody.knows.it.v1");
            assertThat(delivery.metadata(unknown).type()).isEqualTo(unknown);
            assertThat(delivery.metadata(unknown).minorVersion()).isZero();
        });
    }

    @Test
    void outletsTakeTheEventBeforeAnybodyHearsIt() {
        List<String> told = new ArrayList<>();
        receiving
                .withBean(
                        EventOutlet.class,
                        () -> signal -> signal.type().equals(REGISTRATION)
                                ? event -> {
                                    told.add("out " + event.metadata().id() + " " + event.isFromEventBus());
                                    return true;
                                }
                                : null)
                .run(context -> {
                    Receivers receivers = context.getBean(Receivers.class);
                    SendResult result = context.getBean(OpenEdxEvents.class).send(REGISTERED);
                    assertThat(told)
                            .containsExactly(
                                    "out " + result.metadata().orElseThrow().id() + " false");
                    assertThat(receivers.heard).hasSize(4);

                    EventDelivery delivery = context.getBean(EventDelivery.class);
                    EventMetadata metadata = delivery.metadata(REGISTRATION);
                    delivery.deliver(REGISTERED, metadata);
                    assertThat(told).hasSize(2).last().isEqualTo("out " + metadata.id() + " true");
                    delivery.deliver(REGISTERED, metadata, Set.of("receivers#first"));
                    assertThat(told).hasSize(2);
                });
    }

    @Test
    void whatAnOutletThrowsReachesTheSenderAndNobodyElseHears() {
        runner.withUserConfiguration(Receivers.class)
                .withBean(
                        EventOutlet.class,
                        () -> signal -> event -> {
                            throw new IllegalStateException("no transaction");
                        })
                .run(context -> {
                    assertThatExceptionOfType(IllegalStateException.class)
                            .isThrownBy(
                                    () -> context.getBean(OpenEdxEvents.class).send(REGISTERED))
                            .withMessage("no transaction");
                    assertThat(context.getBean(Receivers.class).heard).isEmpty();
                    assertThat(context.getBean(EventUsage.class).unheard()).isEmpty();
                });
    }

    @Test
    void whatLeavesIsNotUnheard() {
        boolean[] leaves = {true};
        runner.withBean(EventOutlet.class, () -> signal -> event -> leaves[0]).run(context -> {
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
            assertThat(context.getBean(EventUsage.class).unheard()).isEmpty();
            leaves[0] = false;
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
            assertThat(context.getBean(EventUsage.class).unheard()).containsExactly(REGISTRATION);
        });
    }

    @Test
    void allOutletsAreAskedAndOneThatTakesTheEventIsEnough() {
        List<String> asked = new ArrayList<>();
        runner.withBean("first", EventOutlet.class, () -> signal -> event -> asked.add("first"))
                .withBean("second", EventOutlet.class, () -> signal -> event -> !asked.add("second"))
                .run(context -> {
                    context.getBean(OpenEdxEvents.class).send(REGISTERED);
                    assertThat(asked).containsExactly("first", "second");
                    assertThat(context.getBean(EventUsage.class).unheard()).isEmpty();
                });
    }

    @Test // META-4
    void whatStandsInForMetadataHasTheMinorVersionOfTheEvent() {
        runner.withBean(
                        HookCatalog.class,
                        () -> HookCatalog.load(getClass().getClassLoader()).with(List.of(PageRevised.class)))
                .run(context -> assertThat(context.getBean(EventDelivery.class)
                                .metadata(HookType.of("org.openedx.learning.page.revised.v1"))
                                .minorVersion())
                        .isEqualTo(3));
    }

    @Test
    void codecsAreABeanThatAnApplicationMayReplace() {
        runner.run(context -> assertThat(context).hasSingleBean(EventCodecs.class));
        EventCodecs own = EventCodecs.standard();
        runner.withBean("own", EventCodecs.class, () -> own)
                .run(context -> assertThat(context.getBean(EventCodecs.class)).isSameAs(own));
    }

    @EventHook(type = "org.openedx.learning.page.revised.v1", minorVersion = 3)
    record PageRevised() implements OpenEdxEvent {}

    @Configuration("receivers")
    static class Receivers {

        private final List<String> heard = new ArrayList<>();

        private final List<OpenEdxApplicationEvent<?>> envelopes = new ArrayList<>();

        private final Set<String> failing = new HashSet<>();

        @Order(1)
        @EventListener
        void first(StudentRegistrationCompleted event) {
            hear("first");
        }

        @Order(2)
        @EventListener
        void second(StudentRegistrationCompleted event) {
            hear("second");
        }

        @Order(3)
        @EventListener
        void second(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            envelopes.add(event);
            hear("second again");
        }

        @EventListener
        void second(ApplicationEvent event) {}

        @Bean
        ApplicationListener<OpenEdxApplicationEvent<StudentRegistrationCompleted>> listener() {
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
                    hear("listener");
                }
            };
        }

        private void hear(String who) {
            heard.add(who);
            if (failing.contains(who)) {
                throw new IllegalStateException(who);
            }
        }
    }

    @Configuration("everything")
    static class Everything {

        @EventListener
        void hear(OpenEdxEvent event) {}
    }

    private static final class AskedListener implements GenericApplicationListener {

        private int asked;

        @Override
        public boolean supportsEventType(ResolvableType eventType) {
            asked++;
            return eventType.hasGenerics() && SessionLoginCompleted.class.equals(eventType.resolveGeneric());
        }

        @Override
        public void onApplicationEvent(ApplicationEvent event) {}
    }

    private static final class LoginListener
            implements ApplicationListener<OpenEdxApplicationEvent<SessionLoginCompleted>> {

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<SessionLoginCompleted> event) {}
    }
}
