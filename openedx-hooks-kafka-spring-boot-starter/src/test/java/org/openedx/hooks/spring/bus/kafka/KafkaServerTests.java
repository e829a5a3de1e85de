/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerState;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.Receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.PATIENCE;

/** What becomes of applications when brokers and consumers end, hang, come back, or do not let everybody in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaServerTests {

    /** Kafka's producer would keep who sends waiting for 5 seconds with each event: for minutes with all of them. */
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private static KafkaServer server;

    private final String topic = "logins-" + UUID.randomUUID();

    @BeforeAll
    static void make() throws Exception {
        certificates = Certificates.in(folder);
        server = new KafkaServer(folder, certificates);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test // BUS-10
    @Order(1) // nothing has started the server yet
    void nobodyWaitsForABrokerThatIsAwayAndNothingIsLost() {
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication there = TestApplication.consumer(
                        server.address(),
                        registry.url(),
                        topic,
                        "spring.kafka.consumer.properties[session.timeout.ms]=3000",
                        "event-bus.kafka.consumer-poll-failure-sleep=0.2");
                TestApplication here = TestApplication.producer(
                        server.address(),
                        registry.url(),
                        topic,
                        "spring.kafka.producer.properties[max.block.ms]=5000")) {
            sendAtOnce(here, 0, 50);
            Awaitility.await().atMost(PATIENCE).until(() -> there.state() == ConsumerState.WAITING);
            server.start();
            awaitAll(there, 50);
            assertThat(there.state()).isEqualTo(ConsumerState.RUNNING);

            server.process().kill();
            sendAtOnce(here, 50, 100);
            server.start();
            awaitAll(there, 100);

            server.process().freeze();
            sendAtOnce(here, 100, 150);
            Awaitility.await().atMost(PATIENCE).until(() -> there.state() == ConsumerState.WAITING);
            server.process().thaw();
            awaitAll(there, 150);
            Awaitility.await().atMost(PATIENCE).until(() -> there.state() == ConsumerState.RUNNING);
        }
    }

    @Test // BUS-10
    void nobodyWaitsForABrokerThatIsSlow() {
        startServer();
        try (SlowProxy slow = server.slow(Duration.ofMillis(200));
                FakeRegistry registry = new FakeRegistry();
                TestApplication here = TestApplication.producer(slow.address(), registry.url(), topic)) {
            sendAtOnce(here, 0, 300); // of which each would wait for an answer, or fail

            EventBusPublishing publishing = here.bean(EventBusPublishing.class);
            Awaitility.await().atMost(PATIENCE).until(() -> publishing.status().waiting() == 0);
            assertThat(publishing.status().lost()).isZero();
            assertThat(slow.answers()).isPositive();
        }
    }

    @Test
    void whatWasGivenUpIsNotSentWhenTheBrokerIsBack() throws Exception {
        startServer();
        try (FakeRegistry registry = new FakeRegistry();
                KafkaSender sender = new KafkaSender(TestBus.clients(server.address(), registry.url()))) {
            sender.send(topic, null, new byte[] {1}, List.of()).get(1, TimeUnit.MINUTES);
            server.process().freeze();
            List<CompletableFuture<Receipt>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) { // each a request of its own
                waiting.add(sender.send(topic, null, new byte[20_000], List.of()));
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            waiting.get(0).cancel(false);

            assertThat(waiting.get(9))
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(BrokerUnavailableException.class);
            server.process().thaw();
            Receipt next = sender.send(topic, null, new byte[] {2}, List.of()).get(1, TimeUnit.MINUTES);
            assertThat(Positions.parse(next.position()).get(0))
                    .as("at most what was on the wire is before it")
                    .isLessThan(11);
        }
    }

    @Test // KAF-10
    void aConsumerThatIsKilledLosesNothing() throws Exception {
        startServer();
        Path file = folder.resolve(topic);
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication here = TestApplication.producer(server.address(), registry.url(), topic)) {
            String[] command = {
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerProcess.class.getName(),
                server.address(),
                registry.url().toString(),
                topic,
                file.toString()
            };
            for (int i = 0; i < 3000; i++) {
                here.send("user" + i, i);
            }
            try (TestProcess killed = TestProcess.java(Path.of("target/consumer.log"), command)) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(PATIENCE)
                        .until(() -> killed.isAlive() && lines(file).size() > 500);
                killed.kill();
            }
            int before = lines(file).size();
            assertThat(before).isLessThan(3000);
            try (TestProcess restarted = TestProcess.java(Path.of("target/consumer.log"), command)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> restarted.isAlive() && new TreeSet<>(lines(file)).size() == 3000);
            }

            assertThat(lines(file)).hasSizeLessThanOrEqualTo(3000 + 110);
        }
    }

    @Test // KAF-12
    void keyAndSecretOpenABrokerThatAsksForThem() throws Exception {
        startServer();
        try (FakeRegistry registry = new FakeRegistry(certificates.serverContext())) {
            String[] trusted = {
                "event-bus.kafka.bootstrap-servers=" + server.secureAddress(),
                "event-bus.kafka.api-key=" + KafkaServer.USER,
                "event-bus.kafka.api-secret=" + KafkaServer.PASSWORD,
                "spring.kafka.ssl.bundle=bus",
                "event-bus.kafka.schema-registry-ssl-bundle=bus",
                "spring.ssl.bundle.pem.bus.truststore.certificate=" + certificates.certificate()
            };
            try (TestApplication there = TestApplication.consumer("localhost:1", registry.url(), topic, trusted);
                    TestApplication here = TestApplication.producer("localhost:1", registry.url(), topic, trusted)) {
                here.send("a");
                Awaitility.await().atMost(PATIENCE).until(() -> there.received().equals(List.of("a")));
            }
            trusted[2] = "event-bus.kafka.api-secret=wrong";
            try (TestApplication there = TestApplication.consumer("localhost:1", registry.url(), topic, trusted)) {
                Awaitility.await().atMost(PATIENCE).until(() -> there.state() == ConsumerState.WAITING);
                assertThat(there.status().failure()).contains("Authentication");
            }
        }
    }

    private static void startServer() {
        if (!server.isRunning()) {
            server.start();
            server.awaitStart();
        }
    }

    private static void sendAtOnce(TestApplication application, int from, int to) {
        long start = System.nanoTime();
        for (int i = from; i < to; i++) {
            application.send("user" + i, i);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    private static void awaitAll(TestApplication application, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Set.copyOf(application.received()).size() == count);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
