/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events per second with more instances and more partitions, all on this machine. */
final class ScalingBenchmark {

    private static final int EVENTS = 100_000;

    private static final int WINDOW = 4096;

    private static final int MOST_PARTITIONS = 8;

    private final Length length;

    private final int events;

    private final Servers servers;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private ScalingBenchmark(Length length, Servers servers) {
        this.length = length;
        this.events = length.of(EVENTS) / 2 * 2;
        this.servers = servers;
    }

    static void run(Length length, Servers servers) throws Exception {
        ScalingBenchmark benchmark = new ScalingBenchmark(length, servers);
        try {
            benchmark.out("Redis", RedisBenchmark.properties(servers.redis()));
            benchmark.out("Kafka", KafkaBenchmark.properties(servers.kafka(), servers.registry()));
            benchmark.in();
        } finally {
            benchmark.threads.shutdown();
        }
    }

    private void out(String broker, String... properties) throws Exception {
        servers.kafka().topic(BusApplication.TOPIC, 1);
        try (BusApplication one = BusApplication.publishing(properties);
                BusApplication two = BusApplication.publishing(properties)) {
            new Comparison(broker + " out", events, length)
                    .way("one instance", () -> one.send(events, WINDOW))
                    .way(
                            "two instances",
                            () -> together(
                                    () -> one.send(events / 2, WINDOW / 2), () -> two.send(events / 2, WINDOW / 2)))
                    .run();
        }
    }

    private void in() throws Exception {
        List<BusApplication> applications = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> client = KafkaBenchmark.client(servers.kafka())) {
            Comparison comparison = new Comparison("Kafka in", events, length);
            for (int partitions = 1; partitions <= MOST_PARTITIONS; partitions *= 2) {
                String prefix = "in-" + partitions;
                int count = partitions;
                BusApplication one = consuming(prefix, partitions, partitions);
                applications.add(one);
                comparison.way("one instance, partitions: " + partitions, () -> {
                    one.rest();
                    fill(client, prefix, count);
                    return one.consume(events);
                });
            }
            BusApplication first = consuming("in-two", MOST_PARTITIONS, MOST_PARTITIONS / 2);
            BusApplication second = consuming("in-two", MOST_PARTITIONS, MOST_PARTITIONS / 2);
            applications.add(first);
            applications.add(second);
            comparison.way("two instances, partitions: " + MOST_PARTITIONS, () -> {
                first.rest();
                second.rest();
                fill(client, "in-two", MOST_PARTITIONS);
                return first.consume(events, second);
            });
            comparison.run();
        } finally {
            applications.forEach(BusApplication::close);
        }
    }

    private BusApplication consuming(String prefix, int partitions, int threadsEach) throws Exception {
        servers.kafka().topic(topic(prefix), partitions);
        return BusApplication.consuming(KafkaBenchmark.properties(
                servers.kafka(),
                servers.registry(),
                "group=" + prefix,
                "event-bus.topic-prefix=" + prefix,
                "event-bus.consume-events[0].concurrency=" + threadsEach));
    }

    private static String topic(String prefix) {
        return prefix + "-" + BusApplication.TOPIC;
    }

    private void fill(KafkaProducer<byte[], byte[]> client, String prefix, int partitions) throws Exception {
        ProducerRecord<byte[], byte[]> ready = KafkaBenchmark.ready(topic(prefix), servers.registry());
        for (int i = 0; i < events; i++) {
            var unused = client.send(
                    new ProducerRecord<>(ready.topic(), i % partitions, ready.key(), ready.value(), ready.headers()));
        }
        client.flush();
    }

    private double together(Comparison.Work first, Comparison.Work second) throws Exception {
        long start = System.nanoTime();
        Future<Double> other = threads.submit(second::run);
        double unused = first.run();
        unused += other.get();
        return Comparison.since(start);
    }
}
