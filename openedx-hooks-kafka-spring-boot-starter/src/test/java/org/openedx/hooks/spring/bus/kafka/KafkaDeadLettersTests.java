/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.DeadLetter.Reason;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.PATIENCE;

class KafkaDeadLettersTests {

    private final FakeRegistry registry = new FakeRegistry();

    private final KafkaEventBus bus = TestBus.of(SharedBroker.address(), registry.url());

    private final String topic = "logins-" + UUID.randomUUID();

    private final DeadLetters letters = bus.consumer(
                    new ConsumerSettings(topic, "group", null, 1, null, null, false, null))
            .deadLetters();

    @AfterEach
    void close() {
        bus.close();
        registry.close();
    }

    @Test // ERR-9, PII-3
    void aRecordIsKeptAsItWasAndSaysWhyItIsThere() throws Exception {
        ReceivedMessage message = new ReceivedMessage(
                topic,
                "3:17",
                List.of(header("ce_type", "t"), header("twice", "1"), header("twice", ""), nothing("empty")),
                new byte[] {0, 0, 0, 0, 2, 2, 'k'},
                new byte[] {0, 0, 0, 0, 1, 9});
        letters.add(new DeadLetter(
                message,
                Reason.RECEIVER_FAILED,
                Set.of("mail#send", "crm#tell"),
                "com.example.MailException",
                3,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "pod-7"));

        ConsumerRecord<byte[], byte[]> record =
                SharedBroker.records(topic + "-group-dlt", 1).get(0);
        assertThat(record.key()).isEqualTo(message.key());
        assertThat(record.value()).isEqualTo(message.body());
        assertThat(StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> header.key() + "="
                                + (header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8))))
                .containsExactly(
                        "ce_type=t",
                        "twice=1",
                        "twice=",
                        "empty=null",
                        "openedx-dlt-reason=RECEIVER_FAILED",
                        "openedx-dlt-position=3:17",
                        "openedx-dlt-receiver=crm#tell",
                        "openedx-dlt-receiver=mail#send",
                        "openedx-dlt-exception-class=com.example.MailException",
                        "openedx-dlt-attempts=3",
                        "openedx-dlt-time=2026-01-02T03:04:05.678Z",
                        "openedx-dlt-origin=pod-7");
    }

    @Test
    void aLetterInALetterIsTheOldOne() throws Exception {
        ReceivedMessage pretender = new ReceivedMessage(
                topic,
                "0:0",
                List.of(
                        header("openedx-dlt-reason", "RECEIVER_FAILED"),
                        header("openedx-dlt-receiver", "admin#grant"),
                        header("openedx-dlt-attempts", "9")),
                null,
                null);
        DeadLetter letter =
                new DeadLetter(pretender, Reason.UNUSABLE, Set.of(), null, 1, Instant.ofEpochMilli(7), "host");
        letters.add(letter);

        assertThat(take()).singleElement().satisfies(taken -> {
            assertThat(taken)
                    .usingRecursiveComparison()
                    .ignoringFields("message")
                    .isEqualTo(letter);
            assertThat(taken.message().headers())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("openedx-dlt-reason", "openedx-dlt-receiver", "openedx-dlt-attempts");
        });
    }

    @Test
    void whatSomebodyElsePutThereIsALetterToo() throws Exception {
        letters.count();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.address()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> plain = new ProducerRecord<>(letters.name(), new byte[] {1});
            plain.headers().add("ce_type", new byte[] {'t'});
            producer.send(plain).get();
            ProducerRecord<byte[], byte[]> broken = new ProducerRecord<>(letters.name(), new byte[] {2});
            broken.headers()
                    .add("openedx-dlt-reason", null)
                    .add("openedx-dlt-attempts", new byte[] {'x'})
                    .add("openedx-dlt-time", new byte[] {(byte) 0xFF});
            producer.send(broken).get();
        }

        List<DeadLetter> taken = take();
        assertThat(taken).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).isEqualTo(Reason.RECEIVER_FAILED);
            assertThat(letter.receivers()).isEmpty();
            assertThat(letter.attempts()).isZero();
            assertThat(letter.time())
                    .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofMinutes(5)));
        });
        assertThat(taken.get(0).message().headers())
                .extracting(Map.Entry::getKey)
                .containsExactly("ce_type");
        assertThat(taken.get(1).message().headers()).isEmpty();
    }

    @Test // ERR-3, ERR-5
    void onlyTheReceiverThatFailedGetsALetterAgain() throws Exception {
        try (TestApplication there = TestApplication.start(
                        SharedBroker.address(),
                        registry.url(),
                        List.of(
                                "event-bus.consume-events[0].topic=" + topic,
                                "event-bus.consume-events[0].group-id=group",
                                "event-bus.consume-events[0].check-backlog=true",
                                "event-bus.retry.delay=1ms"),
                        Receivers.class);
                TestApplication here = TestApplication.producer(SharedBroker.address(), registry.url(), topic)) {
            Receivers receivers = there.bean(Receivers.class);
            here.send("good");
            here.send("bad");
            here.send("good");
            Awaitility.await().atMost(PATIENCE).until(() -> receivers.steady.size() == 3 && letters.count() == 1);
            assertThat(receivers.steady).containsExactly("good", "bad", "good");
            assertThat(receivers.shaky).containsExactly("good", "bad", "bad", "bad", "good");
            ConsumerRecord<byte[], byte[]> record =
                    SharedBroker.records(letters.name(), 1).get(0);
            ConsumerRecord<byte[], byte[]> original =
                    SharedBroker.records(topic, 3).get(1);
            assertThat(record.key()).isEqualTo(original.key());
            assertThat(record.value()).isEqualTo(original.value());
            assertThat(List.of(record.headers().toArray()))
                    .startsWith(original.headers().toArray());
            assertThat(record.headers().toString()).doesNotContain("secret");
            assertThat(new String(
                            record.headers()
                                    .lastHeader("openedx-dlt-exception-class")
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(IllegalStateException.class.getName());

            receivers.healed = true;
            assertThat(there.bean(EventBusConsumers.class)
                            .redrive(topic, "group", 10, true)
                            .deadLetters())
                    .isOne();
            assertThat(there.bean(EventBusConsumers.class)
                            .redrive(topic, "group", 10, false)
                            .processed())
                    .isOne();

            assertThat(receivers.steady).containsExactly("good", "bad", "good");
            assertThat(receivers.shaky).containsExactly("good", "bad", "bad", "bad", "good", "bad");
            assertThat(letters.count()).isZero();
        }
    }

    private List<DeadLetter> take() throws Exception {
        List<DeadLetter> taken = new ArrayList<>();
        letters.take(taken::add);
        return taken;
    }

    private static Map.Entry<String, byte[]> header(String name, String text) {
        return new SimpleImmutableEntry<>(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("NullAway") // as Kafka has it
    private static Map.Entry<String, byte[]> nothing(String name) {
        return new SimpleImmutableEntry<>(name, null);
    }

    static final class Receivers {

        private final List<String> steady = new CopyOnWriteArrayList<>();

        private final List<String> shaky = new CopyOnWriteArrayList<>();

        private volatile boolean healed;

        @EventListener
        void steady(SessionLoginCompleted event) {
            steady.add(event.user().pii().username());
        }

        @EventListener
        void shaky(SessionLoginCompleted event) {
            String name = event.user().pii().username();
            shaky.add(name);
            if (name.equals("bad") && !healed) {
                throw new IllegalStateException("secret of " + name);
            }
        }
    }
}
