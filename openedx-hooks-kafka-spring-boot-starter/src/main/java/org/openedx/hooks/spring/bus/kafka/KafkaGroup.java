/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;

/**
 * A group and a topic as a whole, whoever in which process reads them: how far the group is, and how to move it.
 * Thread-safe; each call asks the broker and waits for its answer a few seconds at most.
 *
 * @param clients makes the connection
 * @param topic the full topic
 * @param group the group
 */
record KafkaGroup(KafkaClients clients, String topic, String group) {

    private static final int TIMEOUT_MILLIS = 5000;

    private static final int WAIT_MILLIS = 50;

    /** Each attempt races against members that come back. */
    private static final int MOVE_ATTEMPTS = 20;

    /**
     * The partitions of the topic.
     *
     * @return empty if there is no such topic
     */
    Set<TopicPartition> partitions() throws Exception {
        try {
            return answer(admin -> admin.describeTopics(
                                    List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                            .allTopicNames())
                    .values()
                    .stream()
                    .flatMap(description -> description.partitions().stream())
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (UnknownTopicOrPartitionException ex) {
            return Set.of();
        }
    }

    /**
     * Makes the topic unless it is there, or only somebody else may make it.
     *
     * @param partitions how many; empty for as many as the broker thinks fit
     */
    void makeTopic(Optional<Integer> partitions) throws Exception {
        try {
            answer(admin -> admin.createTopics(
                            List.of(new NewTopic(topic, partitions, Optional.empty())),
                            new CreateTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .all());
            // All brokers know it a little later.
            for (int wait = 0; wait < TIMEOUT_MILLIS && partitions().isEmpty(); wait += WAIT_MILLIS) {
                Thread.sleep(WAIT_MILLIS);
            }
        } catch (TopicExistsException | AuthorizationException ex) {
            // Whoever needs the topic will see.
        }
    }

    /** Where the group goes on to read; partitions of which that is not known are missing. */
    Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(answer(admin -> admin.listConsumerGroupOffsets(
                        group, new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
                .partitionsToOffsetAndMetadata(group)));
        committed.keySet().removeIf(partition -> !partition.topic().equals(topic));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }

    /** The offsets of a kind; the end of the partition where there is none. */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) throws Exception {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Set<TopicPartition> none = new HashSet<>();
        list(partitions, spec).forEach((partition, found) -> {
            if (found.offset() < 0) {
                none.add(partition);
            } else {
                offsets.put(partition, found.offset());
            }
        });
        if (!none.isEmpty()) {
            list(none, OffsetSpec.latest()).forEach((partition, end) -> offsets.put(partition, end.offset()));
        }
        return offsets;
    }

    /**
     * Lets the group read on from other places, its members in other processes included: they are sent away, and when
     * they come back, as they do by themselves, they begin there.
     *
     * @param offsets where
     * @param note kept with the offsets
     */
    void move(Map<TopicPartition, Long> offsets, String note) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> targets = offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue(), note)));
        for (int attempt = 1; ; attempt++) {
            sendMembersAway();
            try {
                answer(admin -> admin.alterConsumerGroupOffsets(
                                group, targets, new AlterConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
                        .all());
                return;
            } catch (UnknownMemberIdException | GroupNotEmptyException | RebalanceInProgressException ex) {
                if (attempt == MOVE_ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private void sendMembersAway() throws Exception {
        try {
            boolean empty = answer(admin -> admin.describeConsumerGroups(
                                    List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(TIMEOUT_MILLIS))
                            .describedGroups()
                            .get(group))
                    .members()
                    .isEmpty();
            if (!empty) {
                RemoveMembersFromConsumerGroupOptions all = new RemoveMembersFromConsumerGroupOptions();
                all.reason("the group is moved");
                all.timeoutMs(TIMEOUT_MILLIS);
                answer(admin -> admin.removeMembersFromConsumerGroup(group, all).all());
            }
        } catch (GroupIdNotFoundException | UnknownMemberIdException ex) {
            // Nobody is there, or left meanwhile.
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws Exception {
        return answer(admin -> admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec)),
                        new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
                .all());
    }

    private <T> T answer(Function<Admin, KafkaFuture<T>> question) throws Exception {
        try {
            return question.apply(clients.admin()).get();
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof TimeoutException) {
                throw new BrokerUnavailableException("Kafka does not answer", ex.getCause());
            }
            if (ex.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw ex;
        }
    }
}
