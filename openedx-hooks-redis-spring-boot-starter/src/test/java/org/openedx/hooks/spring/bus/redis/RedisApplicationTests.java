/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.ConsumerState;
import org.openedx.hooks.spring.bus.MessageOutcome;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.openedx.hooks.spring.bus.redis.BusApplication.GROUP;
import static org.openedx.hooks.spring.bus.redis.BusApplication.TOPIC;
import static org.openedx.hooks.spring.bus.redis.BusApplication.consuming;
import static org.openedx.hooks.spring.bus.redis.BusApplication.login;
import static org.openedx.hooks.spring.bus.redis.BusApplication.producing;
import static org.openedx.hooks.spring.bus.redis.BusApplication.until;

/** Applications that publish and consume on a real Redis. */
@ExtendWith(OutputCaptureExtension.class)
class RedisApplicationTests {

    private RedisServer server = RedisServer.startDurable();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatPythonHasWrittenArrivesAtListenersWithItsMetadataBUS3() {
        List<PythonEntry> known = new ArrayList<>(PythonEntry.all());
        try (BusApplication application = BusApplication.start(server, Everything.class, consuming())) {
            HookCatalog catalog = application.bean(HookCatalog.class);
            assertThat(known)
                    .allSatisfy(entry ->
                            assertThat(catalog.find(entry.type().value())).isPresent());
            known.forEach(entry -> server.commands().xadd(TOPIC, entry.fields()));
            List<OpenEdxApplicationEvent<?>> arrived = application.bean(Everything.class).arrived;
            until(() -> assertThat(arrived).hasSameSizeAs(known));

            EventCodecs codecs = application.bean(EventCodecs.class);
            for (int i = 0; i < known.size(); i++) {
                OpenEdxEvent event = (OpenEdxEvent) arrived.get(i).getPayload();
                assertThat(arrived.get(i).metadata()).isEqualTo(known.get(i).metadata());
                assertThat(event)
                        .as(known.get(i).name())
                        .isEqualTo(
                                codecs.of(event.getClass()).decode(known.get(i).body()));
            }
            until(() -> assertThat(pending()).isZero());
            assertThat(application.consumer().deadLetters()).isIn(0L, null);
        }
    }

