/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.bus.EventBusConsumer.MessageHandler;
import org.openedx.hooks.spring.bus.ReceivedMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a member does when partitions are taken away from it, and when it gets them, at the worst moments: while it has
 * a message in hand, and with a broker that answers no commit.
 */
class KafkaRebalanceTests {

    private static final String TOPIC = "topic";

    private static final TopicPartition ONE = new TopicPartition(TOPIC, 0);

    private static final TopicPartition TWO = new TopicPartition(TOPIC, 1);

    private final ScheduledExecutorService keepers = Executors.newSingleThreadScheduledExecutor();

    private final Group group = new Group();

    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void end() {
        keepers.shutdownNow();
    }

    @Test // KAF-10
    void whatWasHandledIsCommittedBeforeAnotherMemberGoesOnAndWhatIsInHandIsNot() throws Exception {
        group.answers = false;
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 3);
        session.poll(during("0:2", () -> {
            group.give();
            assertThat(group.committed(ONE)).isEqualTo(2);
        }));
        session.close();

        assertThat(seen).containsExactly("0:0", "0:1", "0:2");
        assertThat(group.committed(ONE)).isEqualTo(2);
    }

    @Test
    void theRestOfAPartitionThatIsTakenAwayIsLeftToItsNewMember() throws Exception {
        KafkaSession session = session();
        group.give(ONE, TWO);
        group.add(ONE, 0, 3);
        group.add(TWO, 0, 3);
        List<TopicPartition> back = new ArrayList<>(List.of(ONE, TWO));
        session.poll(during("", () -> {
            back.removeIf(partition -> seen.get(0).startsWith(partition.partition() + ":"));
            group.give();
            group.give(back.get(0));
        }));
        assertThat(seen).hasSize(1);

        group.add(back.get(0), 0, 3);
        session.poll(this::see);
        int partition = back.get(0).partition();
        assertThat(seen)
                .endsWith(partition + ":0", partition + ":1", partition + ":2")
                .hasSize(4);
        session.close();
    }

    @Test
    void whatIsInHandIsHandledOnceIfItsPartitionComesBack() throws Exception {
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 2);
        session.poll(during("0:0", () -> {
            group.give();
            group.give(ONE);
        }));
        assertThat(group.position(ONE)).isEqualTo(1);

        group.add(ONE, 0, 2);
        session.poll(this::see);
        session.close();
        assertThat(seen).containsExactly("0:0", "0:1");
        assertThat(group.committed(ONE)).isEqualTo(2);
    }

    @Test
    void aPartitionThatComesBackIsNotSetBackBehindWhatOthersHaveHandled() throws Exception {
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 3);
        session.poll(during("0:0", () -> {
            group.give();
            group.commitSync(Map.of(ONE, new OffsetAndMetadata(5)));
            group.give(ONE);
        }));
        assertThat(group.position(ONE)).isEqualTo(5);
        session.close();

        assertThat(seen).containsExactly("0:0");
        assertThat(group.committed(ONE)).isEqualTo(5);
    }

    @Test
    void aMemberThatWasGivenUpDoesNotCommitWhatOthersHaveGoneOnWith() throws Exception {
        group.refusing = true;
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 2);
        session.poll(this::see);
        session.onPartitionsLost(List.of(ONE));
        group.commitSync(Map.of(ONE, new OffsetAndMetadata(5)));
        group.refusing = false;
        session.poll(this::see);
        session.close();

        assertThat(group.committed(ONE)).isEqualTo(5);
    }

    @Test
    void aMessageThatIsLeftAloneWhenItsPartitionIsTakenAwayIsNoFailure() throws Exception {
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 1);
        session.poll(message -> {
            group.give();
            return false;
        });
        group.give(ONE);

        assertThat(group.position(ONE)).isZero();
        session.close();
    }

    @Test
    void whatComesWithAPartitionWhileAReceiverIsSlowWaitsForItsTurn() throws Exception {
        KafkaSession session = session("max.poll.interval.ms", "200");
        group.give(ONE);
        group.add(ONE, 0, 1);
        session.poll(during("0:0", () -> {
            Awaitility.await().until(() -> group.paused().contains(ONE));
            group.schedulePollTask(() -> {
                group.give(ONE, TWO);
                group.add(TWO, 0, 1);
            });
            Awaitility.await().until(() -> group.assignment().contains(TWO));
        }));
        session.poll(this::see);

        assertThat(seen).containsExactly("0:0", "1:0");
        session.close();
    }

    @Test
    void aCommitThatDidNotReachTheBrokerIsMadeAgain() throws Exception {
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 1);
        group.refusing = true;
        session.poll(this::see);
        assertThat(group.committed(ONE)).isZero();

        group.refusing = false;
        session.poll(this::see);
        assertThat(group.committed(ONE)).isEqualTo(1);
        session.close();
    }

    @Test // KAF-10
    void aBrokerThatWasLateIsToldOfTheNextMessageInTheSameTurn() throws Exception {
        group.answers = false;
        KafkaSession session = session();
        group.give(ONE);
        group.add(ONE, 0, 8);
        session.poll(message -> {
            if (message.position().equals("0:6")) {
                group.answers = true;
            } else if (message.position().equals("0:7")) {
                assertThat(group.committed(ONE)).isEqualTo(7);
            }
            long end = System.nanoTime() + 2_000_000; // receivers that are quicker share a commit
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return see(message);
        });
        session.close();

        assertThat(seen).hasSize(8);
    }

    @Test
    void aBrokerThatAnswersNoCommitIsWaitedForEveryHundredMessages() throws Exception {
        group.answers = false;
        KafkaSession session = session();
        group.give(ONE);
        for (int turn = 0; turn < 50; turn++) {
            group.add(ONE, turn * 10, turn * 10 + 10);
            session.poll(message -> {
                assertThat(Long.parseLong(message.position().substring(2)) - group.committed(ONE))
                        .isLessThan(110);
                return see(message);
            });
        }
        assertThat(seen).hasSize(500);
        session.close();
    }

    private KafkaSession session(String... clientSetting) {
        KafkaClients clients = TestBus.clients(
                "127.0.0.1:1",
                URI.create("http://127.0.0.1:1"),
                clientSetting.length == 0 ? Map.of() : Map.of(clientSetting[0], clientSetting[1]));
        return new KafkaSession(new KafkaGroup(clients, TOPIC, "group"), group, Duration.ofMillis(10), "", keepers);
    }

    private boolean see(ReceivedMessage message) {
        return seen.add(message.position());
    }

    /** Has this message in hand when something happens; the first one if it is empty. */
    private MessageHandler during(String position, Runnable event) {
        return message -> {
            see(message);
            if (message.position().equals(position) || (position.isEmpty() && seen.size() == 1)) {
                event.run();
            }
            return true;
        };
    }

    /** A consumer whose group does what the test says. */
    private static final class Group extends MockConsumer<byte[], byte[]> {

        /** Whether commits that nobody waits for are answered: callbacks run within the next of these calls. */
        private boolean answers = true;

        private final Queue<Runnable> unanswered = new ArrayDeque<>();

        private boolean refusing;

        private final Map<TopicPartition, Long> told = new ConcurrentHashMap<>();

        Group() {
            super("earliest");
            updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
        }

        void give(TopicPartition... partitions) {
            rebalance(List.of(partitions));
        }

        void add(TopicPartition partition, int from, int to) {
            for (int offset = from; offset < to; offset++) {
                addRecord(new ConsumerRecord<>(TOPIC, partition.partition(), offset, null, new byte[0]));
            }
        }

        long committed(TopicPartition partition) {
            return told.getOrDefault(partition, 0L);
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (callback == null) {
                tell(offsets, null);
            } else if (refusing) {
                callback.onComplete(offsets, new RetriableCommitFailedException("thrown by the test"));
            } else {
                unanswered.add(() -> tell(offsets, callback));
                while (answers && !unanswered.isEmpty()) {
                    unanswered.remove().run();
                }
            }
        }

        private void tell(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            offsets.forEach((partition, offset) -> told.put(partition, offset.offset()));
            super.commitAsync(offsets, callback);
        }
    }
}
