/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clusters where topics are not made on demand. */
class KafkaTopicsTests {

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 3);

    private static FakeRegistry registry;

    private static KafkaEventBus bus;

    private static KafkaSender sender;

    private final String topic = "topic-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        BROKER.brokerProperties(Map.of(
                "auto.create.topics.enable",
                "false",
                "group.initial.rebalance.delay.ms",
                "0",
                "message.max.bytes",
                "200000"));
        BROKER.afterPropertiesSet();
        registry = new FakeRegistry();
        bus = TestBus.of(BROKER.getBrokersAsString(), registry.url());
        sender = new KafkaSender(TestBus.clients(BROKER.getBrokersAsString(), registry.url()));
    }

    @AfterAll
    static void end() {
        sender.close();
        bus.close();
        registry.close();
        BROKER.destroy();
    }

    @Test
    void aTopicThatDoesNotExistIsFinalAndKeepsOthersWaitingOnlyOnce() {
        try (KafkaSender impatient = new KafkaSender(
                TestBus.clients(BROKER.getBrokersAsString(), registry.url(), Map.of("max.block.ms", "2000")))) {
            CompletableFuture<Receipt> first = impatient.send(topic, new byte[] {1}, new byte[] {2}, List.of());
            assertThatThrownBy(first::join)
                    .hasRootCauseMessage("This server does not host this topic-partition.")
                    .cause()
                    .isNotInstanceOf(BrokerUnavailableException.class)
                    .hasMessage(
                            "Kafka has not stored a record for %s: it does not exist, and the broker does not make it"
                                    .formatted(topic));

            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(impatient.send(topic, new byte[] {1}, new byte[] {2}, List.of()))
                        .isCompletedExceptionally();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void aRecordThatIsTooLargeIsFinalAndTheNextOneIsStored() {
        BROKER.addTopics(topic);
        CompletableFuture<Receipt> large = sender.send(topic, null, new byte[300_000], List.of());
        CompletableFuture<Receipt> larger = sender.send(topic, null, new byte[2_000_000], List.of());
        CompletableFuture<Receipt> small = sender.send(topic, null, new byte[300], List.of());

        for (CompletableFuture<Receipt> refused : List.of(large, larger)) {
            assertThatThrownBy(refused::join).cause().isNotInstanceOf(BrokerUnavailableException.class);
        }
        assertThat(small.join().position()).matches("[012]:0");
    }

    /** As with librdkafka: which one does not matter, but that all have something to do does. */
    @Test
    void whatHasNoKeyIsSpreadOverThePartitions() {
        BROKER.addTopics(topic);
        Set<String> partitions = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            Receipt stored =
                    sender.send(topic, null, new byte[150_000], List.of()).join();
            partitions.add(stored.position().split(":", -1)[0]);
        }

        assertThat(partitions).hasSizeGreaterThan(1);
    }

    @Test // KAF-11
    void aConsumerMakesItsTopicAndThatOfItsDeadLetters() throws Exception {
        EventBusConsumer consumer =
                bus.consumer(new ConsumerSettings(topic, "group", null, 1, null, null, false, null));
        assertThat(consumer.deadLetters().count()).isZero();
        try (EventBusConsumer.Session session = consumer.open()) {
            Receipt stored = sender.send(topic, new byte[] {1}, new byte[] {2}, List.of())
                    .join();
            List<ReceivedMessage> received = new ArrayList<>();
            while (received.isEmpty()) {
                session.poll(received::add);
            }
            assertThat(received.get(0).position()).isEqualTo(stored.position());
            consumer.deadLetters()
                    .add(new DeadLetter(
                            received.get(0), DeadLetter.Reason.UNUSABLE, Set.of(), null, 1, Instant.now(), "host"));
        }

        assertThat(consumer.deadLetters().count()).isOne();
    }
}
