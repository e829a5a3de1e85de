/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

import io.lettuce.core.Consumer;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.wire.EventHeaders;

/** Events per second over Redis, beside Lettuce with ready-made bytes. */
final class RedisBenchmark {

    private static final int EVENTS = 100_000;

    private static final int WINDOW = 1024;

    private static final int BATCH = 100;

    private static final int COUNT = 64;

    private static final int STREAM_LENGTH = 1_000_000;

    static final XAddArgs TRIMMING = XAddArgs.Builder.maxlen(STREAM_LENGTH).approximateTrimming();

    static final Object[] FIELDS = fields();

    private static final byte[] RAW = bytes("raw");

    private static final byte[] GROUP = bytes(BusApplication.GROUP);

    private final Length length;

    private final int events;

    private final RedisServer server;

    private final StatefulRedisConnection<byte[], byte[]> connection;

    private RedisBenchmark(Length length, RedisServer server) {
        this.length = length;
        this.events = length.of(EVENTS);
        this.server = server;
        this.connection = server.connection();
    }

    static void out(Length length, Servers servers) throws Exception {
        new RedisBenchmark(length, servers.redis()).out();
    }

    static void in(Length length, Servers servers) throws Exception {
        new RedisBenchmark(length, servers.redis()).in();
    }

    static String[] properties(RedisServer server, String... more) {
        List<String> properties = new ArrayList<>(List.of(more));
        properties.add("event-bus.producer=redis");
        properties.add("event-bus.consumer=redis");
        properties.add("event-bus.redis.connection-url=" + server.url());
        properties.add("event-bus.redis.stream-max-len=" + STREAM_LENGTH);
        return properties.toArray(String[]::new);
    }

    private void out() throws Exception {
        try (BusApplication application = BusApplication.publishing(properties(server))) {
            new Comparison("Redis out, window of " + WINDOW, events, length)
                    .way("Lettuce", emptied(this::rawWindow))
                    .way("OpenEdxEvents.send", emptied(() -> application.send(events, WINDOW)))
                    .run();
            EventBusProducer producer = application.producer("redis");
            new Comparison("Redis out, flush per " + BATCH, events, length)
                    .way("Lettuce", emptied(this::rawBatches))
                    .way("the producer of the relay", emptied(() -> batches(producer)))
                    .run();
        }
    }

    private void in() throws Exception {
        byte[] stream = bytes(BusApplication.TOPIC);
        connection.sync().xgroupCreate(StreamOffset.from(RAW, "0"), GROUP, XGroupCreateArgs.Builder.mkstream(true));
        connection.sync().xgroupCreate(StreamOffset.from(stream, "0"), GROUP, XGroupCreateArgs.Builder.mkstream(true));
        try (BusApplication application = BusApplication.consuming(properties(server))) {
            new Comparison("Redis in, %d at a time, one acknowledgement each".formatted(COUNT), events, length)
                    .way("Lettuce", () -> filled(RAW, this::rawIn))
                    .way("@EventListener", () -> {
                        application.rest();
                        return filled(stream, () -> application.consume(events));
                    })
                    .run();
        }
    }

    private Comparison.Work emptied(Comparison.Work work) {
        return () -> {
            connection.sync().flushall();
            return work.run();
        };
    }

    private double filled(byte[] stream, Comparison.Work work) throws Exception {
        connection.sync().xtrim(stream, 0);
        List<CompletionStage<?>> answers = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            answers.add(connection.async().xadd(stream, TRIMMING, FIELDS));
        }
        join(answers);
        return work.run();
    }

    private double rawWindow() throws InterruptedException {
        byte[] stream = bytes(BusApplication.TOPIC);
        Semaphore window = new Semaphore(WINDOW);
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            window.acquire();
            var unused = connection.async().xadd(stream, TRIMMING, FIELDS).whenComplete((id, ex) -> window.release());
        }
        window.acquire(WINDOW);
        return Comparison.since(start);
    }

    private double rawBatches() {
        connection.setAutoFlushCommands(false);
        try {
            byte[] stream = bytes(BusApplication.TOPIC);
            long start = System.nanoTime();
            for (int i = 0; i < events; i += BATCH) {
                List<CompletionStage<?>> answers = new ArrayList<>(BATCH);
                for (int j = 0; j < BATCH; j++) {
                    answers.add(connection.async().xadd(stream, TRIMMING, FIELDS));
                }
                connection.flushCommands();
                join(answers);
            }
            return Comparison.since(start);
        } finally {
            connection.setAutoFlushCommands(true);
        }
    }

    private double batches(EventBusProducer producer) {
        long start = System.nanoTime();
        for (int i = 0; i < events; i += BATCH) {
            List<CompletionStage<?>> answers = new ArrayList<>(BATCH);
            for (int j = 0; j < BATCH; j++) {
                answers.add(producer.publish(new EventMessage(
                        BusApplication.TOPIC,
                        Samples.METADATA,
                        null,
                        Samples.BODY,
                        Samples.CODEC.schemaText(),
                        Map.of())));
            }
            producer.flush();
            join(answers);
        }
        return Comparison.since(start);
    }

    @SuppressWarnings("unchecked") // an array of one
    private double rawIn() {
        var redis = connection.sync();
        long start = System.nanoTime();
        for (int read = 0; read < events; ) {
            List<StreamMessage<byte[], byte[]>> entries = redis.xreadgroup(
                    Consumer.from(GROUP, GROUP), XReadArgs.Builder.count(COUNT), StreamOffset.lastConsumed(RAW));
            redis.xack(RAW, GROUP, entries.stream().map(StreamMessage::getId).toArray(String[]::new));
            read += entries.size();
        }
        return Comparison.since(start);
    }

    private static void join(List<CompletionStage<?>> answers) {
        answers.forEach(answer -> answer.toCompletableFuture().join());
    }

    private static Object[] fields() {
        List<Object> fields = new ArrayList<>();
        EventHeaders.redis().write(Samples.METADATA).forEach((name, value) -> {
            fields.add(bytes(name));
            fields.add(value);
        });
        fields.add(bytes(EventHeaders.REDIS_EVENT_DATA));
        fields.add(Samples.BODY);
        return fields.toArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
