/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.event.EventUsage;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;
import static org.openedx.hooks.spring.bus.Samples.login;

@DisplayName("Publishing events")
@Timeout(300)
class PublishingTests {

    private static final String ROUTE =
            "event-bus-producer-config.%s.logins.event-key-field=user.pii.username".formatted(LOGIN);

    private static final String ENABLED = "event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN);

    @RegisterExtension
    private final Logs logs = new Logs();

    private final LocalBroker broker = new LocalBroker();

    private final ApplicationContextRunner runner =
            BusContexts.with(broker).withPropertyValues(ROUTE, ENABLED, "event-bus.topic-prefix=dev");

    @Test
    @DisplayName(
            "BUS-1, BUS-2, BUS-11: an event that is sent and routed goes out, with its metadata and key, to the full topic")
    void aRoutedEventGoesOut() {
        runner.run(context -> {
            SendResult sent = context.getBean(OpenEdxEvents.class).send(login("bob"));

            EventMessage message = awaitPublished(1).get(0);
            assertThat(message.topic()).isEqualTo("dev-logins");
            assertThat(message.metadata()).isEqualTo(sent.metadata().orElseThrow());
            assertThat(message.body())
                    .isEqualTo(EventCodecs.standard()
                            .of(SessionLoginCompleted.class)
                            .encode(login("bob")));
            assertThat(message.schema())
                    .isEqualTo(EventCodecs.standard()
                            .of(SessionLoginCompleted.class)
                            .schemaText());
            assertThat(key(message).bytes()).containsExactly(6, 'b', 'o', 'b');
            assertThat(key(message).schema()).isEqualTo("{\"name\": \"username\", \"type\": \"string\"}");
            assertThat(message.headers()).isEmpty();
        });
    }

    @Test
    @DisplayName("CFG-3: one event goes to all its enabled topics, each with its own key")
    void oneEventGoesToSeveralTopics() {
        runner.withPropertyValues(
                        "event-bus-producer-config.%s.ids.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.ids.enabled=true".formatted(LOGIN),
                        "event-bus-producer-config.%s.off.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.off.enabled=false".formatted(LOGIN))
                .run(context -> {
                    context.getBean(OpenEdxEvents.class).send(login("bob"));

                    assertThat(awaitPublished(2))
                            .extracting(EventMessage::topic)
                            .containsExactly("dev-logins", "dev-ids");
                    assertThat(key(broker.published.get(1)).bytes()).containsExactly(14);
                });
    }

