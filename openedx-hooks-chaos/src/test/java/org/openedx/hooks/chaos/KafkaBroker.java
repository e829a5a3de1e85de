/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A Kafka of one node. Both consumers share a group and the topic's partitions. */
final class KafkaBroker implements Broker {

    private static final int PARTITIONS = 4;

    private final int port = Child.freePort();

    private final Registry registry = new Registry();

    private final Child process;

    private final Admin admin;

    KafkaBroker(Path directory, List<String> options) throws IOException {
        int controllerPort = Child.freePort();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort),
                "log.dirs",
                directory.resolve("kafka").toString()));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "num.partitions", Integer.toString(PARTITIONS),
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                // So long a broker that was killed is waited for before another one may take its place.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500"));
        Path settings = directory.resolve("kafka.properties");
        try (Writer out = Files.newBufferedWriter(settings)) {
            properties.store(out, null);
        }
        int status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()},
                new PrintStream(OutputStream.nullOutputStream()));
        if (status != 0) {
            throw new IllegalStateException("The folder of the broker could not be made: " + status);
        }
        process = Child.java("kafka", directory, options, "kafka.Kafka", settings.toString());
        admin = Admin.create(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "default.api.timeout.ms",
                "5000",
                "request.timeout.ms",
                "4000",
                "metadata.recovery.strategy",
                "none"));
    }

    @Override
    public Child process() {
        return process;
    }

    @Override
    public boolean isUp() {
        try {
            return stored(TOPIC) >= 0;
        } catch (IllegalStateException ex) {
            return false;
        }
    }

    @Override
    public void prepare() {
        await(this::makeTopic, "Kafka does not start");
    }

    private boolean makeTopic() {
        try {
            admin.createTopics(Set.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException ex) {
            return ex.getCause() instanceof TopicExistsException;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public List<String> arguments() {
        return List.of(
                "--spring.config.additional-location=classpath:kafka.yml",
                "--port=" + port,
                "--registry=" + registry.port());
    }

    @Override
    public List<String> groups() {
        return List.of("one", "one");
    }

    @Override
    public int consumerBatch() {
        return 110;
    }

    @Override
    public long stored(String topic) {
        return offsets(topic).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public long backlog(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets(TOPIC).entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata done = committed.get(end.getKey());
                    return end.getValue().offset() - (done == null ? 0 : done.offset());
                })
                .sum();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(String topic) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        try {
            for (TopicDescription description :
                    admin.describeTopics(Set.of(topic)).allTopicNames().get().values()) {
                description
                        .partitions()
                        .forEach(partition ->
                                ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            }
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
        return get(admin.listOffsets(ends).all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        registry.close();
        process.thaw();
        process.kill();
    }
}
