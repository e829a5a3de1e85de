/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker in this JVM for all tests that need nothing but a broker; it ends with the JVM. */
final class SharedBroker {

    private static final EmbeddedKafkaKraftBroker BROKER = start();

    private SharedBroker() {}

    static String address() {
        return BROKER.getBrokersAsString();
    }

    private static EmbeddedKafkaKraftBroker start() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "offsets.topic.num.partitions", "1",
                "log.flush.interval.messages", "9223372036854775807"));
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
        return broker;
    }

    static void addTopic(String topic, int partitions) {
        BROKER.addTopics(new NewTopic(topic, partitions, (short) 1));
    }

    static void addPartitions(String topic, int partitions) {
        admin(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
        Awaitility.await()
                .until(() -> admin(admin -> admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .allMatch(description -> description.partitions().size() == partitions));
    }

    /** How many members of the group have something to read. */
    static long members(String group) {
        return admin(admin -> admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(description -> description.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    static <T> T admin(Function<Admin, KafkaFuture<T>> question) {
        return BROKER.doWithAdminFunction(admin ->
                question.apply(admin).toCompletionStage().toCompletableFuture().join());
    }

    /** So many records of the topic, those of each partition in their order. */
    static List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address(), "auto.offset.reset", "earliest", "fetch.max.wait.ms", 50),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }
}
