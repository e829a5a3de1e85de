/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What is written to Redis, and what happens when it is away. */
class RedisProducerTests {

    private static final long PATIENCE = 60;

    private static final String TOPIC = "prod-topic";

    private final RedisServer server = RedisServer.start();

    private RedisEventBus broker = Brokers.of(server);

    @AfterEach
    void stop() {
        broker.close();
        server.close();
    }

    @Test
    void entriesAreThoseOfPythonInNamesOrderAndBytesRED1() throws Exception {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (PythonEntry entry : PythonEntry.all()) {
            receipts.add(
                    producer().publish(new EventMessage(TOPIC, entry.metadata(), null, entry.body(), "{}", Map.of())));
        }
        producer().flush();
        for (CompletionStage<Receipt> receipt : receipts) {
            get(receipt);
        }

        List<StreamMessage<String, byte[]>> written = entries();
        assertThat(written).hasSameSizeAs(PythonEntry.all()).hasSizeGreaterThan(200);
        for (int i = 0; i < written.size(); i++) {
            assertThat(PythonEntry.render(written.get(i).getBody()))
                    .as(PythonEntry.all().get(i).name())
                    .isEqualTo(PythonEntry.all().get(i).rendered());
            assertThat(get(receipts.get(i)).position()).isEqualTo(written.get(i).getId());
        }
    }

    @Test
    void whatElseGoesAlongStandsBehindTheFieldsOfPython() throws Exception {
        publish(new EventMessage(
                TOPIC, entry().metadata(), null, entry().body(), "{}", Map.of("traceparent", "00-ab")));

        Map<String, byte[]> fields = entries().get(0).getBody();
        assertThat(fields.keySet()).hasSize(9).last().isEqualTo("traceparent");
        assertThat(new String(fields.get("traceparent"), UTF_8)).isEqualTo("00-ab");
    }

    @Test
    void keysChangeNeitherEntriesNorTheirOrderRED5() throws Exception {
        for (String key : List.of("a", "b", "a")) {
            EventMessage.Key bytes = new EventMessage.Key(key.getBytes(UTF_8), "\"string\"");
            publish(new EventMessage(TOPIC, entry().metadata(), bytes, key.getBytes(UTF_8), "{}", Map.of()));
        }

        assertThat(entries())
                .extracting(entry -> entry.getBody().keySet())
                .allSatisfy(names -> assertThat(names)
                        .containsExactlyElementsOf(entry().fields().keySet()));
        assertThat(entries())
                .extracting(entry -> new String(entry.getBody().get("event_data"), UTF_8))
                .containsExactly("a", "b", "a");
    }

    @Test
    void streamsKeepAboutAsManyEntriesAsTheyMayRED4() throws Exception {
        broker.close();
        broker = Brokers.of(server, Duration.ofSeconds(30), 500, 64);
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            receipts.add(producer().publish(message(TOPIC, i)));
        }
        producer().flush();
        for (CompletionStage<Receipt> receipt : receipts) {
            get(receipt);
        }

