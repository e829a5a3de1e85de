/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.function.IntConsumer;

import io.lettuce.core.api.StatefulRedisConnection;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import org.openedx.hooks.event.OpenEdxEvents;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From a transaction in PostgreSQL to an entry in Redis, with the outbox and with the outboxes of others, each in an
 * application of its own.
 */
final class PeersBenchmark {

    private static final int EVENTS = 2_000;

    private static final int BATCH = 100;

    private final int events;

    private final PostgresServer database;

    private final RedisServer redis;

    private PeersBenchmark(Length length, PostgresServer database, RedisServer redis) {
        this.events = length.of(EVENTS);
        this.database = database;
        this.redis = redis;
    }

    static void run(Length length, Servers servers) throws Exception {
        new PeersBenchmark(length, servers.postgres(), servers.redis()).compare(length);
    }

    private void compare(Length length) throws Exception {
        try (BusApplication ours = OutboxBenchmark.application(database, RedisBenchmark.properties(redis));
                ConfigurableApplicationContext modulith = peer(
                        Modulith.class,
                        "org.springframework.modulith.",
                        "spring.modulith.events.jdbc.schema-initialization.enabled=true",
                        "spring.modulith.events.completion-mode=delete");
                ConfigurableApplicationContext namastack = peer(
                        Namastack.class,
                        "io.namastack.",
                        "namastack.outbox.polling.batch-size=500",
                        "namastack.outbox.polling.fixed.interval=50ms",
                        "namastack.outbox.processing.delete-completed-records=true")) {
            ours.relay().start();
            OpenEdxEvents sender = ours.bean(OpenEdxEvents.class);
            ApplicationEventPublisher publisher = modulith;
            Outbox outbox = namastack.getBean(Outbox.class);
            new Comparison("From the transaction to Redis, transactions of " + BATCH, events, length)
                    .way(
                            "openedx-hooks",
                            () -> relayed(
                                    ours.bean(PlatformTransactionManager.class),
                                    "openedx_outbox",
                                    number -> sender.send(Samples.ENROLLED)))
                    .way(
                            "Spring Modulith JDBC",
                            () -> relayed(
                                    modulith.getBean(PlatformTransactionManager.class),
                                    "event_publication",
                                    number -> publisher.publishEvent(new Enrolled(number, "bob", "verified"))))
                    .way(
                            "Namastack Outbox, 500 keys every 50 ms",
                            () -> relayed(
                                    namastack.getBean(PlatformTransactionManager.class),
                                    "outbox_record",
                                    number -> outbox.schedule(
                                            new Enrolled(number, "bob", "verified"), "enrollment-" + number)))
                    .run();
            ours.relay().stop();
        }
    }

    private ConfigurableApplicationContext peer(Class<?> configuration, String participant, String... properties) {
        LeftOut.allBut(participant);
        return new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .initializers(context -> context.getBeanFactory().registerSingleton("redis", redis.connection()))
                .properties(properties)
                .properties("spring.datasource.url=" + database.url())
                .run();
    }

    /** Sends in transactions, and waits until everything is in Redis and nothing is left to do. */
    private double relayed(PlatformTransactionManager manager, String outbox, IntConsumer send) throws Exception {
        byte[] stream = RedisBenchmark.bytes(BusApplication.TOPIC);
        TransactionTemplate transaction = new TransactionTemplate(manager);
        redis.connection().sync().flushall();
        long start = System.nanoTime();
        for (int i = 0; i < events; i += BATCH) {
            int first = i;
            transaction.executeWithoutResult(status -> {
                for (int number = first; number < Math.min(first + BATCH, events); number++) {
                    send.accept(number);
                }
            });
        }
        while (redis.connection().sync().xlen(stream) < events) {
            Thread.sleep(5);
        }
        database.awaitNone("SELECT 1 FROM %s LIMIT 1".formatted(outbox));
        return Comparison.since(start);
    }

    private static void store(StatefulRedisConnection<byte[], byte[]> connection) {
        String unused = connection
                .sync()
                .xadd(RedisBenchmark.bytes(BusApplication.TOPIC), RedisBenchmark.TRIMMING, RedisBenchmark.FIELDS);
    }

    /** What the others store and send. */
    public record Enrolled(int number, String user, String mode) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Modulith {

        @Bean
        ModulithListener listener(StatefulRedisConnection<byte[], byte[]> redis) {
            return new ModulithListener(redis);
        }
    }

    static class ModulithListener {

        private final StatefulRedisConnection<byte[], byte[]> redis;

        ModulithListener(StatefulRedisConnection<byte[], byte[]> redis) {
            this.redis = redis;
        }

        @ApplicationModuleListener
        public void on(Enrolled event) {
            store(redis);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Namastack {

        @Bean
        OutboxTypedHandler<Enrolled> handler(StatefulRedisConnection<byte[], byte[]> redis) {
            return new NamastackHandler(redis);
        }
    }

    static final class NamastackHandler implements OutboxTypedHandler<Enrolled> {

        private final StatefulRedisConnection<byte[], byte[]> redis;

        NamastackHandler(StatefulRedisConnection<byte[], byte[]> redis) {
            this.redis = redis;
        }

        @Override
        public void handle(Enrolled payload, OutboxRecordMetadata metadata) {
            store(redis);
        }
    }
}
