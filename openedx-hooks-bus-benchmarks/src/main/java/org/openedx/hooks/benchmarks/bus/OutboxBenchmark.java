/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;

import io.lettuce.core.api.StatefulRedisConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openedx.hooks.event.OpenEdxEvents;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox on PostgreSQL, beside what one would write by hand: a loop in JDBC, and an insert. */
final class OutboxBenchmark {

    private static final int EVENTS = 20_000;

    private static final int BATCH = 100;

    private static final int BACKLOG = 10_000_000;

    private static final String COLUMNS =
            "topic, event_type, event_key, key_schema, metadata, headers, body, body_schema, created_at";

    private static final String READY =
            "SELECT id, body FROM openedx_outbox WHERE topic = ? AND state = 0 ORDER BY id LIMIT ?";

    private static final String FIRST =
            "FROM openedx_outbox WHERE topic = ? AND state BETWEEN ? AND ? ORDER BY state, id LIMIT ?";

    private static final String ANY = "SELECT 1 FROM openedx_outbox WHERE topic = ? AND state = 0 LIMIT 1";

    private final Length length;

    private final int events;

    private final PostgresServer database;

    private final BusApplication application;

    private OutboxBenchmark(Length length, PostgresServer database, BusApplication application) throws SQLException {
        this.length = length;
        this.events = length.of(EVENTS);
        this.database = database;
        this.application = application;
        database.execute("TRUNCATE openedx_outbox");
        database.execute("DROP TABLE IF EXISTS sample");
        database.execute("CREATE TABLE sample (LIKE openedx_outbox)");
        send(1);
        database.execute("INSERT INTO sample SELECT * FROM openedx_outbox");
    }

    static void relayToRedis(Length length, Servers servers) throws Exception {
        RedisServer redis = servers.redis();
        try (BusApplication application = application(servers.postgres(), RedisBenchmark.properties(redis))) {
            new OutboxBenchmark(length, servers.postgres(), application)
                    .relay(
                            "Redis",
                            bodies -> send(redis.connection(), bodies),
                            redis.connection().sync()::flushall);
        }
    }

    static void relayToKafka(Length length, Servers servers) throws Exception {
        KafkaServer kafka = servers.kafka();
        SchemaIds registry = servers.registry();
        kafka.topic(BusApplication.TOPIC, 1);
        ProducerRecord<byte[], byte[]> ready = KafkaBenchmark.ready(BusApplication.TOPIC, registry);
        try (KafkaProducer<byte[], byte[]> client = KafkaBenchmark.client(kafka);
                BusApplication application =
                        application(servers.postgres(), KafkaBenchmark.properties(kafka, registry))) {
            new OutboxBenchmark(length, servers.postgres(), application)
                    .relay("Kafka", bodies -> KafkaBenchmark.send(client, ready, bodies.size()), () -> {});
        }
    }

    static void insert(Length length, Servers servers) throws Exception {
        try (BusApplication application = application(servers.postgres(), RedisBenchmark.properties(servers.redis()))) {
            OutboxBenchmark benchmark = new OutboxBenchmark(length, servers.postgres(), application);
            benchmark.insert(length.of(2000), 1);
            benchmark.insert(length.of(100), BATCH);
        }
    }

    static void backlog(Length length, Servers servers) throws Exception {
        RedisServer redis = servers.redis();
        try (BusApplication application = application(servers.postgres(), RedisBenchmark.properties(redis))) {
            new OutboxBenchmark(length, servers.postgres(), application).backlog(redis);
        }
    }

    static BusApplication application(PostgresServer database, String... properties) {
        List<String> all = new ArrayList<>(Arrays.asList(properties));
        all.add("spring.datasource.url=" + database.url());
        all.add("event-bus.producer-mode=outbox");
        all.add("event-bus.outbox.initialize-schema=always");
        all.add("event-bus.outbox.batch-size=" + BATCH);
        all.add("event-bus.outbox.relay=false");
        return BusApplication.publishing(all.toArray(String[]::new));
    }

    private void relay(String broker, Batch batch, Runnable empty) throws Exception {
        new Comparison("Outbox to %s, batches of %d".formatted(broker, BATCH), events, length)
                .way("a loop in JDBC", () -> {
                    empty.run();
                    fill(events);
                    return byHandWatched(batch);
                })
                .way("the relay", () -> {
                    empty.run();
                    fill(events);
                    return relay();
                })
                .run();
    }

    private void fill(long rows) throws SQLException {
        database.execute("TRUNCATE openedx_outbox");
        database.execute(
                "INSERT INTO openedx_outbox (%s) SELECT %s FROM sample, generate_series(1, ?)"
                        .formatted(COLUMNS, COLUMNS),
                rows);
        database.settle("openedx_outbox");
    }

    /** The watch asks the database for what is left, which is not free, so both ways are watched. */
    private double byHandWatched(Batch batch) throws Exception {
        FutureTask<Double> loop = new FutureTask<>(() -> byHand(batch));
        long start = System.nanoTime();
        new Thread(loop, "by-hand").start();
        database.awaitNone(ANY, BusApplication.TOPIC);
        double seconds = Comparison.since(start);
        double unused = loop.get();
        return seconds;
    }

    private double relay() throws SQLException, InterruptedException {
        SmartLifecycle relay = application.relay();
        long start = System.nanoTime();
        relay.start();
        database.awaitNone(ANY, BusApplication.TOPIC);
        double seconds = Comparison.since(start);
        relay.stop();
        return seconds;
    }