        assertThat(server.commands().xlen(TOPIC)).isBetween(500L, 700L);
        assertThat(number(entries().get(entries().size() - 1))).isEqualTo(2999);
    }

    @Test
    void messagesAreGatheredUntilTheyAreManyOrFlushed() throws Exception {
        CompletionStage<Receipt> first = producer().publish(message(TOPIC, 0));
        Thread.sleep(300);
        assertThat(server.commands().xlen(TOPIC)).isZero();
        assertThat(first.toCompletableFuture()).isNotDone();

        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        IntStream.range(1, 128).forEach(i -> receipts.add(producer().publish(message(TOPIC, i))));
        get(first);
        receipts.forEach(receipt -> assertThat(receipt).succeedsWithin(Duration.ofSeconds(PATIENCE)));

        CompletionStage<Receipt> last = producer().publish(message(TOPIC, 128));
        producer().flush();
        get(last);
        assertThat(numbers())
                .containsExactlyElementsOf(IntStream.range(0, 129).boxed().toList());
    }

    @Test
    void aKeyThatHoldsSomethingElseFailsItsMessagesAlone() throws Exception {
        server.commands().set("prod-other", "mine".getBytes(UTF_8));
        CompletionStage<Receipt> before = producer().publish(message(TOPIC, 0));
        CompletionStage<Receipt> refused = producer().publish(message("prod-other", 1));
        CompletionStage<Receipt> after = producer().publish(message(TOPIC, 2));
        producer().flush();

        get(before);
        get(after);
        assertThat(failure(refused))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("WRONGTYPE");
    }

    @Test
    void aServerThatIsAwayIsTriedAgainAndNeedsNoRestart() throws Exception {
        publish(message(TOPIC, 0));
        server.kill();
        await().atMost(Duration.ofSeconds(PATIENCE))
                .untilAsserted(() -> assertThatExceptionOfType(BrokerUnavailableException.class)
                        .isThrownBy(() -> producer().publish(message(TOPIC, 1)))
                        .withMessageContaining("Redis is not available"));
        server.restart();

        publish(message(TOPIC, 2));
        assertThat(numbers()).containsExactly(2);
    }

    @Test
    void anApplicationThatStartsBeforeItsServerPublishesWhenThatIsThere() throws Exception {
        server.kill();
        assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(() -> producer().publish(message(TOPIC, 0)));
        server.restart();

        publish(message(TOPIC, 1));
    }

    @Test
    void whatWasOnItsWayFailsAtOnceWhenTheConnectionIsLostAndNothingOvertakesIt() throws Exception {
        publish(message(TOPIC, 0));
        server.pause();
        List<CompletionStage<Receipt>> onTheirWay = new ArrayList<>();
        IntStream.range(1, 6).forEach(i -> onTheirWay.add(producer().publish(message(TOPIC, i))));
        producer().flush();
        server.kill();
        server.restart();

        for (CompletionStage<Receipt> lost : onTheirWay) {
            assertThat(failure(lost)).isInstanceOf(BrokerUnavailableException.class);
        }
        assertThatExceptionOfType(BrokerUnavailableException.class)
                .as("who publishes may not know yet that those before have failed")
                .isThrownBy(() -> producer().publish(message(TOPIC, 6)));

        for (int i = 1; i < 7; i++) {
            publish(message(TOPIC, i));
        }
        assertThat(numbers()).as("nothing was sent a second time unasked").containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void nothingOvertakesWhatATopicHadOnItsWayIfAnotherTopicHasMetTheLossFirst() throws Exception {
        publish(message(TOPIC, 0));
        publish(message("prod-other", 0));
        server.pause();
        CompletionStage<Receipt> lost = producer().publish(message(TOPIC, 1));
        CompletionStage<Receipt> otherLost = producer().publish(message("prod-other", 1));
        producer().flush();
        server.kill();
        server.restart();
        assertThat(failure(lost)).isInstanceOf(BrokerUnavailableException.class);
        assertThat(failure(otherLost)).isInstanceOf(BrokerUnavailableException.class);

        for (String topic : List.of("prod-other", TOPIC)) {
            assertThatExceptionOfType(BrokerUnavailableException.class)
                    .isThrownBy(() -> producer().publish(message(topic, 2)));
        }
        publish(message("prod-third", 0));
        publish(message(TOPIC, 1));
        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void aMessageThatIsTooLargeForTheServerFailsAloneAndForGood() throws Exception {
        server.commands().configSet("proto-max-bulk-len", Integer.toString(1024 * 1024));
        CompletionStage<Receipt> before = producer().publish(message(TOPIC, 0));
        CompletionStage<Receipt> large = producer().publish(large());
        CompletionStage<Receipt> after = producer().publish(message(TOPIC, 1));
        producer().flush();

        get(before);
        get(after);
        assertThat(failure(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proto-max-bulk-len is 1048576");
        assertThat(numbers()).containsExactly(0, 1);
    }

    @Test
    void whatHasBecomeTooLargeForTheServerMakesItHangUpOnce() throws Exception {
        publish(message(TOPIC, 0));
        server.commands().configSet("proto-max-bulk-len", Integer.toString(1024 * 1024));
        assertThatThrownBy(() -> publish(large())).hasCauseInstanceOf(BrokerUnavailableException.class);

        await().atMost(Duration.ofSeconds(PATIENCE))
                .ignoreExceptionsInstanceOf(BrokerUnavailableException.class)
                .untilAsserted(() ->
                        assertThat(failure(producer().publish(large()))).isInstanceOf(IllegalArgumentException.class));
    }

    private static EventMessage large() {
        return new EventMessage(TOPIC, entry().metadata(), null, new byte[8 * 1024 * 1024], "{}", Map.of());
    }

    @Test
    void aServerThatHangsHoldsNobodyUpAndFailsWhatItDoesNotAnswer() throws Exception {
        broker.close();
        broker = Brokers.of(server, Duration.ofSeconds(1), 10_000, 64);
        publish(message(TOPIC, 0));
        server.pause();
        CompletionStage<Receipt> first = producer().publish(message(TOPIC, 1));
        CompletionStage<Receipt> second = producer().publish(message(TOPIC, 2));
        producer().flush();
        assertThat(first.toCompletableFuture()).isNotDone();

        assertThat(failure(first)).isInstanceOf(BrokerUnavailableException.class);
        assertThat(failure(second)).isInstanceOf(BrokerUnavailableException.class);
        server.resume();
        assertThat(catchThrowable(() -> producer().publish(message(TOPIC, 3))))
                .isInstanceOf(BrokerUnavailableException.class);
        publish(message(TOPIC, 4));
        assertThat(numbers()).startsWith(0).endsWith(4).isSorted();
    }

    @Test
    void aServerThatHasNoMemoryLeftIsWaitedFor() throws Exception {
        publish(message(TOPIC, 0));
        server.commands().configSet("maxmemory", "1");
        CompletionStage<Receipt> refused = producer().publish(message(TOPIC, 1));
        producer().flush();

        assertThat(failure(refused))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("OOM");
        server.commands().configSet("maxmemory", "0");
    }

    private EventBusProducer producer() {
        return broker.producer();
    }

    private void publish(EventMessage message) throws Exception {
        CompletionStage<Receipt> receipt = producer().publish(message);
        producer().flush();
        get(receipt);
    }

    private static Receipt get(CompletionStage<Receipt> receipt) throws Exception {
        return receipt.toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<Receipt> receipt) {
        Throwable thrown = catchThrowable(() -> get(receipt));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        return Objects.requireNonNull(thrown.getCause());
    }

    private static PythonEntry entry() {
        return PythonEntry.all().get(0);
    }

    private static EventMessage message(String topic, int number) {
        return new EventMessage(
                topic, entry().metadata(), null, Integer.toString(number).getBytes(UTF_8), "{}", Map.of());
    }

    private List<StreamMessage<String, byte[]>> entries() {
        return server.commands().xrange(TOPIC, Range.unbounded());
    }

    private List<Integer> numbers() {
        return entries().stream().map(RedisProducerTests::number).toList();
    }

    private static int number(StreamMessage<String, byte[]> entry) {
        return Integer.parseInt(new String(entry.getBody().get("event_data"), UTF_8));
    }
}
