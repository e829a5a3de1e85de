/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Relays in several processes, of which one is killed (OUT-2)")
@Timeout(300)
class RelayProcessesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int EVENTS = 1200;

    private static final int KEYS = 7;

    private static final int BATCH = 100;

    @TempDir
    private Path folder;

    private final HikariDataSource dataSource = Databases.POSTGRESQL.open();

    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);

    private final Map<Long, Process> relays = new HashMap<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process relay : relays.values()) {
            relay.destroyForcibly();
            relay.waitFor();
        }
        dataSource.close();
    }

    @Test
    void aTopicHasOneRelayAndAnotherTakesOverWhenItIsKilled() throws Exception {
        OutboxProperties settings = OutboxTests.settings(3, Duration.ZERO, OutboxProperties.Transaction.REQUIRED);
        new OutboxSchemaInitializer(dataSource, settings).afterPropertiesSet();
        jdbc.execute("CREATE TABLE delivered (position BIGSERIAL PRIMARY KEY, process BIGINT, topic TEXT, key TEXT,"
                + " body TEXT, at TIMESTAMPTZ DEFAULT clock_timestamp())");
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        JdbcEventOutbox outbox = new JdbcEventOutbox(
                new OutboxTables(dataSource, null),
                new StoredMessages(
                        EventCodecs.standard(), HookCatalog.load(getClass().getClassLoader())),
                settings.transaction(),
                transaction,
                topic -> {},
                Clock.systemUTC());
        for (int i = 0; i < 3; i++) {
            startRelay();
        }
        for (int i = 0; i < EVENTS; i++) {
            int number = i;
            transaction.executeWithoutResult(status -> {
                outbox.store(message("one", number));
                outbox.store(message("two", number));
            });
            if (number == EVENTS / 2) {
                await().atMost(PATIENCE).until(() -> !delivered("one").isEmpty());
                killRelayOf("one");
            }
        }
        await().atMost(PATIENCE)
                .until(() -> jdbc.queryForList("SELECT 1 FROM openedx_outbox LIMIT 1")
                        .isEmpty());

        assertThat(relays.values().stream().filter(Process::isAlive)).hasSize(2);
        for (String topic : List.of("one", "two")) {
            List<String> delivered = delivered(topic);
            assertThat(new LinkedHashSet<>(delivered)).hasSize(EVENTS);
            assertThat(delivered.size() - EVENTS).as("twice").isBetween(0, BATCH);
            Map<Integer, Integer> last = new HashMap<>();
            for (String body : new LinkedHashSet<>(delivered)) {
                int number = Integer.parseInt(body);
                assertThat(number).as("order of a key").isGreaterThan(last.getOrDefault(number % KEYS, -1));
                last.put(number % KEYS, number);
            }
        }
    }

    private void startRelay() throws Exception {
        Process relay = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        dataSource.getJdbcUrl())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("relay" + relays.size() + ".log").toFile())
                .start();
        relays.put(relay.pid(), relay);
    }

    /** As {@code kill -9} does, while it is at work. */
    private void killRelayOf(String topic) throws InterruptedException {
        Long process = jdbc.queryForObject(
                "SELECT process FROM delivered WHERE topic = ? ORDER BY position DESC LIMIT 1", Long.class, topic);
        Process relay = Objects.requireNonNull(relays.get(Objects.requireNonNull(process)));
        relay.destroyForcibly();
        relay.waitFor();
    }

    private List<String> delivered(String topic) {
        return jdbc.queryForList("SELECT body FROM delivered WHERE topic = ? ORDER BY position", String.class, topic);
    }

    private static EventMessage message(String topic, int number) {
        EventMetadata metadata = new EventMetadata(
                HookType.of("org.openedx.learning.course.enrollment.created.v1"),
                UUID.randomUUID(),
                0,
                "openedx/test/web",
                "host",
                Instant.EPOCH,
                List.of(1));
        byte[] key = ("key" + number % KEYS).getBytes(StandardCharsets.UTF_8);
        return new EventMessage(
                topic,
                metadata,
                new EventMessage.Key(key, "{\"name\": \"course_key\", \"type\": \"string\"}"),
                Integer.toString(number).getBytes(StandardCharsets.UTF_8),
                "{\"name\": \"CloudEvent\"}",
                Map.of());
    }
}
