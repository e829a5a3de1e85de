/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.ConsumerState;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.kafka.TestApplication.Inbox;
import org.openedx.hooks.spring.bus.kafka.Vectors.Vector;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.PATIENCE;

/** Applications that are joined by Kafka. */
class KafkaApplicationTests {

    private final String topic = "logins-" + UUID.randomUUID();

    @Test // BUS-3, KAF-4, META-13
    void whatPythonWroteReachesAnEventListener() throws Exception {
        SchemaRegistry registry =
                new SchemaRegistry(List.of(ApicurioRegistry.url()), null, Duration.ofSeconds(60), null);
        List<Vector> vectors = Vectors.all();
        try (TestApplication application =
                TestApplication.consumer(SharedBroker.address(), ApicurioRegistry.url(), topic)) {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", SharedBroker.address()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (Vector vector : vectors) {
                    RecordHeaders headers = new RecordHeaders();
                    vector.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
                    int id = registry.register(
                            topic + "-" + vector.type() + ".CloudEvent",
                            vector.codec().schemaText());
                    byte[] value = ByteBuffer.allocate(5 + vector.body().length)
                            .put((byte) 0)
                            .putInt(id)
                            .put(vector.body())
                            .array();
                    producer.send(new ProducerRecord<>(topic, null, null, null, value, headers))
                            .get();
                }
            }

            List<OpenEdxApplicationEvent<?>> events =
                    application.bean(Inbox.class).events();
            Awaitility.await().atMost(PATIENCE).until(() -> events.size() == vectors.size());
            for (int i = 0; i < vectors.size(); i++) {
                Vector vector = vectors.get(i);
                assertThat(events.get(i).getPayload()).as(vector.toString()).isEqualTo(vector.event());
                assertThat(events.get(i).metadata()).as(vector.toString()).isEqualTo(vector.metadata());
            }
        }
    }

    @Test // BUS-1, BUS-2, BUS-4
    void whatIsSentInOneApplicationArrivesInTheOther() {
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication there = TestApplication.consumer(
                        SharedBroker.address(),
                        registry.url(),
                        topic,
                        // It would send on what it receives.
                        "event-bus-producer-config[%s][%s].event-key-field=user.pii.username"
                                .formatted(TestApplication.LOGIN, topic),
                        "event-bus-producer-config[%s][%s].enabled=true".formatted(TestApplication.LOGIN, topic));
                TestApplication here = TestApplication.producer(SharedBroker.address(), registry.url(), topic)) {
            here.send("a");
            here.send("b");
            Awaitility.await().atMost(PATIENCE).until(() -> there.received().size() == 2);
            here.send("c");
            Awaitility.await().atMost(PATIENCE).until(() -> there.received().size() >= 3);

            assertThat(there.received()).containsExactly("a", "b", "c");
            Map<String, Long> subjects = registry.requests().stream()
                    .filter(request -> request.startsWith("POST"))
                    .collect(Collectors.groupingBy(request -> request, HashMap::new, Collectors.counting()));
            assertThat(subjects)
                    .isEqualTo(Map.of(
                            "POST /subjects/%s-string/versions".formatted(topic), 1L,
                            "POST /subjects/%s-%s.CloudEvent/versions".formatted(topic, TestApplication.LOGIN), 1L));
        }
    }

    @Test
    void aRegistryThatIsAwayAtTheStartAndLaterIsWaitedFor() {
        int port = TestProcess.freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        try (TestApplication there = TestApplication.consumer(SharedBroker.address(), url, topic);
                TestApplication here = TestApplication.producer(SharedBroker.address(), url, topic)) {
            here.send("a");
            here.send("b");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            !here.bean(EventBusPublishing.class).status().away().isEmpty());
            assertThat(there.received()).isEmpty();

            try (FakeRegistry back = new FakeRegistry(port)) {
                Awaitility.await().atMost(PATIENCE).until(() -> there.received().size() == 2);

                back.answersWith(503, "restarting");
                here.send("c");
                Awaitility.await().atMost(PATIENCE).until(() -> there.received().size() == 3);
            }
            assertThat(there.received()).containsExactly("a", "b", "c");
        }

        // The consumer has never asked for the schema when the registry is away.
        try (FakeRegistry later = new FakeRegistry(port)) {
            later.answersWith(401, "{\"error_code\": 401, \"message\": \"Unauthorized\"}");
            try (TestApplication another = TestApplication.consumer(
                    SharedBroker.address(), later.url(), topic, "event-bus.consume-events[0].group-id=another")) {
                Awaitility.await().atMost(PATIENCE).until(() -> later.requests().size() > 3);
                assertThat(another.received()).isEmpty();
                assertThat(another.state()).isEqualTo(ConsumerState.RUNNING);

                later.add("{\"name\": \"username\", \"type\": \"string\"}");
                later.add(Vectors.all().stream()
                        .filter(vector -> vector.type().equals(TestApplication.LOGIN))
                        .findFirst()
                        .orElseThrow()
                        .codec()
                        .schemaText());
                later.answersNormally();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> another.received().size() == 3);
                assertThat(another.status().deadLetters()).isIn(0L, null);
            }
        }
    }

    @Test // KAF-10, KAF-13
    void threadsAndInstancesShareATopicAndKeepTheOrderOfEachKey() {
        SharedBroker.addTopic(topic, 4);
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication one = TestApplication.consumer(
                        SharedBroker.address(), registry.url(), topic, "event-bus.consume-events[0].concurrency=2");
                TestApplication two = TestApplication.consumer(
                        SharedBroker.address(), registry.url(), topic, "event-bus.consume-events[0].concurrency=2");
                TestApplication here = TestApplication.producer(SharedBroker.address(), registry.url(), topic)) {
            IntStream.range(0, 400).forEach(i -> here.send("user" + i % 40 + "!", i));

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Stream.concat(ids(one, "user"), ids(two, "user"))
                                    .distinct()
                                    .count()
                            == 400);
            for (int i = 0; i < 40; i++) {
                assertThat(ids(one, "user" + i + "!")).isSorted();
                assertThat(ids(two, "user" + i + "!")).isSorted();
            }
        }
    }

    private static Stream<Long> ids(TestApplication application, String namePrefix) {
        return application.bean(Inbox.class).events().stream()
                .map(event -> ((SessionLoginCompleted) event.getPayload()).user())
                .filter(user -> user.pii().username().startsWith(namePrefix))
                .map(user -> user.id());
    }
}
