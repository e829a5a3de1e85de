/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.bus.EventBusAutoConfiguration;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Users of Flyway and Liquibase copy one file")
class MigrationTests {

    @TempDir
    private Path folder;

    private final Broker broker = new Broker();

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    EventBusAutoConfiguration.class,
                    EventOutboxAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withBean(EventBusBroker.class, broker::asBroker)
            .withPropertyValues(
                    "event-bus.producer-mode=outbox",
                    "event-bus.outbox.initialize-schema=never",
                    "event-bus.outbox.poll-interval=50ms");

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theScriptIsAMigrationOfFlyway(Databases database) throws IOException {
        copyScript(database, "V1__openedx_outbox.sql");
        contextRunner
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=filesystem:" + folder)
                .withBean(DataSource.class, database::open)
                .run(context -> relays(
                        context.getBean(EventOutbox.class),
                        context.getBean(DataSource.class),
                        context.getBean(PlatformTransactionManager.class),
                        "flyway_schema_history"));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theScriptIsAChangeOfLiquibase(Databases database) throws IOException {
        copyScript(database, "openedx_outbox.sql");
        Files.writeString(folder.resolve("changelog.yaml"), """
                databaseChangeLog:
                  - changeSet:
                      id: openedx-outbox
                      author: us
                      changes:
                        - sqlFile: {path: openedx_outbox.sql, relativeToChangelogFile: true}
                """);
        contextRunner
                .withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues("spring.liquibase.change-log=file:" + folder.resolve("changelog.yaml"))
                .withBean(DataSource.class, database::open)
                .run(context -> relays(
                        context.getBean(EventOutbox.class),
                        context.getBean(DataSource.class),
                        context.getBean(PlatformTransactionManager.class),
                        "databasechangelog"));
    }

    private void copyScript(Databases database, String name) throws IOException {
        String script = "schema-" + database.name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = OutboxTables.class.getResourceAsStream(script)) {
            Files.copy(Objects.requireNonNull(in), folder.resolve(name));
        }
    }

    private void relays(EventOutbox outbox, DataSource dataSource, PlatformTransactionManager manager, String history) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM \"" + history(jdbc, history) + "\"", Integer.class))
                .as("the tables were made by it")
                .isPositive();
        EventMetadata metadata = new EventMetadata(
                HookType.of("org.openedx.learning.course.enrollment.created.v1"),
                UUID.randomUUID(),
                0,
                "openedx/test/web",
                "host",
                java.time.Instant.EPOCH,
                List.of(1));
        new TransactionTemplate(manager)
                .executeWithoutResult(status ->
                        outbox.store(new EventMessage("learning", metadata, null, new byte[] {1}, "{}", Map.of())));
        Awaitility.await().until(() -> broker.stored.size() == 1);
    }

    /** Each database and each tool writes the names of tables in its own case. */
    private static String history(JdbcTemplate jdbc, String name) {
        return jdbc.queryForList(
                        "SELECT table_name FROM information_schema.tables WHERE LOWER(table_name) = ?",
                        String.class,
                        name)
                .get(0);
    }
}
