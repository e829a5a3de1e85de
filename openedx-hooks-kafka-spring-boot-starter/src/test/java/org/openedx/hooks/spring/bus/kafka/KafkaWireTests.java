/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.enterprise.event.SubsidyRedemptionReversed;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.kafka.Vectors.Vector;
import org.openedx.hooks.wire.EventCodecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Python's library puts on Kafka, byte for byte, with a real broker and a real schema registry. */
class KafkaWireTests {

    private static final int PARTITIONS = 7;

    private static KafkaEventBus bus;

    @BeforeAll
    static void connect() {
        bus = TestBus.of(SharedBroker.address(), ApicurioRegistry.url());
    }

    @AfterAll
    static void disconnect() {
        bus.close();
    }

    @Test // KAF-1, KAF-2, KAF-3, KAF-5, KAF-6, KAF-7, AVR-13, AVR-14
    void recordsAreThoseOfPython() {
        String topic = topic();
        Map<String, Vector> stored = new LinkedHashMap<>();
        Map<Vector, CompletionStage<Receipt>> receipts = new LinkedHashMap<>();
        Vectors.all().forEach(vector -> receipts.put(vector, bus.producer().publish(vector.message(topic))));
        receipts.forEach((vector, receipt) ->
                stored.put(receipt.toCompletableFuture().join().position(), vector));

        Map<String, ConsumerRecord<byte[], byte[]>> records = read(topic, stored.size());

        assertThat(records).hasSameSizeAs(stored).hasSizeGreaterThan(200);
        stored.forEach((position, vector) -> {
            ConsumerRecord<byte[], byte[]> record = Objects.requireNonNull(records.get(position));
            assertThat(texts(record.headers())).as("headers of %s", vector).isEqualTo(texts(vector.headers()));
            assertThat(framed(record.value())).as("value of %s", vector).isEqualTo(vector.body());
            assertThat(ApicurioRegistry.schema(id(record.value())))
                    .as("schema of %s", vector)
                    .isEqualTo(vector.codec().schemaText());
            if (vector.hasKey()) {
                assertThat(framed(record.key())).as("key of %s", vector).isEqualTo(vector.key());
                assertThat(ApicurioRegistry.schema(id(record.key()))).isEqualTo(vector.keySchema());
                CRC32 crc = new CRC32();
                crc.update(record.key());
                assertThat(record.partition()).isEqualTo((int) (crc.getValue() % PARTITIONS));
            } else {
                assertThat(record.key()).as("key of %s", vector).isNull();
            }
        });
        assertThat(ApicurioRegistry.subjects())
                .contains(topic + "-string")
                .containsAll(stored.values().stream()
                        .map(vector -> topic + "-" + vector.type() + ".CloudEvent")
                        .toList());
    }

    /** Kafka 4.2 loses the first request there if a second one is on its way (KAFKA-15591). */
    @Test
    void theFirstRecordsOfNewTopicsAreStoredInOrder() {
        try (KafkaSender sender = new KafkaSender(TestBus.clients(SharedBroker.address(), ApicurioRegistry.url()))) {
            Map<String, List<CompletionStage<Receipt>>> receipts = new LinkedHashMap<>();
            for (int i = 0; i < 20; i++) {
                String topic = topic();
                for (int j = 0; j < 500; j++) {
                    receipts.computeIfAbsent(topic, name -> new ArrayList<>())
                            .add(sender.send(topic, new byte[] {(byte) (j % 16)}, new byte[4000], List.of()));
                }
            }

            receipts.values()
                    .forEach(all -> assertThat(all)
                            .allSatisfy(receipt ->
                                    assertThat(receipt.toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1))));
        }
    }

    @Test // KAF-7
    void aTypeWithAHyphenIsRefusedByTheRegistryAndSaidBefore() {
        String topic = topic();
        EventMetadata metadata = Vectors.all().get(0).metadata();
        EventMessage message = new EventMessage(
                topic,
                new EventMetadata(
                        HookType.of("org.openedx.enterprise.subsidy.redemption-reversed.v1"),
                        metadata.id(),
                        0,
                        metadata.source(),
                        metadata.sourceHost(),
                        metadata.time(),
                        metadata.sourceLib()),
                null,
                new byte[] {0},
                EventCodecs.standard().of(SubsidyRedemptionReversed.class).schemaText(),
                Map.of());

        assertThat(bus.producer().objectionTo(message.metadata().type(), "topic"))
                .contains("Avro");
        assertThatThrownBy(() ->
                        bus.producer().publish(message).toCompletableFuture().join())
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageStartingWith("The schema registry refuses the schema of " + topic);
        Vectors.all()
                .forEach(other -> assertThat(
                                bus.producer().objectionTo(other.metadata().type(), "topic"))
                        .isNull());
    }

    @Test // KAF-4, KAF-9
    void whatPythonWroteIsRead() throws Exception {
        String topic = topic();
        List<Vector> vectors = Vectors.all();
        SchemaRegistry registry =
                new SchemaRegistry(List.of(ApicurioRegistry.url()), null, Duration.ofSeconds(60), null);
        EventBusConsumer consumer = bus.consumer(new ConsumerSettings(topic, "group", null, 1, null, null, true, null));
        Map<String, Vector> written = new HashMap<>();
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
                byte[] key = new byte[] {1, 2, 3};
                var stored = producer.send(new ProducerRecord<>(topic, null, key, value, headers))
                        .get();
                written.put(stored.partition() + ":" + stored.offset(), vector);
            }
        }

        int[] read = {0};
        try (EventBusConsumer.Session session = consumer.open()) {
            while (read[0] < vectors.size()) {
                session.poll(message -> {
                    read[0]++;
                    Vector vector = Objects.requireNonNull(written.get(message.position()));
                    assertThat(consumer.headers().type(message.headers())).isEqualTo(vector.type());
                    assertThat(consumer.headers().read(message.headers(), type -> {
                                throw new AssertionError("nothing is missing");
                            }))
                            .isEqualTo(vector.metadata());
                    assertThat(decode(consumer, message, vector)).isEqualTo(vector.event());
                    return true;
                });
            }
        }
    }

    private static Object decode(EventBusConsumer consumer, ReceivedMessage message, Vector vector) {
        try {
            return consumer.decode(message, vector.codec());
        } catch (Exception ex) {
            throw new AssertionError(vector.toString(), ex);
        }
    }

    private static String topic() {
        String topic = "dev-" + UUID.randomUUID();
        SharedBroker.addTopic(topic, PARTITIONS);
        return topic;
    }

    private static Map<String, ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return SharedBroker.records(topic, count).stream()
                .collect(Collectors.toMap(record -> record.partition() + ":" + record.offset(), Function.identity()));
    }

    private static List<String> texts(Iterable<?> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> header instanceof Header kafka
                        ? kafka.key() + "=" + HexFormat.of().formatHex(kafka.value())
                        : ((Map.Entry<?, ?>) header).getKey()
                                + "="
                                + HexFormat.of().formatHex((byte[]) ((Map.Entry<?, ?>) header).getValue()))
                .toList();
    }

    private static byte[] framed(byte[] bytes) {
        assertThat(bytes[0]).isZero();
        return Arrays.copyOfRange(bytes, 5, bytes.length);
    }

    private static int id(byte[] framed) {
        return ByteBuffer.wrap(framed).getInt(1);
    }
}
