/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusConsumer.MessageHandler;
import org.openedx.hooks.spring.bus.EventBusConsumer.Session;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.StartPoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is special about groups and positions on Kafka. */
class KafkaSessionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static KafkaProducer<byte[], byte[]> producer;

    private static FakeRegistry registry;

    private final List<KafkaEventBus> buses = new ArrayList<>();

    private final String topic = "topic-" + UUID.randomUUID();

    private final String group = "group-" + UUID.randomUUID();

    private final List<String> seen = new ArrayList<>();

    @BeforeAll
    static void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.address(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        registry = new FakeRegistry();
    }

    @AfterAll
    static void disconnect() {
        producer.close(Duration.ZERO);
        registry.close();
    }

    @AfterEach
    void close() {
        buses.forEach(KafkaEventBus::close);
    }

    @Test // KAF-10
    void eachMessageIsCommittedAfterItWasHandled() throws Exception {
        makeTopic(1);
        EventBusConsumer consumer = consumer(group);
        try (Session session = consumer.open()) {
            for (int i = 0; i < 9; i++) { // one turn, in which more are committed than may be on their way at once
                send(0, "m" + i);
            }
            poll(session, () -> seen.size() < 9, message -> {
                if (!message.position().equals("0:0")) {
                    long before = Long.parseLong(message.position().substring(2));
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() ->
                                    ("0:" + before).equals(consumer.position().position()));
                }
                return seen(message);
            });
        }

        assertThat(seen).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8");
    }

    @Test
    void aMessageThatWasNotHandledComesAgainInTheSameSession() throws Exception {
        makeTopic(2);
        try (Session session = consumer(group).open()) {
            for (int i = 0; i < 3; i++) {
                send(0, "a" + i);
                send(1, "b" + i);
            }
            boolean[] refused = new boolean[1];
            poll(session, () -> !refused[0], message -> {
                if (seen.size() == 4) {
                    refused[0] = true;
                    return false;
                }
                return seen(message);
            });
            poll(session, () -> seen.size() < 6, this::seen);
        }

        assertThat(seen).containsExactlyInAnyOrder("a0", "a1", "a2", "b0", "b1", "b2");
        assertThat(seen.stream().filter(text -> text.startsWith("a"))).containsExactly("a0", "a1", "a2");
        assertThat(seen.stream().filter(text -> text.startsWith("b"))).containsExactly("b0", "b1", "b2");
    }

    @Test
    void aReceiverMayTakeLongerThanAGroupWaitsForAMember() throws Exception {
        makeTopic(1);
        Map<String, String> impatient = Map.of("max.poll.interval.ms", "2000");
        EventBusConsumer consumer = consumer(group, impatient);
        MessageHandler slow = message -> {
            if (text(message).equals("slow")) {
                sleep(4500);
            }
            return seen(message);
        };
        try (Session session = consumer.open()) {
            send(0, "slow");
            send(0, "fast");
            poll(session, () -> size(seen) < 2 || lag(consumer) > 0, slow);
        }

        assertThat(seen).containsExactly("slow", "fast");
    }

    @Test
    void aRebalanceInTheMiddleOfAMessageLosesNothing() throws Exception {
        makeTopic(4);
        Map<String, String> impatient = Map.of("max.poll.interval.ms", "3000");
        EventBusConsumer consumer = consumer(group, impatient);
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch rebalanced = new CountDownLatch(1);
        List<String> elsewhere = new ArrayList<>();
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Void> first;
        CompletableFuture<Void> second;
        try (Session session = consumer.open()) {
            for (int i = 0; i < 20; i++) {
                send(i % 4, "m" + i);
            }
            first = inBackground(() -> {
                while (!end.get()) {
                    pollOnce(session, message -> {
                        if (inHand.getCount() > 0) {
                            inHand.countDown();
                            await(rebalanced);
                        }
                        return seen(message);
                    });
                }
            });
            await(inHand);
            second = inBackground(() -> {
                try (Session other = consumer(group, impatient).open()) {
                    while (!end.get()) {
                        pollOnce(other, message -> {
                            rebalanced.countDown();
                            synchronized (elsewhere) {
                                return elsewhere.add(text(message));
                            }
                        });
                    }
                } catch (Exception ex) {
                    throw new IllegalStateException(ex);
                }
            });
            Awaitility.await().atMost(PATIENCE).until(() -> lag(consumer) == 0);
            end.set(true);
            first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        List<String> all = new ArrayList<>(seen);
        all.addAll(elsewhere);
        assertThat(elsewhere).isNotEmpty();
        assertThat(all).hasSizeLessThanOrEqualTo(21);
        for (int i = 0; i < 20; i++) {
            assertThat(all).contains("m" + i);
        }
    }

    @Test // KAF-11
    void aPartitionThatIsAddedLaterIsReadFromItsFirstMessage() throws Exception {
        makeTopic(1);
        send(0, "old");
        EventBusConsumer consumer = consumer(group);
        consumer.open().close();
        SharedBroker.addPartitions(topic, 2);
        send(1, "new");

        try (Session session = consumer.open()) {
            poll(session, seen::isEmpty, this::seen);
        }
        assertThat(seen).containsExactly("new");
    }

    @Test // KAF-11
    void aGroupOfAnotherTopicBeginsHereWithWhatComes() throws Exception {
        makeTopic(1);
        send(0, "old");
        KafkaEventBus bus = bus(Map.of());
        String otherTopic = topic + "-other";
        SharedBroker.addTopic(otherTopic, 1);
        try (Session other = bus.consumer(settings(otherTopic, group, 1, null)).open()) {
            idlePoll(other);
            AtomicBoolean end = new AtomicBoolean();
            CompletableFuture<Void> background = inBackground(() -> {
                while (!end.get()) {
                    idlePoll(other);
                }
            });
            try (Session session = bus.consumer(settings(topic, group, 1, null)).open()) {
                send(0, "new");
                poll(session, seen::isEmpty, this::seen);
            }
            end.set(true);
            background.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(seen).containsExactly("new");
    }

    @Test // KAF-11
    void whereANewGroupBeginsIsSetAsForAnyClient() throws Exception {
        makeTopic(1);
        send(0, "old");

        try (Session session =
                consumer("all", Map.of("auto.offset.reset", "earliest")).open()) {
            poll(session, seen::isEmpty, this::seen);
        }
        try (Session session = consumer("recent", Map.of("auto.offset.reset", "by_duration:PT1H"))
                .open()) {
            poll(session, () -> seen.size() < 2, this::seen);
        }
        assertThat(seen).containsExactly("old", "old");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        consumer("none", Map.of("auto.offset.reset", "none")).open())
                .withMessage("The group none has no position in %s, and auto-offset-reset is none", topic);
    }

    @Test // KAF-13
    void aTimeThatStaysInTheSettingsMovesTheGroupOnce() throws Exception {
        makeTopic(1);
        Instant start = Instant.now().minusSeconds(60);
        send(0, "a");
        send(0, "b");
        EventBusConsumer first = bus(Map.of()).consumer(settings(topic, group, 1, start));
        try (Session session = first.open()) {
            poll(session, () -> seen.size() < 2, this::seen);
        }
        send(0, "c");

        EventBusConsumer restarted = bus(Map.of()).consumer(settings(topic, group, 1, start));
        try (Session session = restarted.open()) {
            poll(session, () -> seen.size() < 3, this::seen);
        }
        assertThat(seen).containsExactly("a", "b", "c");

        EventBusConsumer another = bus(Map.of()).consumer(settings(topic, group, 1, start.plusSeconds(1)));
        try (Session session = another.open()) {
            poll(session, () -> seen.size() < 6, this::seen);
        }
        assertThat(seen).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void aReplayReachesTheMembersInOtherProcesses() throws Exception {
        makeTopic(2);
        EventBusConsumer here = consumer(group);
        EventBusConsumer there = consumer(group);
        List<String> elsewhere = new ArrayList<>();
        AtomicBoolean end = new AtomicBoolean();
        Instant start = Instant.now().minusSeconds(60);
        try (Session session = here.open();
                Session other = there.open()) {
            CompletableFuture<Void> background = inBackground(() -> {
                while (!end.get()) {
                    pollOnce(other, message -> {
                        synchronized (elsewhere) {
                            return elsewhere.add(text(message));
                        }
                    });
                }
            });
            awaitMembers(session, 2);
            send(0, "a");
            send(1, "b");
            poll(session, () -> seen.size() + size(elsewhere) < 2, this::seen);
            assertThat(seen).hasSize(1);

            assertThat(here.replay(new StartPoint.Time(start), true).messages()).isEqualTo(2);
            assertThat(here.replay(new StartPoint.Time(start), false).from()).isEqualTo("0:0,1:0");
            poll(session, () -> seen.size() + size(elsewhere) < 4, this::seen);
            end.set(true);
            background.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        List<String> all = new ArrayList<>(seen);
        all.addAll(elsewhere);
        assertThat(all).containsExactlyInAnyOrder("a", "b", "a", "b");
    }

    @Test
    void aReplayToAPositionMovesOnlyThePartitionsThatItNames() throws Exception {
        makeTopic(2);
        EventBusConsumer consumer =
                bus(Map.of()).consumer(new ConsumerSettings(topic, group, null, 1, null, null, true, null));
        for (int i = 0; i < 3; i++) {
            send(0, "a" + i);
            send(1, "b" + i);
        }
        try (Session session = consumer.open()) {
            poll(session, () -> seen.size() < 6, this::seen);
        }
        seen.clear();

        assertThat(consumer.replay(new StartPoint.Position("1:1"), false))
                .hasFieldOrPropertyWithValue("from", "1:1")
                .hasFieldOrPropertyWithValue("messages", 2L);
        try (Session session = consumer.open()) {
            poll(session, () -> seen.size() < 2, this::seen);
        }
        assertThat(seen).containsExactly("b1", "b2");
        ConsumerPosition position = consumer.position();
        assertThat(position.position()).isEqualTo("0:3,1:3");
        assertThat(position.lag()).isZero();
        assertThat(position.lost()).isZero();
    }

    @Test
    void severalThreadsShareATopic() throws Exception {
        makeTopic(4);
        EventBusConsumer consumer = bus(Map.of()).consumer(settings(topic, group, 2, null));
        List<String> elsewhere = new ArrayList<>();
        AtomicBoolean end = new AtomicBoolean();
        try (Session session = consumer.open();
                Session other = consumer.open()) {
            CompletableFuture<Void> background = inBackground(() -> {
                while (!end.get()) {
                    pollOnce(other, message -> {
                        synchronized (elsewhere) {
                            return elsewhere.add(text(message));
                        }
                    });
                }
            });
            awaitMembers(session, 2);
            for (int i = 0; i < 8; i++) {
                send(i % 4, "m" + i);
            }
            poll(session, () -> seen.size() + size(elsewhere) < 8, this::seen);
            end.set(true);
            background.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(seen).hasSize(4);
        assertThat(elsewhere).hasSize(4).doesNotContainAnyElementsOf(seen);
    }

    @Test // KAF-14
    void aMemberThatAnotherOneReplacesEnds() throws Exception {
        makeTopic(1);
        Map<String, String> named = Map.of("group.instance.id", "pod-7");
        try (Session replaced = consumer(group, named).open()) {
            replaced.poll(this::seen);
            try (Session other = consumer(group, named).open()) {
                poll(other, () -> SharedBroker.members(group) < 1, this::seen);
                send(0, "m");
                poll(other, () -> size(seen) < 1, this::seen);

                assertThatExceptionOfType(FencedInstanceIdException.class)
                        .isThrownBy(() -> poll(replaced, () -> true, this::seen));
            }
        }
        assertThat(seen).containsOnly("m");
    }

    @Test
    void recordsOfAnySortReachTheHandlerAsTheyAre() throws Exception {
        makeTopic(1);
        try (Session session = consumer(group).open()) {
            ProducerRecord<byte[], byte[]> odd = new ProducerRecord<>(topic, 0, null, (byte[]) null);
            odd.headers().add("ce_type", null).add("twice", new byte[] {1}).add("twice", new byte[0]);
            producer.send(odd).get();
            List<ReceivedMessage> received = new ArrayList<>();
            poll(session, received::isEmpty, received::add);

            ReceivedMessage message = received.get(0);
            assertThat(message.key()).isNull();
            assertThat(message.body()).isNull();
            assertThat(message.headers()).extracting(Map.Entry::getKey).containsExactly("ce_type", "twice", "twice");
            assertThat(message.headers())
                    .extracting(Map.Entry::getValue)
                    .containsExactly(null, new byte[] {1}, new byte[0]);
        }
    }

    private EventBusConsumer consumer(String group) {
        return consumer(group, Map.of());
    }

    private EventBusConsumer consumer(String group, Map<String, String> clientSettings) {
        return bus(clientSettings).consumer(settings(topic, group, 1, null));
    }

    private KafkaEventBus bus(Map<String, String> clientSettings) {
        KafkaEventBus bus = TestBus.of(SharedBroker.address(), registry.url(), clientSettings);
        buses.add(bus);
        return bus;
    }

    private static ConsumerSettings settings(
            String topic, String group, int concurrency, @Nullable Instant offsetTime) {
        return new ConsumerSettings(topic, group, null, concurrency, offsetTime, null, false, null);
    }

    private void makeTopic(int partitions) {
        SharedBroker.addTopic(topic, partitions);
    }

    /** Polls until the group has so many members, each with a part of the topic. */
    private void awaitMembers(Session session, int members) throws Exception {
        poll(session, () -> SharedBroker.members(group) < members, message -> false);
    }

    private void send(int partition, String text) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, null, text.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private boolean seen(ReceivedMessage message) {
        synchronized (seen) {
            return seen.add(text(message));
        }
    }

    private static int size(List<String> texts) {
        synchronized (texts) {
            return texts.size();
        }
    }

    private static long lag(EventBusConsumer consumer) {
        try {
            return Objects.requireNonNull(consumer.position().lag());
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String text(ReceivedMessage message) {
        byte[] body = message.body();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static void poll(Session session, BooleanSupplier more, MessageHandler handler) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (more.getAsBoolean()) {
            assertThat(System.nanoTime()).as("too late").isLessThan(end);
            session.poll(handler);
        }
    }

    private static void pollOnce(Session session, MessageHandler handler) {
        try {
            session.poll(handler);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void idlePoll(Session session) {
        pollOnce(session, message -> {
            throw new AssertionError("not for this member: " + message);
        });
    }

    /**
     * In a thread of its own: from Java 25 on the common pool has one thread on two cores, and tasks here wait for each
     * other.
     */
    private static CompletableFuture<Void> inBackground(Runnable task) {
        return CompletableFuture.runAsync(task, command -> new Thread(command, "background").start());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
