/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.Replay;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventHeaders;

/** Reads a topic of Kafka for a group (KAF-4, KAF-9 to KAF-14). Thread-safe. */
final class KafkaEventBusConsumer implements EventBusConsumer {

    /** More than all events of a platform have had in all their versions. */
    private static final int KEPT_CODECS = 1000;

    private final KafkaClients clients;

    private final SchemaRegistry registry;

    private final ConsumerSettings settings;

    private final Duration pollTimeout;

    private final ScheduledExecutorService keepers;

    private final KafkaGroup group;

    private final KafkaDeadLetters deadLetters;

    private final AtomicInteger sessions = new AtomicInteger();

    private final Map<Writer, EventCodec<?>> codecs = new ConcurrentHashMap<>();

    private boolean awaitedTopic;

    KafkaEventBusConsumer(
            KafkaClients clients,
            SchemaRegistry registry,
            KafkaSender sender,
            ConsumerSettings settings,
            Duration pollTimeout,
            ScheduledExecutorService keepers) {
        this.clients = clients;
        this.registry = registry;
        this.settings = settings;
        this.pollTimeout = pollTimeout;
        this.keepers = keepers;
        this.group = new KafkaGroup(clients, settings.topic(), settings.group());
        this.deadLetters = new KafkaDeadLetters(clients, sender, settings);
    }

    @Override
    public Session open() throws Exception {
        Consumer<byte[], byte[]> consumer = clients.member(
                settings.group(), settings.topic() + "-" + sessions.getAndIncrement() % settings.concurrency());
        try {
            begin();
            return new KafkaSession(group, consumer, pollTimeout, note(), keepers);
        } catch (Exception | Error ex) {
            consumer.close();
            throw ex;
        }
    }

    @Override
    public EventHeaders headers() {
        return EventHeaders.kafka();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec) {
        byte[] body = ConfluentFraming.checked(message.body());
        int id = ConfluentFraming.schemaId(body);
        Writer writer = new Writer(id, codec);
        EventCodec<E> reader = (EventCodec<E>) codecs.get(writer);
        if (reader == null) {
            Schema schema = registry.schema(id);
            reader = codec.readingFrom(schema);
            if (codecs.size() >= KEPT_CODECS) {
                codecs.clear();
            }
            codecs.put(writer, reader);
        }
        return reader.decode(body, ConfluentFraming.LENGTH, body.length - ConfluentFraming.LENGTH);
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public ConsumerPosition position() throws Exception {
        Set<TopicPartition> partitions = group.partitions();
        Map<TopicPartition, Long> ends = group.offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> starts = group.offsets(partitions, OffsetSpec.earliest());
        Map<Integer, Long> position = new TreeMap<>();
        long lag = 0;
        long lost = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> next :
                group.committed().entrySet()) {
            TopicPartition partition = next.getKey();
            long offset = next.getValue().offset();
            position.put(partition.partition(), offset);
            lag += Math.max(0, ends.getOrDefault(partition, offset) - offset);
            lost += Math.max(0, starts.getOrDefault(partition, offset) - offset);
        }
        return new ConsumerPosition(position.isEmpty() ? null : Positions.of(position), lag, null, lost);
    }

    @Override
    public Replay replay(StartPoint start, boolean dryRun) throws Exception {
        Map<TopicPartition, Long> targets = targets(start);
        long messages = 0;
        Map<Integer, Long> from = new TreeMap<>();
        for (Map.Entry<TopicPartition, Long> end :
                group.offsets(targets.keySet(), OffsetSpec.latest()).entrySet()) {
            long target = targets.getOrDefault(end.getKey(), end.getValue());
            from.put(end.getKey().partition(), target);
            messages += end.getValue() - target;
        }
        if (!dryRun) {
            group.move(targets, note());
        }
        return new Replay(Positions.of(from), messages);
    }

    private Map<TopicPartition, Long> targets(StartPoint start) throws Exception {
        Set<TopicPartition> partitions = partitions();
        if (start instanceof StartPoint.Time time) {
            return group.offsets(partitions, OffsetSpec.forTimestamp(time.time().toEpochMilli()));
        }
        Map<Integer, Long> positions = Positions.parse(((StartPoint.Position) start).value());
        Map<TopicPartition, Long> targets = new HashMap<>();
        Map<TopicPartition, Long> starts = group.offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = group.offsets(partitions, OffsetSpec.latest());
        positions.forEach((number, offset) -> {
            TopicPartition partition = new TopicPartition(settings.topic(), number);
            Long end = ends.get(partition);
            if (end == null) {
                throw new IllegalArgumentException(
                        "There is no partition %d, only 0 to %d".formatted(number, partitions.size() - 1));
            }
            targets.put(partition, Math.min(end, Math.max(offset, starts.getOrDefault(partition, 0L))));
        });
        return targets;
    }

    private Set<TopicPartition> partitions() throws Exception {
        Set<TopicPartition> partitions = group.partitions();
        if (partitions.isEmpty()) {
            throw new BrokerUnavailableException("There is no topic " + settings.topic(), null);
        }
        return partitions;
    }

    /**
     * Gives the group a place in the whole topic before anybody reads: a partition without messages would have none,
     * and what is sent to it while nobody reads would be left out (KAF-11). Partitions that come later are read from
     * their first message.
     */
    private synchronized void begin() throws Exception {
        if (group.partitions().isEmpty()) {
            awaitedTopic = true;
            group.makeTopic(Optional.empty());
        }
        // In this order: if another process begins at the same time, it is not moved past what it has yet to read.
        Map<TopicPartition, Long> beginnings = group.offsets(partitions(), beginning());
        Map<TopicPartition, OffsetAndMetadata> committed = group.committed();
        Instant offsetTime = settings.offsetTime();
        if (offsetTime != null && committed.values().stream().noneMatch(offset -> note().equals(offset.metadata()))) {
            group.move(targets(new StartPoint.Time(offsetTime)), note());
        } else if (committed.isEmpty()) {
            group.move(beginnings, note());
        }
    }

    private OffsetSpec beginning() {
        String reset = clients.autoOffsetReset();
        if (awaitedTopic || settings.checkBacklog() || reset.equals("earliest")) {
            return OffsetSpec.earliest();
        }
        if (reset.startsWith("by_duration:")) {
            Duration duration = Duration.parse(reset.substring(reset.indexOf(':') + 1));
            return OffsetSpec.forTimestamp(Instant.now().minus(duration).toEpochMilli());
        }
        if (reset.equals("none")) {
            throw new IllegalStateException("The group %s has no position in %s, and auto-offset-reset is none"
                    .formatted(settings.group(), settings.topic()));
        }
        return OffsetSpec.latest();
    }

    /** Tells, at the next start, that the group was moved already: the setting may stay where it is. */
    private String note() {
        return settings.offsetTime() == null ? "" : "offset-time " + settings.offsetTime();
    }

    private record Writer(int schemaId, EventCodec<?> codec) {}
}