    @Test
    void whatIsSentLooksAsIfPythonHadWrittenIt() {
        Map<PythonEntry, OpenEdxEvent> events = new LinkedHashMap<>();
        Set<String> routes = new LinkedHashSet<>();
        EventCodecs codecs = EventCodecs.standard();
        HookCatalog catalog = HookCatalog.load(getClass().getClassLoader());
        for (PythonEntry entry : PythonEntry.all()) {
            var signal =
                    (OpenEdxPublicSignal<?>) catalog.find(entry.type().value()).orElseThrow();
            OpenEdxEvent event =
                    codecs.of(signal.hookClass().asSubclass(OpenEdxEvent.class)).decode(entry.body());
            // A time without an offset gets one.
            if (signal.keyField() != null && Arrays.equals(encode(codecs, event), entry.body())) {
                events.put(entry, event);
                String route = "event-bus-producer-config[" + entry.type() + "].logins.";
                routes.add(route + "enabled=true");
                routes.add(route + "event-key-field=" + signal.keyField());
            }
        }
        assertThat(events).hasSizeGreaterThan(60);
        try (BusApplication application = BusApplication.start(server, Nobody.class, routes.toArray(String[]::new))) {
            events.forEach((entry, event) -> application
                    .bean(OpenEdxEvents.class)
                    .send(event, entry.metadata().time()));
            until(() -> assertThat(server.commands().xlen(TOPIC)).isEqualTo(events.size()));
        }
        List<StreamMessage<String, byte[]>> written = server.commands().xrange(TOPIC, Range.unbounded());
        int i = 0;
        for (PythonEntry entry : events.keySet()) {
            Map<String, byte[]> fields = written.get(i++).getBody();
            assertThat(fields.keySet())
                    .as(entry.name())
                    .containsExactlyElementsOf(entry.fields().keySet());
            for (String name : List.of("type", "time", "event_data")) {
                assertThat(fields.get(name))
                        .as(entry.name() + " " + name)
                        .isEqualTo(entry.fields().get(name));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends OpenEdxEvent> byte[] encode(EventCodecs codecs, E event) {
        return codecs.of((Class<E>) event.getClass()).encode(event);
    }

    @Test
    void whatOneApplicationSendsAnotherReceives() {
        try (BusApplication consumer = BusApplication.start(server, Logins.class, consuming());
                BusApplication producer = BusApplication.start(server, Nobody.class, producing())) {
            producer.send(login("bob"));

            until(() -> assertThat(consumer.bean(Logins.class).names()).containsExactly("bob"));
            assertThat(consumer.bean(Logins.class).metadata.get(0).source())
                    .isEqualTo("openedx/SERVICE_NAME_UNSET/web");
        }
    }

    @Test
    void poisonIsPutAsideAcknowledgedAndTheNextMessageArrivesRED9() {
        PythonEntry good = loginEntry();
        List<Consumer<Map<String, byte[]>>> poisons = List.of(
                fields -> fields.remove("type"),
                fields -> fields.remove("event_data"),
                fields -> fields.put("id", "no uuid".getBytes(UTF_8)),
                fields -> fields.put("time", "2024-05-06T07:08:09.123456+02:00".getBytes(UTF_8)),
                fields -> fields.put("event_data", Arrays.copyOf(good.body(), 5)),
                fields -> fields.put("event_data", new byte[0]),
                fields -> fields.put("event_data", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}));
        try (BusApplication application = BusApplication.start(server, Logins.class, consuming())) {
            for (Consumer<Map<String, byte[]>> poison : poisons) {
                Map<String, byte[]> fields = new LinkedHashMap<>(good.fields());
                poison.accept(fields);
                server.commands().xadd(TOPIC, fields);
            }
            server.commands().xadd(TOPIC, good.fields());

            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(1));
            until(() -> assertThat(pending()).isZero());
            assertThat(server.commands().xlen(TOPIC + "-" + GROUP + "-dlt")).isEqualTo(poisons.size());
            assertThat(application.consumer().outcomes()).containsEntry(MessageOutcome.UNUSABLE, 7L);
        }
    }

    @Test
    void bytesOfAnotherSchemaAreNotTakenForTheEventRED2() {
        PythonEntry enrollment = PythonEntry.all().stream()
                .filter(entry -> entry.name().equals("org.openedx.learning.course.enrollment.created.v1/full"))
                .findFirst()
                .orElseThrow();
        Map<String, byte[]> fields = new LinkedHashMap<>(loginEntry().fields());
        fields.put("event_data", enrollment.body());
        try (BusApplication application = BusApplication.start(server, Logins.class, consuming())) {
            server.commands().xadd(TOPIC, fields);

            until(() -> assertThat(application.consumer().outcomes()).containsEntry(MessageOutcome.UNUSABLE, 1L));
            assertThat(application.bean(Logins.class).logins).isEmpty();
        }
    }

    @Test
    void unknownTypesAreSkippedAndMissingIdsAreMadeRED3() {
        Map<String, byte[]> unknown = new LinkedHashMap<>(loginEntry().fields());
        unknown.put("type", "org.example.unknown.v1".getBytes(UTF_8));
        Map<String, byte[]> withoutId = new LinkedHashMap<>(loginEntry().fields());
        withoutId.remove("id");
        withoutId.remove("minorversion");
        try (BusApplication application = BusApplication.start(server, Logins.class, consuming())) {
            server.commands().xadd(TOPIC, unknown);
            server.commands().xadd(TOPIC, withoutId);

            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(1));
            assertThat(application.bean(Logins.class).metadata.get(0).minorVersion())
                    .isZero();
            assertThat(application.consumer().outcomes()).containsEntry(MessageOutcome.SKIPPED, 1L);
            assertThat(server.commands().exists(TOPIC + "-" + GROUP + "-dlt")).isZero();
        }
    }

    @Test
    void aReceiverThatFailsIsTriedAgainThenRedrivenAlone() throws Exception {
        try (BusApplication application = BusApplication.start(server, Failing.class, consuming(producing()))) {
            Failing receivers = application.bean(Failing.class);
            application.consumers().pause("logins", GROUP);
            server.commands().xadd(TOPIC, loginEntry().fields());
            server.commands().xadd(TOPIC, loginEntry().fields());
            application.consumers().start("logins", GROUP);
            until(() -> assertThat(server.commands().xlen(TOPIC + "-" + GROUP + "-dlt"))
                    .isEqualTo(2));
            until(() -> assertThat(pending()).isZero());
            assertThat(receivers.good).as("once for each message").hasSize(2);
            assertThat(receivers.attempts).as("three times for each message").hasSize(6);

            assertThat(application
                            .consumers()
                            .redrive("logins", GROUP, 10, true)
                            .processed())
                    .isZero();
            receivers.failing = false;
            assertThat(application
                            .consumers()
                            .redrive("logins", GROUP, 10, false)
                            .processed())
                    .isEqualTo(2);

            assertThat(receivers.good).as("they were done").hasSize(2);
            assertThat(receivers.attempts).hasSize(8);
            assertThat(server.commands().xlen(TOPIC + "-" + GROUP + "-dlt")).isZero();
        }
    }

