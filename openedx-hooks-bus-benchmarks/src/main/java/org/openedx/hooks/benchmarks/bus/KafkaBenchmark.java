/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.wire.EventHeaders;

/** Events per second over Kafka, beside its own client with ready-made bytes. */
final class KafkaBenchmark {

    private static final int EVENTS = 100_000;

    private static final int WINDOW = 8192;

    private static final int BATCH = 100;

    private static final int RECORDS = 10;

    private static final int UNANSWERED = 100;

    private static final String RAW = "raw";

    private final Length length;

    private final int events;

    private final KafkaServer server;

    private final SchemaIds registry;

    private KafkaBenchmark(Length length, KafkaServer server, SchemaIds registry) {
        this.length = length;
        this.events = length.of(EVENTS);
        this.server = server;
        this.registry = registry;
    }

    static void out(Length length, Servers servers) throws Exception {
        new KafkaBenchmark(length, servers.kafka(), servers.registry()).out();
    }

    static void in(Length length, Servers servers) throws Exception {
        new KafkaBenchmark(length, servers.kafka(), servers.registry()).in();
    }

    static String[] properties(KafkaServer server, SchemaIds registry, String... more) {
        List<String> properties = new ArrayList<>(List.of(more));
        properties.add("event-bus.producer=kafka");
        properties.add("event-bus.consumer=kafka");
        properties.add("event-bus.kafka.bootstrap-servers=" + server.address());
        properties.add("event-bus.kafka.schema-registry-url=" + registry.url());
        return properties.toArray(String[]::new);
    }

    private void out() throws Exception {
        server.topic(RAW, 1);
        server.topic(BusApplication.TOPIC, 1);
        try (BusApplication application = BusApplication.publishing(properties(server, registry));
                KafkaProducer<byte[], byte[]> client = client(server)) {
            new Comparison("Kafka out, async", events, length)
                    .way("KafkaProducer", () -> rawAsync(client))
                    .way("OpenEdxEvents.send", () -> application.send(events, WINDOW))
                    .run();
            EventBusProducer producer = application.producer("kafka");
            new Comparison("Kafka out, %d at a time".formatted(BATCH), events, length)
                    .way("KafkaProducer", () -> rawBatches(client))
                    .way("the producer of the relay", () -> batches(producer))
                    .run();
        }
    }

    private void in() throws Exception {
        server.topic(RAW, 1);
        server.topic(BusApplication.TOPIC, 1);
        try (BusApplication application = BusApplication.consuming(properties(server, registry));
                KafkaProducer<byte[], byte[]> client = client(server);
                KafkaConsumer<byte[], byte[]> each = consumer("each");
                KafkaConsumer<byte[], byte[]> turn = consumer("turn")) {
            new Comparison("Kafka in, %d at a time".formatted(RECORDS), events, length)
                    .way("KafkaConsumer, commit per record", () -> filled(client, RAW, () -> rawIn(each, true)))
                    .way("KafkaConsumer, commit per poll", () -> filled(client, RAW, () -> rawIn(turn, false)))
                    .way("@EventListener", () -> {
                        application.rest();
                        return filled(client, BusApplication.TOPIC, () -> application.consume(events));
                    })
                    .run();
        }
    }

    /** A producer with the settings of the event bus. */
    static KafkaProducer<byte[], byte[]> client(KafkaServer server) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", server.address(), "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        server.address(),
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        RECORDS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(RAW));
        return consumer;
    }

    private double filled(KafkaProducer<byte[], byte[]> client, String topic, Comparison.Work work) throws Exception {
        ProducerRecord<byte[], byte[]> ready = ready(topic, registry);
        for (int i = 0; i < events; i++) {
            var unused = client.send(ready);
        }
        client.flush();
        return work.run();
    }

    private double rawAsync(KafkaProducer<byte[], byte[]> client) throws InterruptedException {
        ProducerRecord<byte[], byte[]> ready = ready(RAW, registry);
        Semaphore window = new Semaphore(WINDOW);
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            window.acquire();
            var unused = client.send(ready, (stored, failure) -> window.release());
        }
        window.acquire(WINDOW);
        return Comparison.since(start);
    }

    private double rawBatches(KafkaProducer<byte[], byte[]> client) {
        ProducerRecord<byte[], byte[]> ready = ready(RAW, registry);
        long start = System.nanoTime();
        for (int i = 0; i < events; i += BATCH) {
            send(client, ready, BATCH);
        }
        return Comparison.since(start);
    }

    /** Sends a record several times, and waits for the answers. */
    static void send(KafkaProducer<byte[], byte[]> client, ProducerRecord<byte[], byte[]> ready, int times) {
        List<CompletableFuture<RecordMetadata>> answers = new ArrayList<>(times);
        for (int i = 0; i < times; i++) {
            CompletableFuture<RecordMetadata> answer = new CompletableFuture<>();
            var unused = client.send(ready, (stored, failure) -> {
                if (failure == null) {
                    answer.complete(stored);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            answers.add(answer);
        }
        answers.forEach(CompletableFuture::join);
    }

    private double batches(EventBusProducer producer) {
        long start = System.nanoTime();
        for (int i = 0; i < events; i += BATCH) {
            List<CompletionStage<?>> answers = new ArrayList<>(BATCH);
            for (int j = 0; j < BATCH; j++) {
                answers.add(producer.publish(new EventMessage(
                        BusApplication.TOPIC,
                        Samples.METADATA,
                        new EventMessage.Key(Samples.KEY.encode(Samples.ENROLLED), Samples.KEY.schemaText()),
                        Samples.BODY,
                        Samples.CODEC.schemaText(),
                        Map.of())));
            }
            producer.flush();
            answers.forEach(answer -> answer.toCompletableFuture().join());
        }
        return Comparison.since(start);
    }

    /**
     * Reads and commits. Commits of which nobody ever awaits one pile up in the client until they time out, and are
     * none: of a hundred thousand most failed so after half a minute. So one of a hundred is waited for, and with it
     * those before it.
     */
    private double rawIn(KafkaConsumer<byte[], byte[]> consumer, boolean each) {
        int read = 0;
        int unanswered = 0;
        long start = System.nanoTime();
        while (read < events) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                read++;
                if (each) {
                    unanswered++;
                    consumer.commitAsync(
                            Map.of(
                                    new TopicPartition(record.topic(), record.partition()),
                                    new OffsetAndMetadata(record.offset() + 1)),
                            null);
                }
            }
            if (!each) {
                unanswered++;
                consumer.commitAsync();
            }
            if (unanswered >= UNANSWERED || read >= events) {
                consumer.commitSync();
                unanswered = 0;
            }
        }
        return Comparison.since(start);
    }

    /** What the event bus would send. */
    static ProducerRecord<byte[], byte[]> ready(String topic, SchemaIds registry) {
        byte[] key = framed(registry.id(Samples.KEY.schemaText()), Samples.KEY.encode(Samples.ENROLLED));
        RecordHeaders headers = new RecordHeaders();
        EventHeaders.kafka().write(Samples.METADATA).forEach(headers::add);
        return new ProducerRecord<>(
                topic, 0, key, framed(registry.id(Samples.CODEC.schemaText()), Samples.BODY), headers);
    }

    private static byte[] framed(int schema, byte[] avro) {
        return ByteBuffer.allocate(avro.length + 5)
                .put((byte) 0)
                .putInt(schema)
                .put(avro)
                .array();
    }
}
