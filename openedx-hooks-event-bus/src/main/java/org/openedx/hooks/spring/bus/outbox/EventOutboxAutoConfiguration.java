/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusBrokers;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.openedx.hooks.spring.bus.OutboxTelemetry;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Auto-configuration of the outbox: the tables, the store and the relay. It is there if any topic has the producer mode
 * outbox; an {@link EventOutbox} of the application's own replaces it. Its settings are bound, and so checked, also
 * where they are not in use.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
            "org.openedx.hooks.spring.bus.redis.RedisEventBusAutoConfiguration",
            "org.openedx.hooks.spring.bus.kafka.KafkaEventBusAutoConfiguration"
        },
        beforeName = "org.openedx.hooks.spring.bus.EventBusAutoConfiguration")
@ConditionalOnClass({JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class})
@EnableConfigurationProperties(OutboxProperties.class)
public final class EventOutboxAutoConfiguration {

    EventOutboxAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSingleCandidate(DataSource.class)
    @Conditional(OnOutboxCondition.class)
    static class WantedConfiguration {

        @Bean
        OutboxSchemaInitializer openEdxOutboxSchemaInitializer(DataSource dataSource, OutboxProperties properties) {
            return new OutboxSchemaInitializer(dataSource, properties);
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnMissingBean(EventOutbox.class)
        static class JdbcConfiguration {

            private static final EventBusProducer NO_BROKER = message -> CompletableFuture.failedFuture(
                    new BrokerUnavailableException("There is no broker: add the module of one", null));

            private final Clock clock = Clock.systemUTC();

            @Bean
            @DependsOnDatabaseInitialization
            OutboxTables openEdxOutboxTables(DataSource dataSource, OutboxProperties properties) {
                OutboxTables tables = new OutboxTables(dataSource, properties.platform());
                tables.check();
                return tables;
            }

            @Bean
            StoredMessages openEdxStoredMessages(EventCodecs codecs, HookCatalog catalog) {
                return new StoredMessages(codecs, catalog);
            }

            @Bean
            OutboxRelay openEdxOutboxRelay(
                    DataSource dataSource,
                    OutboxTables tables,
                    StoredMessages messages,
                    EventBusBrokers brokers,
                    OutboxTelemetry telemetry,
                    ObjectProvider<JdbcOutboxOperations> operations,
                    OutboxProperties properties) {
                EventBusBroker broker = brokers.producing();
                RelayTurn turns = new RelayTurn(
                        tables, messages, broker == null ? NO_BROKER : broker.producer(), properties, telemetry, clock);
                return new OutboxRelay(
                        tables,
                        turns,
                        transaction(dataSource),
                        properties,
                        clock,
                        topic -> telemetry.topic(
                                topic, () -> operations.getObject().topic(topic)));
            }

            @Bean
            JdbcEventOutbox openEdxEventOutbox(
                    DataSource dataSource,
                    OutboxTables tables,
                    StoredMessages messages,
                    OutboxRelay relay,
                    OutboxProperties properties) {
                return new JdbcEventOutbox(
                        tables, messages, properties.transaction(), newTransaction(dataSource), relay::wake, clock);
            }

            @Bean
            JdbcOutboxOperations openEdxEventOutboxOperations(
                    DataSource dataSource, OutboxTables tables, OutboxRelay relay, OutboxProperties properties) {
                return new JdbcOutboxOperations(tables, relay, transaction(dataSource), properties.health(), clock);
            }

            private static TransactionTemplate newTransaction(DataSource dataSource) {
                TransactionTemplate template = transaction(dataSource);
                template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                return template;
            }

            /** Not the application's transaction manager, which may be of another kind: only the connection matters. */
            private static TransactionTemplate transaction(DataSource dataSource) {
                return new TransactionTemplate(new JdbcTransactionManager(dataSource));
            }
        }
    }
}