    @Test
    void aGroupIsReplayedFromATimeWhileItReads() throws Exception {
        try (BusApplication application = BusApplication.start(server, Logins.class, consuming(producing()))) {
            server.commands().xadd(TOPIC, loginEntry().fields());
            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(1));
            until(() -> assertThat(pending()).isZero());
            StartPoint start = StartPoint.of("2024-01-01T00:00:00Z");

            assertThat(application
                            .consumers()
                            .replay("logins", GROUP, start, true)
                            .messages())
                    .isOne();
            assertThat(application
                            .consumers()
                            .replay("logins", GROUP, start, false)
                            .messages())
                    .isOne();

            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(2));
        }
    }

    @Test
    void twoGroupsOfOneApplicationGetEverything() {
        try (BusApplication application = BusApplication.start(
                server,
                Logins.class,
                consuming(
                        "event-bus.consume-events[1].topic=logins",
                        "event-bus.consume-events[1].group-id=search",
                        "event-bus.consume-events[1].consumer-name=me",
                        "event-bus.consume-events[1].check-backlog=true"))) {
            server.commands().xadd(TOPIC, loginEntry().fields());

            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(2));
        }
    }

    @Test
    void consumersOfOneGroupShareItsMessages() {
        try (BusApplication one = BusApplication.start(server, Logins.class, consuming());
                BusApplication two = BusApplication.start(
                        server, Logins.class, consuming("event-bus.consume-events[0].consumer-name=you"))) {
            IntStream.range(0, 500)
                    .forEach(i -> server.commands().xadd(TOPIC, loginEntry().fields()));

            until(() -> assertThat(one.bean(Logins.class).logins.size()
                            + two.bean(Logins.class).logins.size())
                    .isEqualTo(500));
        }
    }

    @Test
    void aSenderNeitherWaitsNorFailsWhateverTheServerDoesBUS10() {
        try (BusApplication application = BusApplication.start(server, Nobody.class, producing())) {
            application.send(login("first"));
            until(() -> assertThat(names()).containsExactly("first"));

            server.pause();
            assertThat(timeOf(() -> IntStream.range(0, 500).forEach(i -> application.send(login("hanging" + i)))))
                    .isLessThan(Duration.ofSeconds(30));
            server.resume();
            until(() -> assertThat(names()).hasSize(501));

            server.commands().clientPause(1500);
            assertThat(timeOf(() -> IntStream.range(0, 500).forEach(i -> application.send(login("slow" + i)))))
                    .isLessThan(Duration.ofSeconds(30));
            until(() -> assertThat(names()).hasSize(1001));

            server.kill();
            assertThat(timeOf(() -> IntStream.range(0, 500).forEach(i -> application.send(login("away" + i)))))
                    .isLessThan(Duration.ofSeconds(30));
            server.restart();
            until(() -> assertThat(names()).hasSizeGreaterThanOrEqualTo(1501));
            assertThat(names().stream().distinct()).hasSize(1501);
            assertThat(names().stream().filter(name -> name.startsWith("away")).distinct())
                    .as("in their order")
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(i -> "away" + i).toList());
        }
    }

    @Test
    void anApplicationThatStartsBeforeItsServerNeedsNoRestart() {
        server.kill();
        try (BusApplication application = BusApplication.start(server, Logins.class, consuming(producing()))) {
            application.send(login("early"));
            until(() -> assertThat(application.consumer().state()).isEqualTo(ConsumerState.WAITING));
            server.restart();

            until(() -> assertThat(names()).containsExactly("early"));
            until(() -> assertThat(application.consumer().state()).isEqualTo(ConsumerState.RUNNING));
        }
    }

    @Test
    void aServerThatDiesUnderLoadLosesNothingThatItHasConfirmed() {
        int count = 3000;
        try (BusApplication consumer = BusApplication.start(server, Logins.class, consuming());
                BusApplication producer = BusApplication.start(server, Nobody.class, producing())) {
            for (int i = 0; i < count; i++) {
                producer.send(login("user" + i));
                if (i == 1000 || i == 2000) {
                    until(() -> assertThat(consumer.bean(Logins.class).logins).isNotEmpty());
                    server.kill();
                }
                if (i == 1500 || i == 2500) {
                    server.restart();
                }
            }

            until(() -> assertThat(consumer.bean(Logins.class).names().stream().distinct())
                    .hasSize(count));
            until(() -> assertThat(pending()).isZero());
        }
    }

    @Test
    void theMessageInHandIsFinishedWhenTheApplicationEnds() throws Exception {
        BusApplication application = BusApplication.start(server, Slow.class, consuming());
        Slow slow = application.bean(Slow.class);
        server.commands().xadd(TOPIC, loginEntry().fields());
        server.commands().xadd(TOPIC, loginEntry().fields());
        assertThat(slow.inHand.await(60, TimeUnit.SECONDS)).isTrue();

        Thread ending = new Thread(application::close);
        ending.start();
        Thread.sleep(500);
        assertThat(ending.isAlive()).isTrue();
        slow.goOn.countDown();
        ending.join(60_000);

        assertThat(ending.isAlive()).isFalse();
        assertThat(slow.done).hasSize(1);
        assertThat(pending()).as("the other one waits for the next start").isOne();
    }

    @Test
    void theOffsetTimeMovesTheGroupAndConsumesInOneStep() {
        try (BusApplication application = BusApplication.start(server, Logins.class, consuming())) {
            server.commands().xadd(TOPIC, loginEntry().fields());
            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(1));
            until(() -> assertThat(pending()).isZero());
        }
        try (BusApplication application = BusApplication.start(
                server, Logins.class, consuming("event-bus.consume-events[0].offset-time=2024-01-01T00:00:00Z"))) {
            until(() -> assertThat(application.bean(Logins.class).logins).hasSize(1));
        }
    }

    @Test
    void aConsumerWithoutANameKeepsTheApplicationFromStartingAndSaysSoRED6(CapturedOutput output) {
        Throwable thrown = catchThrowable(() ->
                BusApplication.start(server, Logins.class, consuming("event-bus.consume-events[0].consumer-name=")));

        assertThat(thrown).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "event-bus.consume-events[0]", "consumer-name is missing");
    }

    @Test
    void aWrongUrlKeepsTheApplicationFromStartingAndSaysSo(CapturedOutput output) {
        Throwable thrown = catchThrowable(() -> BusApplication.start(
                server, Nobody.class, producing("event-bus.redis.connection-url=redsi://u:pass-w0rd@localhost:1")));

        assertThat(thrown).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "event-bus.redis.connection-url is no URL of a Redis")
                .doesNotContain("pass-w0rd");
    }

    private static PythonEntry loginEntry() {
        return PythonEntry.all().stream()
                .filter(entry -> entry.name().equals("org.openedx.learning.auth.session.login.completed.v1/full"))
                .findFirst()
                .orElseThrow();
    }

    private long pending() {
        return server.commands()
                .xpending(TOPIC, GROUP, Range.unbounded(), Limit.from(1000))
                .size();
    }

    /** Of those who have logged in, as they are in the stream. */
    private List<String> names() {
        var codec = EventCodecs.standard().of(SessionLoginCompleted.class);
        return server.commands().xrange(TOPIC, Range.unbounded()).stream()
                .map(entry -> codec.decode(
                                Objects.requireNonNull(entry.getBody().get("event_data")))
                        .user()
                        .pii()
                        .username())
                .toList();
    }

    private static Duration timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Configuration(proxyBeanMethods = false)
    static class Nobody {}

    @Configuration(proxyBeanMethods = false)
    static class Everything {

        final List<OpenEdxApplicationEvent<?>> arrived = Collections.synchronizedList(new ArrayList<>());

        @EventListener
        void take(OpenEdxApplicationEvent<?> event) {
            arrived.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Logins {

        final List<SessionLoginCompleted> logins = Collections.synchronizedList(new ArrayList<>());

        final List<EventMetadata> metadata = Collections.synchronizedList(new ArrayList<>());

        @EventListener
        void greet(OpenEdxApplicationEvent<SessionLoginCompleted> event) {
            metadata.add(event.metadata());
            logins.add(event.getPayload());
        }

        List<String> names() {
            synchronized (logins) {
                return logins.stream()
                        .map(login -> login.user().pii().username())
                        .toList();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {

        final List<SessionLoginCompleted> good = Collections.synchronizedList(new ArrayList<>());

        final List<SessionLoginCompleted> attempts = Collections.synchronizedList(new ArrayList<>());

        volatile boolean failing = true;

        @EventListener
        void works(SessionLoginCompleted event) {
            good.add(event);
        }

        @EventListener
        void fails(SessionLoginCompleted event) {
            attempts.add(event);
            if (failing) {
                throw new IllegalStateException("thrown by the test");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Slow {

        final CountDownLatch inHand = new CountDownLatch(1);

        final CountDownLatch goOn = new CountDownLatch(1);

        final List<SessionLoginCompleted> done = Collections.synchronizedList(new ArrayList<>());

        @EventListener
        void take(SessionLoginCompleted event) throws InterruptedException {
            inHand.countDown();
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            done.add(event);
        }
    }
}