    @Test
    @DisplayName("BUS-4: what came from the bus is not published again")
    void whatCameFromTheBusIsNotPublishedAgain() {
        runner.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            EventMetadata metadata = LocalBroker.metadata(login("from the bus"));
            events.resend(login("from the bus"), metadata);
            events.send(login("own"));

            assertThat(awaitPublished(1)).hasSize(1);
            assertThat(broker.published.get(0).metadata().id()).isNotEqualTo(metadata.id());
        });
    }

    @Test
    void anEventThatOnlyLeavesIsNotUnheard() {
        runner.run(context -> {
            context.getBean(OpenEdxEvents.class).send(login("bob"));

            assertThat(context.getBean(EventUsage.class).unheard()).isEmpty();
        });
    }

    @Test
    @DisplayName("CFG-3: a route is switched while the application runs")
    void aRouteIsSwitchedAtRunTime() {
        runner.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            EventBusRoutes routes = context.getBean(EventBusRoutes.class);
            HookType type = HookType.of(LOGIN);
            events.send(login("a"));
            assertThat(routes.enable(type, "logins", false))
                    .extracting("enabled")
                    .isEqualTo(false);
            events.send(login("b"));
            assertThat(routes.enable(type, "logins", null))
                    .extracting("enabled")
                    .isEqualTo(true);
            events.send(login("c"));
            assertThat(routes.enable(type, "no such topic", true)).isNull();

            assertThat(awaitPublished(2)).extracting(PublishingTests::name).containsExactly("a", "c");
        });
    }

    @Test
    @DisplayName("BUS-10: the sender does not wait for a broker that hangs, and does not fail")
    void theSenderDoesNotWaitForABrokerThatHangs() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        broker.taking = message -> {
            awaitUninterruptibly(released);
            return broker.store(message);
        };
        runner.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            CompletableFuture.runAsync(() -> IntStream.range(0, 100).forEach(i -> events.send(login("user" + i))))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(broker.published).isEmpty();
            released.countDown();

            assertThat(awaitPublished(100)).extracting(PublishingTests::name).containsExactlyElementsOf(names(100));
        });
    }

    @Test
    void whatTheBrokerDoesNotTakeNowIsKeptAndGoesOutInOrder() {
        broker.taking = message -> LocalBroker.away();
        runner.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            IntStream.range(0, 50).forEach(i -> events.send(login("user" + i)));
            await().atMost(PATIENCE).until(() -> broker.calls.get() > 1);
            assertThat(context.getBean(EventPublisher.class).away()).containsKey("dev-logins");
            broker.taking = broker::store;

            assertThat(awaitPublished(50)).extracting(PublishingTests::name).containsExactlyElementsOf(names(50));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    context.getBean(EventPublisher.class).away())
                            .isEmpty());
            assertThat(context.getBean(LostEvents.class).count()).isZero();
        });
        assertThat(logs.all())
                .anyMatch(line -> line.startsWith("Events for topic dev-logins wait"))
                .anyMatch(line -> line.startsWith("Events for topic dev-logins go on"));
    }

    @Test
    void aTopicThatIsNotTakenDoesNotHoldUpTheOthers() {
        broker.taking = message -> message.topic().equals("dev-logins") ? LocalBroker.away() : broker.store(message);
        runner.withPropertyValues(
                        "event-bus-producer-config.%s.ids.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.ids.enabled=true".formatted(LOGIN),
                        "event-bus.flush-timeout=0")
                .run(context -> {
                    OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
                    IntStream.range(0, 20).forEach(i -> events.send(login("user" + i)));

                    assertThat(awaitPublished(20))
                            .extracting(EventMessage::topic)
                            .containsOnly("dev-ids");
                });
    }

    @Test
    @DisplayName(
            "ERR-1: an event that the broker refuses has one line from which it can be sent again, without its data")
    void whatTheBrokerRefusesHasALineWithoutData() {
        broker.taking = message -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
        runner.run(context -> {
            SendResult sent = context.getBean(OpenEdxEvents.class).send(login("secret-name"));
            assertThat(sent.failures()).isEmpty();

            await().atMost(PATIENCE)
                    .until(() -> context.getBean(LostEvents.class).count() == 1);
        });
        assertThat(logs.of(LostEvents.CATEGORY))
                .singleElement()
                .asString()
                .contains("\"topic\":\"logins\"")
                .contains("\"event_key_field\":\"user.pii.username\"")
                .contains("\"event_type\":\"%s\"".formatted(LOGIN))
                .contains("java.lang.IllegalStateException")
                .doesNotContain("\"data\"");
        assertThat(logs.all()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    @DisplayName("PII-3: the line has the data if the operator wants it")
    void whatIsLostHasItsDataIfAsked() {
        broker.taking = message -> {
            throw new IllegalStateException();
        };
        runner.withPropertyValues("event-bus.log-event-data=true").run(context -> {
            context.getBean(OpenEdxEvents.class).send(login("bob"));

            await().atMost(PATIENCE)
                    .until(() -> context.getBean(LostEvents.class).count() == 1);
        });
        assertThat(logs.of(LostEvents.CATEGORY))
                .singleElement()
                .asString()
                .contains("\"data\":{\"user\":{\"id\":7,\"is_active\":true,\"pii\":{\"username\":\"bob\"");
    }

    @Test
    void moreThanTheQueueHoldsIsLostAndCounted() {
        CountDownLatch released = new CountDownLatch(1);
        broker.taking = message -> {
            awaitUninterruptibly(released);
            return broker.store(message);
        };
        runner.withPropertyValues("event-bus.queue-capacity=10").run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            IntStream.range(0, 15).forEach(i -> events.send(login("user" + i)));
            assertThat(context.getBean(LostEvents.class).count()).isEqualTo(5);
            released.countDown();

            assertThat(awaitPublished(10)).extracting(PublishingTests::name).containsExactlyElementsOf(names(10));
            await().atMost(PATIENCE)
                    .until(() -> context.getBean(EventPublisher.class).size() == 0);
            events.send(login("again"));
            awaitPublished(11);
        });
        assertThat(logs.of(LostEvents.CATEGORY)).hasSize(5);
    }

    @Test
    void theEndOfTheApplicationWaitsForWhatIsOnItsWay() {
        CountDownLatch released = new CountDownLatch(1);
        broker.taking = message -> {
            released.countDown();
            pause();
            return broker.store(message);
        };
        runner.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            IntStream.range(0, 20).forEach(i -> events.send(login("user" + i)));
        });

        assertThat(broker.published).hasSize(20);
    }

    @Test
    void theEndOfTheApplicationTellsWhatIsLeft() {
        broker.taking = message -> new CompletableFuture<>();
        runner.withPropertyValues("event-bus.flush-timeout=100ms").run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            IntStream.range(0, 3).forEach(i -> events.send(login("user" + i)));
        });

        assertThat(logs.of(LostEvents.CATEGORY)).hasSize(3);
        assertThat(logs.all())
                .anyMatch(line ->
                        line.startsWith("3 events are not known to be on the broker, since the application has ended"));
    }

    @Test
    void aProducerThatBlocksForEverDoesNotKeepTheApplicationFromEnding() {
        broker.taking = message -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
            return broker.store(message);
        };
        runner.withPropertyValues("event-bus.flush-timeout=100ms")
                .run(context -> context.getBean(OpenEdxEvents.class).send(login("bob")));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(logs.of(LostEvents.CATEGORY)).hasSize(1));
    }

    @Test
    void anEventOfAnUnroutedTypeIsNotOurs() {
        runner.run(context -> {
            context.getBean(OpenEdxEvents.class).send(Samples.registration());
            context.getBean(OpenEdxEvents.class).send(login("bob"));

            assertThat(awaitPublished(1)).hasSize(1);
        });
    }

    @Test
    @DisplayName("AUD-1: one line for each published message, with no value")
    void eachPublishedMessageHasALineInTheAuditLog() {
        ContextConsumer<AssertableApplicationContext> sendOne = context -> {
            context.getBean(OpenEdxEvents.class).send(login("secret-name"));
            awaitPublished(1);
            context.getBean(EventPublisher.class).awaitEmpty(PATIENCE);
        };
        runner.run(sendOne);
        assertThat(logs.of(BusAudit.CATEGORY))
                .singleElement()
                .asString()
                .contains("Published: topic=dev-logins, position=p1, type=" + LOGIN)
                .contains("id=" + broker.published.get(0).metadata().id());
        assertThat(logs.all()).noneMatch(line -> line.contains("secret"));

        broker.published.clear();
        runner.withPropertyValues("event-bus.audit-logging-enabled=false").run(sendOne);
        assertThat(logs.of(BusAudit.CATEGORY)).hasSize(1);
    }

    private List<EventMessage> awaitPublished(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(broker.published).hasSize(count));
        return broker.published;
    }

    private static EventMessage.Key key(EventMessage message) {
        return Objects.requireNonNull(message.key(), "key");
    }

    private static String name(EventMessage message) {
        return EventCodecs.standard()
                .of(SessionLoginCompleted.class)
                .decode(message.body())
                .user()
                .pii()
                .username();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "user" + i).toList();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean released = false;
        while (!released) {
            try {
                latch.await();
                released = true;
            } catch (InterruptedException ex) {
                released = false;
            }
        }
    }
}