    /** Reads, sends, waits, deletes and commits, and does not think of anything that may go wrong. */
    private double byHand(Batch batch) throws Exception {
        long start = System.nanoTime();
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(READY + " FOR UPDATE SKIP LOCKED");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM openedx_outbox WHERE id = ANY (?)")) {
            connection.setAutoCommit(false);
            select.setString(1, BusApplication.TOPIC);
            select.setInt(2, BATCH);
            while (true) {
                List<Long> ids = new ArrayList<>();
                List<byte[]> bodies = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                        bodies.add(rows.getBytes(2));
                    }
                }
                if (ids.isEmpty()) {
                    connection.commit();
                    return Comparison.since(start);
                }
                batch.send(bodies);
                Array gone = connection.createArrayOf("bigint", ids.toArray());
                delete.setArray(1, gone);
                delete.executeUpdate();
                connection.commit();
            }
        }
    }

    private static void send(StatefulRedisConnection<byte[], byte[]> connection, List<byte[]> bodies) {
        byte[] stream = RedisBenchmark.bytes(BusApplication.TOPIC);
        connection.setAutoFlushCommands(false);
        try {
            List<CompletionStage<?>> answers = new ArrayList<>(bodies.size());
            for (byte[] body : bodies) {
                Object[] fields = RedisBenchmark.FIELDS.clone();
                fields[fields.length - 1] = body;
                answers.add(connection.async().xadd(stream, RedisBenchmark.TRIMMING, fields));
            }
            connection.flushCommands();
            answers.forEach(answer -> answer.toCompletableFuture().join());
        } finally {
            connection.setAutoFlushCommands(true);
        }
    }

    private void insert(int transactions, int each) throws Exception {
        TransactionTemplate transaction = new TransactionTemplate(application.bean(PlatformTransactionManager.class));
        JdbcTemplate jdbc = application.bean(JdbcTemplate.class);
        Object[] row = jdbc.queryForMap("SELECT %s FROM sample".formatted(COLUMNS))
                .values()
                .toArray();
        String insert = "INSERT INTO openedx_outbox (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)".formatted(COLUMNS);
        OpenEdxEvents sender = application.bean(OpenEdxEvents.class);
        new Comparison("Outbox, transactions of %d".formatted(each), transactions * each, length)
                .way("a plain insert", () -> {
                    fill(0);
                    return transactions(transaction, transactions, each, () -> jdbc.update(insert, row));
                })
                .way("OpenEdxEvents.send", () -> {
                    fill(0);
                    return transactions(transaction, transactions, each, () -> sender.send(Samples.ENROLLED));
                })
                .run();
    }

    private static double transactions(TransactionTemplate transaction, int transactions, int each, Runnable work) {
        long start = System.nanoTime();
        for (int i = 0; i < transactions; i++) {
            transaction.executeWithoutResult(status -> {
                for (int j = 0; j < each; j++) {
                    work.run();
                }
            });
        }
        return Comparison.since(start);
    }

    private void send(int count) {
        new TransactionTemplate(application.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            for (int i = 0; i < count; i++) {
                application.bean(OpenEdxEvents.class).send(Samples.ENROLLED);
            }
        });
    }

    private void backlog(RedisServer redis) throws Exception {
        fill(events);
        relay(); // warms up
        StringBuilder table = new StringBuilder("%nOutbox to Redis, with a backlog%n".formatted());
        for (long backlog : new long[] {4L * events, length.of(BACKLOG)}) {
            long start = System.nanoTime();
            fill(backlog);
            double filled = Comparison.since(start);
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i < 3 && !database.query(ANY, BusApplication.TOPIC).isEmpty(); i++) {
                rates.add(events / some(redis));
            }
            table.append(String.format(
                    Locale.ROOT,
                    "  %,12d rows, made in %.0f s: %s events/s for the next %,d events%n",
                    backlog,
                    filled,
                    rates.stream()
                            .map(rate -> String.format(Locale.ROOT, "%,.0f", rate))
                            .toList(),
                    events));
        }
        plan(table, "SELECT * " + FIRST, BusApplication.TOPIC, 0, 0, BATCH);
        plan(table, "SELECT * " + FIRST, BusApplication.TOPIC, 1, 1, 1000);
        plan(table, "DELETE FROM openedx_outbox WHERE id IN (?, ?, ?)", 1L, 2L, 3L);
        plan(table, "SELECT created_at " + FIRST, BusApplication.TOPIC, 0, 0, 1);
        Report.print(table);
    }

    /** Relays some of the rows, about as many as asked for. */
    private double some(RedisServer redis) throws SQLException, InterruptedException {
        byte[] stream = RedisBenchmark.bytes(BusApplication.TOPIC);
        redis.connection().sync().flushall();
        SmartLifecycle relay = application.relay();
        long start = System.nanoTime();
        relay.start();
        long relayed = 0;
        do {
            Thread.sleep(5);
            relayed = redis.connection().sync().xlen(stream);
        } while (relayed < events && !database.query(ANY, BusApplication.TOPIC).isEmpty());
        double seconds = Comparison.since(start) * events / relayed;
        relay.stop();
        return seconds;
    }

    private void plan(StringBuilder table, String sql, Object... arguments) throws SQLException {
        table.append("%n  %s%n".formatted(sql));
        for (String line : database.query("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql, arguments)) {
            table.append("    ").append(line).append(System.lineSeparator());
        }
    }

    /** Puts bodies on a broker, and waits until it has them. */
    @FunctionalInterface
    private interface Batch {

        void send(List<byte[]> bodies) throws Exception;
    }
}
