/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusConsumer.Session;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.StartPoint;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** What a consumer does on Redis alone: RED-6 to RED-11, and what goes wrong there. */
@ExtendWith(OutputCaptureExtension.class)
class RedisSessionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String TOPIC = "prod-topic";

    private static final String GROUP = "analytics";

    private final List<String> seen = new ArrayList<>();

    private RedisServer server = RedisServer.start();

    private RedisEventBus broker = Brokers.of(server);

    @AfterEach
    void stop() {
        broker.close();
        server.close();
    }

    @Test
    void whatOthersOfTheGroupWorkOnIsLeftToThem() throws Exception {
        add("a", "b");
        readAs("other", 1);

        try (Session session = consumer("me", null).open()) {
            poll(session, () -> !seen.isEmpty());
            session.poll(this::see);
        }

        assertThat(seen).containsExactly("b");
        assertThat(pending()).containsExactly("other");
    }

    @Test
    void whatOthersHaveLeftBehindIsTakenOverAfterATimeRED8() throws Exception {
        add("a", "b", "c");
        readAs("gone", 2);

        try (Session session = consumer("me", Duration.ofMillis(300)).open()) {
            poll(session, () -> seen.size() == 3);
        }

        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(pending()).isEmpty();
    }

    @Test
    void allThatOthersHaveLeftBehindIsTakenOverHoweverMuchItIs() throws Exception {
        add(IntStream.range(0, 150).mapToObj(Integer::toString).toArray(String[]::new));
        readAs("gone", 150);

        try (Session session = consumer("me", Duration.ofMillis(1)).open()) {
            poll(session, () -> seen.size() == 150);
        }

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(pending()).isEmpty();
    }

    @Test
    void whatIsLeftBehindIsFoundBehindAllThatOthersWorkOn() throws Exception {
        add(IntStream.range(0, 1000).mapToObj(Integer::toString).toArray(String[]::new));
        readAs("busy", 997);
        readAs("gone", 3);
        String[] left = commands().xrevrange(TOPIC, Range.unbounded(), Limit.from(3)).stream()
                .map(StreamMessage::getId)
                .toArray(String[]::new);
        commands()
                .xclaim(
                        TOPIC,
                        Consumer.from(GROUP, "gone"),
                        XClaimArgs.Builder.minIdleTime(0).idle(7_200_000),
                        left);

        try (Session session = consumer("me", Duration.ofHours(1)).open()) {
            poll(session, () -> seen.size() == 3);
        }

        assertThat(seen).containsExactlyInAnyOrder("997", "998", "999");
    }

    @Test
    void whatIsStillWorkedOnIsNotTakenOverHoweverLongItTakes() throws Exception {
        Duration claim = Duration.ofMillis(1500);
        add("slow", "behind");
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
            try (Session session = consumer("slow", claim).open()) {
                poll(session, () -> inHand.getCount() == 0, received -> {
                    inHand.countDown();
                    join(goOn);
                    return true;
                });
            } catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        });
        join(inHand);

        try (Session session = consumer("quick", claim).open()) {
            long end = System.nanoTime() + claim.multipliedBy(3).toNanos();
            while (System.nanoTime() < end) {
                session.poll(this::see);
            }
        }
        goOn.countDown();
        slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(seen).isEmpty();
    }

    @Test
    void ownUnacknowledgedMessagesComeBeforeNewOnesRED8() throws Exception {
        add("a", "b");
        readAs("me", 2);
        add("c");

        try (Session session = consumer("me", null).open()) {
            poll(session, () -> seen.size() == 3);
        }

        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(pending()).isEmpty();
    }

    @Test
    void unacknowledgedMessagesThatWereRemovedAreAcknowledgedCountedAndTold(CapturedOutput output) throws Exception {
        add("a", "b", "c");
        readAs("me", 2);
        commands().xtrim(TOPIC, 1);
        EventBusConsumer consumer = consumer("me", null);

        try (Session session = consumer.open()) {
            poll(session, () -> !seen.isEmpty());
        }

        assertThat(seen).containsExactly("c");
        assertThat(pending()).isEmpty();
        assertThat(consumer.position().lost()).isEqualTo(2);
        assertThat(output)
                .contains(
                        "2 entries of the stream prod-topic were removed before they were dealt with",
                        "EVENT_BUS_REDIS_STREAM_MAX_LEN");
    }

    @Test
    void messagesOfOthersThatWereRemovedAreForgottenCountedAndTold() throws Exception {
        add("a", "b", "c");
        readAs("gone", 3);
        commands().xtrim(TOPIC, 1);
        EventBusConsumer consumer = consumer("me", Duration.ofMillis(1));

        try (Session session = consumer.open()) {
            poll(session, () -> !seen.isEmpty());
        }

        assertThat(seen).containsExactly("c");
        assertThat(pending()).isEmpty();
        assertThat(consumer.position().lost()).isEqualTo(2);
    }

    @Test
    void messagesThatWereRemovedBeforeAnybodyReadThemAreCountedAndTold(CapturedOutput output) throws Exception {
        RedisServer.assumeVersion7();
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        consumer.open().close();
        add(IntStream.range(0, 15).mapToObj(Integer::toString).toArray(String[]::new));
        commands().xtrim(TOPIC, 10);

        assertThat(consumer.position().lost()).isEqualTo(5);
        assertThat(consumer.position().lag()).isEqualTo(10);
        try (Session session = consumer.open()) {
            poll(session, () -> seen.size() == 10);
        }

        assertThat(consumer.position().lost()).as("counted once").isEqualTo(5);
        assertThat(consumer.position().lag()).isZero();
        assertThat(output).containsOnlyOnce("5 entries of the stream prod-topic were removed before anybody");

        add("15", "16");
        assertThat(consumer.position().lag()).as("Redis itself says 7").isEqualTo(2);
        commands().xtrim(TOPIC, 1);
        assertThat(consumer.position().lost()).isEqualTo(6);
    }

    @Test
    void aLossThatWasReadOverIsSeenAtTheEndOfTheStream() throws Exception {
        RedisServer.assumeVersion7();
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        consumer.open().close();
        add(IntStream.range(0, 15).mapToObj(Integer::toString).toArray(String[]::new));
        assertThat(consumer.position().lost()).isZero();
        commands().xtrim(TOPIC, 10);
        readAs("me", 10);

        assertThat(consumer.position().lost()).isEqualTo(5);
    }

    @Test
    void aGroupThatBeginsWithTheOldestMessageHasNotLostThoseBefore() throws Exception {
        RedisServer.assumeVersion7();
        add(IntStream.range(0, 15).mapToObj(Integer::toString).toArray(String[]::new));
        commands().xtrim(TOPIC, 10);
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        consumer.open().close();

        assertThat(consumer.position().lost()).isZero();
        assertThat(consumer.position().lag()).isEqualTo(10);
    }

    @Test
    void anUnreadMessageIsNoLossHoweverOftenOneLooks() throws Exception {
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        consumer.open().close();
        add("a", "b");
        readAs("me", 1);
        for (int i = 0; i < 3; i++) {
            assertThat(consumer.position().lost()).isZero();
        }
        assertThat(consumer.position().pending()).isEqualTo(1);
    }

    @Test
    void aStreamThatIsLostIsMadeAgainAndReadFromItsFirstMessage(CapturedOutput output) throws Exception {
        try (Session session = consumer("me", null).open()) {
            add("a");
            poll(session, () -> seen.size() == 1);
            commands().flushall();
            add("b");
            poll(session, () -> seen.size() == 2);
        }

        assertThat(seen).containsExactly("a", "b");
        assertThat(output).contains("The stream prod-topic or its group is gone");
    }

    @Test
    void aGroupThatIsRemovedWhileItsReaderWaitsIsMadeAgain() throws Exception {
        try (Session session = consumer("me", null).open()) {
            session.poll(this::see);
            CompletableFuture<Void> removed = CompletableFuture.runAsync(() -> {
                commands().xgroupDestroy(TOPIC, GROUP);
                add("a");
            });
            poll(session, () -> seen.size() == 1);
            removed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(seen).containsExactly("a");
    }

    @Test
    void aServerThatComesBackEmptyIsReadFromItsFirstMessage() throws Exception {
        EventBusConsumer consumer = consumer("me", null);
        try (Session session = consumer.open()) {
            add("a");
            poll(session, () -> seen.size() == 1);
        }
        server.kill();
        server.restart();
        add("b");

        try (Session session = consumer.open()) {
            poll(session, () -> seen.size() == 2);
        }

        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void aLostConnectionIsNoticedAtOnceByAReaderThatWaits() throws Exception {
        RedisEventBus patient = Brokers.withPollTimeout(server, Duration.ofSeconds(60));
        try (Session session = patient.consumer(settings("me", null, false)).open()) {
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    () -> {
                        server.kill();
                        server.restart();
                    },
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
            long start = System.nanoTime();

            assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> session.poll(this::see));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
            assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(session::idle);
            killed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            patient.close();
        }
    }

    @Test
    void aServerThatHangsFailsTheReaderAfterTheCommandTimeOutRED10() throws Exception {
        RedisEventBus impatient = Brokers.of(server, Duration.ofSeconds(1), 10_000, 64);
        try (Session session = impatient.consumer(settings("me", null, false)).open()) {
            server.pause();
            assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> session.poll(this::see));
        } finally {
            server.resume();
            impatient.close();
        }
    }

    @Test
    void whatWasDealtWithWhenTheServerDiedIsNotReadAgain() throws Exception {
        server.close();
        server = RedisServer.startDurable();
        broker = Brokers.of(server);
        add("a", "b", "c");
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        Session first = consumer.open();
        poll(first, () -> !seen.isEmpty(), received -> {
            if (seen.isEmpty()) {
                server.kill();
            }
            return see(received);
        });
        assertThat(seen).containsExactly("a", "b", "c");
        assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> first.poll(this::see));
        first.close();
        server.restart();

        try (Session session = consumer.open()) {
            add("d");
            poll(session, () -> seen.size() == 4);
        }

        assertThat(seen).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aServerThatStartsAgainAndForgetsHowMuchWasReadHasLostNothing() throws Exception {
        RedisServer.assumeVersion7();
        server.close();
        server = RedisServer.startDurable();
        broker = Brokers.of(server);
        add("a", "b", "c", "d");
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        try (Session session = consumer.open()) {
            poll(session, () -> seen.size() == 4);
        }
        assertThat(consumer.position().lost()).isZero();
        server.kill();
        server.restart();

        assertThat(consumer.position().lost()).isZero();
        add("e");
        EventBusConsumer another = broker.consumer(settings("me", null, true));
        assertThat(another.position().lost()).isZero();
        try (Session session = another.open()) {
            poll(session, () -> seen.size() == 5);
        }
        assertThat(consumer.position().lost()).isZero();
        assertThat(another.position().lost()).isZero();
    }

    @Test
    void aFailingMessageLeavesTheReaderReading() throws Exception {
        add("poison", "b");
        try (Session session = broker.consumer(settings("me", null, true)).open()) {
            for (int i = 0; i < 3; i++) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> session.poll(received -> {
                            throw new IllegalStateException("poison");
                        }));
            }
            poll(session, () -> seen.size() == 2);
        }

        assertThat(seen).containsExactly("poison", "b");
    }

    @Test
    void whatIsDoneOfASlowBatchIsAcknowledgedBeforeTheRest() throws Exception {
        add("a", "b", "c");
        try (Session session = broker.consumer(settings("me", null, true)).open()) {
            poll(session, () -> seen.size() == 3, received -> {
                if (seen.size() == 2) {
                    await().atMost(PATIENCE).until(() -> pending().size() == 1);
                }
                sleep(600);
                return see(received);
            });
        }

        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void messagesThatCameUnnoticedAreFoundWithoutARestart() throws Exception {
        RedisEventBus patient = Brokers.withPollTimeout(server, Duration.ofSeconds(5));
        try (Session session = patient.consumer(settings("me", null, false)).open()) {
            CompletableFuture<Void> woken = CompletableFuture.runAsync(
                    session::wakeup, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
            session.poll(this::see);
            woken.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            // The server still waits for the reader that has been woken, and gives it this.
            add("a");
            poll(session, () -> seen.size() == 1);
        } finally {
            patient.close();
        }

        assertThat(seen).containsExactly("a");
        assertThat(pending()).isEmpty();
    }

    @Test
    void aReaderThatWaitsIsWoken() throws Exception {
        RedisEventBus patient = Brokers.withPollTimeout(server, Duration.ofSeconds(60));
        try (Session session = patient.consumer(settings("me", null, false)).open()) {
            session.wakeup();
            long start = System.nanoTime();
            session.poll(this::see);
            CompletableFuture<Void> woken = CompletableFuture.runAsync(
                    session::wakeup, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
            session.poll(this::see);
            woken.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
        } finally {
            patient.close();
        }
    }

    @Test
    void sessionsOfOneConsumerReadInStableNamesOfTheirOwn() throws Exception {
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        Session first = consumer.open();
        Session second = consumer.open();
        add("a", "b");
        first.poll(received -> false);
        add("c");
        second.poll(received -> false);
        first.close();
        second.close();

        assertThat(pending()).containsExactly("me", "me", "me-2");
        try (Session again = consumer.open()) {
            poll(again, () -> seen.size() == 2);
        }
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void theStartIsMovedOnceAndNotByEachSession() throws Exception {
        add("a", "b");
        ConsumerSettings settings = new ConsumerSettings(TOPIC, GROUP, "me", 1, null, "0", false, null);
        EventBusConsumer consumer = broker.consumer(settings);
        for (int i = 0; i < 2; i++) {
            try (Session session = consumer.open()) {
                poll(session, () -> seen.size() == 2);
                session.poll(this::see);
            }
        }

        assertThat(seen).as("RED-7").containsExactly("a", "b");
    }

    @Test
    void theStartIsBehindTheGivenMessageRED7() throws Exception {
        add("a", "b", "c");
        String first = commands().xrange(TOPIC, Range.unbounded()).get(0).getId();
        EventBusConsumer consumer =
                broker.consumer(new ConsumerSettings(TOPIC, GROUP, "me", 1, null, first, false, null));
        try (Session session = consumer.open()) {
            poll(session, () -> seen.size() == 2);
        }

        assertThat(seen).containsExactly("b", "c");
    }

    @Test
    void aGroupIsMovedToTheEnd() throws Exception {
        EventBusConsumer consumer = broker.consumer(settings("me", null, true));
        consumer.open().close();
        add("a", "b");

        assertThat(consumer.replay(new StartPoint.Position("$"), true).messages())
                .isZero();
        assertThat(consumer.position().lag()).isIn(2L, null);
        consumer.replay(new StartPoint.Position("$"), false);
        add("c");
        try (Session session = consumer.open()) {
            poll(session, () -> !seen.isEmpty());
        }

        assertThat(seen).containsExactly("c");
    }

    @Test
    void aReplayKnowsHowManyMessagesThereAre() throws Exception {
        add(IntStream.range(0, 2500).mapToObj(Integer::toString).toArray(String[]::new));
        EventBusConsumer consumer = broker.consumer(settings("me", null, false));
        consumer.open().close();
        String tenth = commands().xrange(TOPIC, Range.unbounded()).get(9).getId();

        assertThat(consumer.replay(new StartPoint.Position("0"), true).messages())
                .isEqualTo(2500);
        assertThat(consumer.replay(new StartPoint.Position(tenth), false).messages())
                .isEqualTo(2491);
        assertThat(consumer.position().lag()).isIn(2491L, null);
    }

    @Test
    void aKeyThatHoldsSomethingElseIsLeftAlone() {
        commands().set(TOPIC, "mine".getBytes(UTF_8));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> consumer("me", null).open())
                .withMessageContaining("WRONGTYPE");
        assertThat(commands().get(TOPIC)).isEqualTo("mine".getBytes(UTF_8));
    }

    @Test
    void aGroupThatAnotherConsumerHasMadeMeanwhileIsTakenRED11() throws Exception {
        commands().xgroupCreate(StreamOffset.from(TOPIC, "0"), GROUP, XGroupCreateArgs.Builder.mkstream(true));
        add("a");
        try (Session session = consumer("me", null).open()) {
            poll(session, () -> !seen.isEmpty());
        }

        assertThat(seen).containsExactly("a");
    }

    private EventBusConsumer consumer(String name, @Nullable Duration claim) {
        if (!exists()) {
            commands().xgroupCreate(StreamOffset.from(TOPIC, "0"), GROUP, XGroupCreateArgs.Builder.mkstream(true));
        }
        return broker.consumer(settings(name, claim, true));
    }

    private static ConsumerSettings settings(String name, @Nullable Duration claim, boolean checkBacklog) {
        return new ConsumerSettings(TOPIC, GROUP, name, 1, null, null, checkBacklog, claim);
    }

    private boolean exists() {
        return commands().exists(TOPIC) > 0;
    }

    private RedisCommands<String, byte[]> commands() {
        return server.commands();
    }

    private void add(String... names) {
        for (String name : names) {
            commands().xadd(TOPIC, Map.of("name", name.getBytes(UTF_8)));
        }
    }

    /** As a consumer that dies before it has acknowledged. */
    @SuppressWarnings("unchecked")
    private void readAs(String name, int count) {
        try {
            commands().xgroupCreate(StreamOffset.from(TOPIC, "0"), GROUP);
        } catch (RuntimeException ex) {
            assertThat(ex).hasMessageContaining("BUSYGROUP");
        }
        commands()
                .xreadgroup(
                        Consumer.from(GROUP, name), XReadArgs.Builder.count(count), StreamOffset.lastConsumed(TOPIC));
    }

    /** Who has each message that is not acknowledged. */
    private List<String> pending() {
        return commands().xpending(TOPIC, GROUP, Range.unbounded(), Limit.from(2000)).stream()
                .map(message -> message.getConsumer())
                .toList();
    }

    private boolean see(ReceivedMessage received) {
        return seen.add(received.headers().stream()
                .filter(header -> header.getKey().equals("name"))
                .map(header -> new String(header.getValue(), UTF_8))
                .findFirst()
                .orElseThrow());
    }

    private void poll(Session session, BooleanSupplier done) throws Exception {
        poll(session, done, this::see);
    }

    private static void poll(Session session, BooleanSupplier done, EventBusConsumer.MessageHandler handler)
            throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            session.poll(handler);
        }
    }

    private static void join(CountDownLatch latch) {
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
