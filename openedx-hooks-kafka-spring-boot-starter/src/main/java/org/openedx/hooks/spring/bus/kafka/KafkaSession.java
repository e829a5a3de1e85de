/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusConsumer.MessageHandler;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a group. Each message is committed after it was handled, without waiting for the answer (KAF-10).
 *
 * <p>While a message is handled for long, another thread keeps the member in its group: it polls, with all partitions
 * paused. The lock sees to it that only one of the two uses the consumer. A partition that the group takes away in that
 * time is not committed any more.
 */
final class KafkaSession implements EventBusConsumer.Session, ConsumerRebalanceListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaSession.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int COMMITS_IN_FLIGHT = 5;

    private static final int UNCOMMITTED_MESSAGES = 100;

    private static final Duration COMMIT_PAUSE = Duration.ofMillis(10);

    /** Receivers that are faster than this share a commit: one for each would take longer than they do. */
    private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Duration IDLE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();

    private final KafkaGroup group;

    private final Consumer<byte[], byte[]> consumer;

    private final Duration pollTimeout;

    private final String note;

    private final Duration maxPollInterval;

    private final Duration sessionTimeout;

    private final ScheduledFuture<?> keeper;

    /** What is behind the last message of each partition that was handled. */
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();

    private final Set<TopicPartition> takenAway = new HashSet<>();

    private boolean paused;

    /** The part of {@link #handled} that the broker was not told of. */
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    private int commitsInFlight;

    private long committing = System.nanoTime();

    /** How many messages were handled, and for how many of them the broker has said that they are committed. */
    private long handledMessages;

    private long committedMessages;

    private long asked = System.nanoTime();

    private long answered = asked;

    private volatile boolean busy;

    private volatile long polled = asked;

    /**
     * Becomes a member.
     *
     * @param group what to read, and for whom
     * @param consumer of this session alone
     * @param pollTimeout how long to wait for messages at a time
     * @param note goes with every offset that is committed
     * @param keepers runs what keeps members in their groups
     */
    KafkaSession(
            KafkaGroup group,
            Consumer<byte[], byte[]> consumer,
            Duration pollTimeout,
            String note,
            ScheduledExecutorService keepers) {
        this.group = group;
        this.consumer = consumer;
        this.pollTimeout = pollTimeout;
        this.note = note;
        this.maxPollInterval = group.clients().maxPollInterval();
        this.sessionTimeout = group.clients().sessionTimeout();
        consumer.subscribe(List.of(group.topic()), this);
        long period = Math.min(maxPollInterval.toMillis() / 10, 1000);
        this.keeper = keepers.scheduleWithFixedDelay(this::keep, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void poll(MessageHandler handler) throws Exception {
        ConsumerRecords<byte[], byte[]> records = fetch(pollTimeout, false);
        if (records.isEmpty()) {
            askForBroker();
            return;
        }
        boolean complete = false;
        try {
            complete = handle(records, handler);
            commitHandled();
        } finally {
            if (!complete) {
                rewind(records);
            }
        }
    }

    @Override
    public void idle() throws Exception {
        fetch(IDLE, true);
        askForBroker();
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        keeper.cancel(false);
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            commitAndWait(handled);
        } finally {
            try {
                consumer.close(CloseOptions.timeout(PATIENCE));
            } finally {
                lock.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>(handled);
        last.keySet().retainAll(partitions);
        commitAndWait(last);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        handled.keySet().removeAll(partitions);
        uncommitted.keySet().removeAll(partitions);
        if (busy) {
            takenAway.addAll(partitions);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        }
    }

    private ConsumerRecords<byte[], byte[]> fetch(Duration timeout, boolean pause) {
        lock.lock();
        try {
            busy = false;
            takenAway.clear();
            pause(pause);
            commitBeforeMore();
            ConsumerRecords<byte[], byte[]> records = consumer.poll(uncommitted.isEmpty() ? timeout : COMMIT_PAUSE);
            polled = System.nanoTime();
            busy = !records.isEmpty();
            return records;
        } catch (WakeupException ex) {
            return ConsumerRecords.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean handle(ConsumerRecords<byte[], byte[]> records, MessageHandler handler) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (isTakenAway(partition)) {
                    break;
                }
                if (!handler.handle(message(record))) {
                    return false;
                }
                acknowledge(partition, record);
            }
        }
        return true;
    }

    /** At the end of a turn. */
    private void commitHandled() {
        lock.lock();
        try {
            commit();
        } finally {
            lock.unlock();
        }
    }

    private boolean isTakenAway(TopicPartition partition) {
        lock.lock();
        try {
            return takenAway.contains(partition);
        } finally {
            lock.unlock();
        }
    }

    private void acknowledge(TopicPartition partition, ConsumerRecord<?, ?> record) {
        OffsetAndMetadata next = new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), note);
        lock.lock();
        try {
            if (takenAway.contains(partition)) {
                if (!isBackAt(partition, record.offset())) {
                    return;
                }
                consumer.seek(partition, next);
            }
            handled.put(partition, next);
            uncommitted.put(partition, next);
            handledMessages++;
            if (System.nanoTime() - committing > COMMIT_NANOS) {
                commit();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isBackAt(TopicPartition partition, long offset) {
        return consumer.assignment().contains(partition)
                && whole(() -> consumer.position(partition, PATIENCE)) == offset;
    }

    /** The next turn begins with what this one has not handled. */
    private void rewind(ConsumerRecords<byte[], byte[]> records) {
        lock.lock();
        try {
            for (TopicPartition partition : records.partitions()) {
                if (!takenAway.contains(partition)) {
                    long first = records.records(partition).get(0).offset();
                    OffsetAndMetadata next = handled.get(partition);
                    consumer.seek(partition, next == null ? first : Math.max(first, next.offset()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** In the keepers' thread. */
    private void keep() {
        if (!isOverdue() || !lock.tryLock()) {
            return;
        }
        try {
            if (isOverdue()) {
                pause(true);
                consumer.poll(Duration.ZERO);
            }
        } catch (KafkaException ex) {
            LOGGER.debug("A consumer of {} could not be kept in its group", group.topic(), ex);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOverdue() {
        return busy && System.nanoTime() - polled > maxPollInterval.toNanos() / 2;
    }

    private void pause(boolean pause) {
        if (pause && !paused) {
            consumer.pause(consumer.assignment());
        } else if (!pause && paused) {
            consumer.resume(consumer.paused());
        }
        paused = pause;
    }

    /** Does not wait. A broker that has enough to do is told of several messages together. */
    private void commit() {
        if (uncommitted.isEmpty() || !makeRoomForACommit()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(uncommitted);
        long messages = handledMessages;
        uncommitted.clear();
        committing = System.nanoTime();
        commitsInFlight++;
        consumer.commitAsync(offsets, (same, failure) -> committed(offsets.keySet(), messages, failure));
    }

    /**
     * Hears what the broker has answered, and returns whether another commit may be on its way. Callbacks run within
     * calls of the consumer alone, and receivers may be slow: the next turn may be far away.
     */
    private boolean makeRoomForACommit() {
        if (commitsInFlight == COMMITS_IN_FLIGHT) {
            committing = System.nanoTime();
            consumer.commitAsync(Map.of(), (none, failure) -> {});
        }
        return commitsInFlight < COMMITS_IN_FLIGHT;
    }

    private void committed(Set<TopicPartition> partitions, long messages, @Nullable Exception failure) {
        commitsInFlight--;
        if (failure == null) {
            committedMessages = Math.max(committedMessages, messages);
        } else if (failure instanceof RetriableCommitFailedException) {
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata last = handled.get(partition);
                if (last != null) {
                    uncommitted.put(partition, last);
                }
            }
        }
    }

    /** However slow the broker is, no more than so many messages are read again after a sudden end. */
    private void commitBeforeMore() {
        if (handledMessages - committedMessages > UNCOMMITTED_MESSAGES) {
            commitAndWait(handled);
            uncommitted.clear();
            committedMessages = handledMessages;
        }
        commit();
    }

    /** What cannot be committed any more is read again, here or elsewhere. */
    private void commitAndWait(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            whole(() -> {
                consumer.commitSync(offsets, PATIENCE);
                return true;
            });
        } catch (KafkaException ex) {
            LOGGER.debug("The position of a consumer of {} could not be committed", group.topic(), ex);
        }
    }

    /** A wake-up is meant for a turn, and must not tear what has to be whole. */
    private <T> T whole(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException ex) {
            T result = call.get();
            consumer.wakeup();
            return result;
        }
    }

    /**
     * A consumer waits for its broker by itself, and says nothing. Only when the group has long given it up, it is
     * worth a new beginning, and an operator's attention.
     */
    private void askForBroker() throws Exception {
        if (System.nanoTime() - asked < PATIENCE.toNanos()) {
            return;
        }
        asked = System.nanoTime();
        try {
            group.partitions();
            answered = asked;
        } catch (BrokerUnavailableException ex) {
            if (System.nanoTime() - answered > sessionTimeout.toNanos()) {
                throw ex;
            }
        }
    }

    private static ReceivedMessage message(ConsumerRecord<byte[], byte[]> record) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new SimpleImmutableEntry<>(header.key(), header.value()));
        }
        return new ReceivedMessage(
                record.topic(),
                Positions.of(record.partition(), record.offset()),
                headers,
                record.key(),
                record.value());
    }
}
