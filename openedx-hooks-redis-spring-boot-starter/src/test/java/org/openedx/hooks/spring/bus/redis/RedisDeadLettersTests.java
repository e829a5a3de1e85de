/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusConsumer.Session;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters keep every byte of the entry. */
@ExtendWith(OutputCaptureExtension.class)
class RedisDeadLettersTests {

    private static final byte[] TOPIC = "prod-topic".getBytes(UTF_8);

    private static final byte[] LETTERS = "prod-topic-analytics-dlt".getBytes(UTF_8);

    @AutoClose
    private static final RedisServer SERVER = RedisServer.start();

    @AutoClose
    private static final RedisEventBus BROKER = Brokers.of(SERVER);

    @AutoClose
    private static final RedisClient CLIENT = RedisClient.create(RedisURI.create(SERVER.url()));

    private static final RedisCommands<byte[], byte[]> COMMANDS =
            CLIENT.connect(ByteArrayCodec.INSTANCE).sync();

    private final EventBusConsumer consumer =
            BROKER.consumer(new ConsumerSettings("prod-topic", "analytics", "me", 1, null, null, true, null));

    @BeforeEach
    void empty() {
        COMMANDS.flushall();
    }

    @Test
    void fieldsThatAreRepeatedUnknownOrNoTextAreKeptInTheirOrder() throws Exception {
        byte[][] fields = {
            bytes("event_data"),
            {1, 2, 3},
            bytes("type"),
            bytes("org.openedx.learning.course.enrollment.created.v1"),
            bytes("type"),
            {},
            {(byte) 0xff, 0, (byte) 0x80},
            {(byte) 0xfe},
            bytes("naïve"),
            bytes("ü"),
            bytes("event_data"),
            {4},
        };
        COMMANDS.xadd(TOPIC, (Object[]) fields);
        List<ReceivedMessage> received = new ArrayList<>();
        try (Session session = consumer.open()) {
            while (received.isEmpty()) {
                session.poll(received::add);
            }
        }
        consumer.deadLetters().add(letter(received.get(0)));

        List<byte[]> stored = stored();
        assertThat(stored.size()).isGreaterThan(fields.length);
        for (int i = 0; i < fields.length; i++) {
            assertThat(stored.get(i)).as("field " + i).isEqualTo(fields[i]);
        }

        consumer.deadLetters().take(letter -> {
            add(letter);
            return true;
        });
        assertThat(COMMANDS.xlen(LETTERS)).isOne();
        assertThat(stored()).usingElementComparator(Arrays::compare).isEqualTo(stored);
    }

    @Test
    void theReasonStandsBehindTheFieldsWithoutMessageOrStackTrace() throws Exception {
        consumer.deadLetters().add(letter(new ReceivedMessage("prod-topic", "1-0", List.of(), null, null)));

        List<String> texts =
                stored().stream().map(bytes -> new String(bytes, UTF_8)).toList();
        assertThat(texts)
                .containsExactly(
                        "openedx-dlt-topic", "prod-topic",
                        "openedx-dlt-position", "1-0",
                        "openedx-dlt-reason", "RECEIVER_FAILED",
                        "openedx-dlt-receivers", "mail#send",
                        "openedx-dlt-exception", "java.lang.IllegalStateException",
                        "openedx-dlt-attempts", "3",
                        "openedx-dlt-time", "2026-11-20T00:00:00Z",
                        "openedx-dlt-origin", "host");
    }

    @Test
    void whatIsNoDeadLetterIsLeftThereAndTold(CapturedOutput output) throws Exception {
        COMMANDS.xadd(LETTERS, Map.of(bytes("something"), bytes("secret")));
        DeadLetters letters = consumer.deadLetters();
        letters.add(letter(new ReceivedMessage("prod-topic", "1-0", List.of(), null, null)));

        assertThat(letters.take(letter -> true)).isOne();

        assertThat(letters.count()).isOne();
        assertThat(output).contains("is no dead letter and is left there").doesNotContain("secret");
    }

    private void add(DeadLetter letter) {
        try {
            consumer.deadLetters().add(letter);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static DeadLetter letter(ReceivedMessage message) {
        return new DeadLetter(
                message,
                DeadLetter.Reason.RECEIVER_FAILED,
                Set.of("mail#send"),
                "java.lang.IllegalStateException",
                3,
                Instant.parse("2026-11-20T00:00:00Z"),
                "host");
    }

    /** Names and values in turn of the first entry. */
    private static List<byte[]> stored() {
        List<byte[]> all = new ArrayList<>();
        COMMANDS.xrange(LETTERS, Range.unbounded()).get(0).getBody().forEach((name, value) -> {
            all.add(name);
            all.add(value);
        });
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
