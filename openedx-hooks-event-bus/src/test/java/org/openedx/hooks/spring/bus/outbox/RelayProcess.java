/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.OutboxTelemetry;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An instance that relays, to be killed. What it publishes goes into a table, with its process. */
final class RelayProcess {

    private RelayProcess() {}

    public static void main(String[] arguments) {
        HikariDataSource dataSource = pool(arguments[0]);
        JdbcTemplate broker = new JdbcTemplate(pool(arguments[0]));
        long process = ProcessHandle.current().pid();
        EventBusProducer producer = message -> {
            broker.update(
                    "INSERT INTO delivered (process, topic, key, body) VALUES (?, ?, ?, ?)",
                    process,
                    message.topic(),
                    message.key() == null ? null : text(message.key().bytes()),
                    text(message.body()));
            return CompletableFuture.completedFuture(new Receipt("1"));
        };
        OutboxTables tables = new OutboxTables(dataSource, null);
        OutboxProperties settings = OutboxTests.settings(3, Duration.ZERO, OutboxProperties.Transaction.REQUIRED);
        StoredMessages messages =
                new StoredMessages(EventCodecs.standard(), HookCatalog.load(RelayProcess.class.getClassLoader()));
        OutboxTelemetry telemetry = new OutboxTelemetry() {
            @Override
            public void published(EventMessage message, Receipt receipt, Duration age) {}

            @Override
            public void topic(String topic, Supplier<OutboxTopic> state) {}
        };
        new OutboxRelay(
                        tables,
                        new RelayTurn(tables, messages, producer, settings, telemetry, Clock.systemUTC()),
                        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                        settings,
                        Clock.systemUTC(),
                        topic -> {})
                .start();
        try {
            Thread.sleep(Duration.ofMinutes(5).toMillis()); // whoever started it ends it sooner
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
