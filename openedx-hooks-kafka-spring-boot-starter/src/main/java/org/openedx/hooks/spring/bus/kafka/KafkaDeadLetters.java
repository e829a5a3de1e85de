/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.DeadLetter.Reason;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.ReceivedMessage;

/**
 * A topic with the records as they came, and behind their headers those that say why they are there. How far they were
 * taken is the position of a group that has the topic's name.
 */
final class KafkaDeadLetters implements DeadLetters {

    private static final String REASON = DeadLetter.HEADER_PREFIX + "reason";

    private static final String RECEIVER = DeadLetter.HEADER_PREFIX + "receiver";

    private static final String EXCEPTION = DeadLetter.HEADER_PREFIX + "exception-class";

    private static final String ATTEMPTS = DeadLetter.HEADER_PREFIX + "attempts";

    private static final String TIME = DeadLetter.HEADER_PREFIX + "time";

    private static final String ORIGIN = DeadLetter.HEADER_PREFIX + "origin";

    private static final String POSITION = DeadLetter.HEADER_PREFIX + "position";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClients clients;

    private final KafkaSender sender;

    private final ConsumerSettings settings;

    private final KafkaGroup group;

    private volatile boolean made;

    KafkaDeadLetters(KafkaClients clients, KafkaSender sender, ConsumerSettings settings) {
        this.clients = clients;
        this.sender = sender;
        this.settings = settings;
        this.group = new KafkaGroup(clients, settings.deadLetterTopic(), settings.deadLetterTopic());
    }

    @Override
    public String name() {
        return settings.deadLetterTopic();
    }

    @Override
    public void add(DeadLetter letter) throws Exception {
        if (!made) {
            // A single partition, so that its order is that of time.
            group.makeTopic(Optional.of(1));
            made = true;
        }
        ReceivedMessage message = letter.message();
        List<Header> headers = new ArrayList<>();
        message.headers().forEach(header -> headers.add(new RecordHeader(header.getKey(), header.getValue())));
        headers.add(header(REASON, letter.reason().name()));
        headers.add(header(POSITION, message.position()));
        letter.receivers().stream().sorted().forEach(receiver -> headers.add(header(RECEIVER, receiver)));
        if (letter.exceptionClass() != null) {
            headers.add(header(EXCEPTION, letter.exceptionClass()));
        }
        headers.add(header(ATTEMPTS, String.valueOf(letter.attempts())));
        headers.add(header(TIME, letter.time().toString()));
        headers.add(header(ORIGIN, letter.origin()));
        try {
            sender.send(name(), message.key(), message.body(), headers).get();
        } catch (ExecutionException ex) {
            throw ex.getCause() instanceof Exception cause ? cause : ex;
        }
    }

    @Override
    public long count() throws Exception {
        Set<TopicPartition> partitions = group.partitions();
        if (partitions.isEmpty()) {
            return 0;
        }
        Map<TopicPartition, Long> starts = group.offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> taken = group.committed();
        long count = 0;
        for (Map.Entry<TopicPartition, Long> end :
                group.offsets(partitions, OffsetSpec.latest()).entrySet()) {
            long start = starts.getOrDefault(end.getKey(), 0L);
            OffsetAndMetadata next = taken.get(end.getKey());
            count += end.getValue() - (next == null ? start : Math.max(start, next.offset()));
        }
        return count;
    }

    @Override
    public synchronized long take(Predicate<DeadLetter> handler) throws Exception {
        Set<TopicPartition> partitions = group.partitions();
        long taken = 0;
        if (partitions.isEmpty()) {
            return taken;
        }
        try (Consumer<byte[], byte[]> consumer = clients.reader(name())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            while (isBefore(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() >= ends.getOrDefault(partition, 0L)) {
                        continue;
                    }
                    if (!handler.test(letter(record))) {
                        return taken;
                    }
                    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)), PATIENCE);
                    taken++;
                }
            }
        }
        return taken;
    }

    private static boolean isBefore(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
    }

    /** The last reason is ours: the message may be one that was a dead letter before, or pretends it. */
    private DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        int reasonAt = -1;
        for (Header header : record.headers()) {
            if (header.key().equals(REASON)) {
                reasonAt = headers.size();
            }
            headers.add(new SimpleImmutableEntry<>(header.key(), header.value()));
        }
        List<Map.Entry<String, byte[]>> own = reasonAt < 0 ? List.of() : headers.subList(reasonAt, headers.size());
        ReceivedMessage message = new ReceivedMessage(
                settings.topic(),
                text(own, POSITION, ""),
                reasonAt < 0 ? headers : headers.subList(0, reasonAt),
                record.key(),
                record.value());
        Set<String> receivers = own.stream()
                .filter(header -> header.getKey().equals(RECEIVER))
                .map(KafkaDeadLetters::text)
                .collect(Collectors.toSet());
        String exception = text(own, EXCEPTION, "");
        return new DeadLetter(
                message,
                text(own, REASON, "").equals(Reason.UNUSABLE.name()) ? Reason.UNUSABLE : Reason.RECEIVER_FAILED,
                receivers,
                exception.isEmpty() ? null : exception,
                attempts(text(own, ATTEMPTS, "")),
                time(text(own, TIME, ""), record.timestamp()),
                text(own, ORIGIN, ""));
    }

    private static int attempts(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException ex) {
            return 0;
        }
    }

    private static Instant time(String text, long otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException ex) {
            return Instant.ofEpochMilli(otherwise);
        }
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(List<Map.Entry<String, byte[]>> headers, String name, String otherwise) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(KafkaDeadLetters::text)
                .findFirst()
                .orElse(otherwise);
    }

    private static String text(Map.Entry<String, byte[]> header) {
        return header.getValue() == null ? "" : new String(header.getValue(), StandardCharsets.UTF_8);
    }
}
