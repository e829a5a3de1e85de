/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class EventOutboxAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EventOutboxAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withUserConfiguration(InMemory.class)
            .withPropertyValues("spring.datasource.generate-unique-name=true", "event-bus.outbox.poll-interval=50ms");

    @Test
    void thereIsNoOutboxUnlessATopicIsPublishedThroughIt() {
        contextRunner.run(context -> assertThat(context).doesNotHaveBean(EventOutbox.class));
        contextRunner
                .withPropertyValues("event-bus.topics.learning.producer-mode=immediate")
                .run(context -> assertThat(context).doesNotHaveBean(EventOutbox.class));
        contextRunner
                .withPropertyValues("event-bus.topics.learning.producer-mode=outbox")
                .run(context -> assertThat(context).hasSingleBean(EventOutbox.class));
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox")
                .run(context -> assertThat(context).hasSingleBean(EventOutbox.class));
    }

    @Test
    void theOutboxCanBeKeptToRelayWhatIsLeftInItAndSwitchedOff() {
        contextRunner
                .withPropertyValues("event-bus.outbox.enabled=true")
                .run(context -> assertThat(context).hasSingleBean(EventOutbox.class));
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(EventOutbox.class));
    }

    @Test
    void thereIsNoOutboxWithoutSpringJdbc() {
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox")
                .withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
                .run(context -> assertThat(context).doesNotHaveBean(EventOutbox.class));
    }

    @Test
    void anOutboxOfTheApplicationsOwnReplacesTheTables() {
        EventOutbox own = message -> {};
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox")
                .withBean(EventOutbox.class, () -> own)
                .run(context -> {
                    assertThat(context).getBean(EventOutbox.class).isSameAs(own);
                    assertThat(context).doesNotHaveBean(OutboxRelay.class);
                });
    }

    @Test
    void missingTablesKeepTheApplicationFromStarting() {
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox.initialize-schema=never")
                .run(context -> {
                    assertThat(context).hasFailed();
                    Throwable failure = Objects.requireNonNull(context.getStartupFailure());
                    FailureAnalysis analysis =
                            Objects.requireNonNull(new MissingOutboxTablesFailureAnalyzer().analyze(failure));
                    assertThat(analysis.getDescription()).contains("openedx_outbox_schema are not in the database");
                    assertThat(analysis.getAction()).contains("event-bus.outbox.initialize-schema=always");
                });
    }

    @Test
    void settingsThatCannotWorkKeepTheApplicationFromStarting() {
        for (String setting : new String[] {
            "batch-size=0",
            "max-attempts=0",
            "poll-interval=0s",
            "publish-timeout=-1s",
            "retry-delay=0s",
            "max-retry-delay=0s",
            "retention=-1s",
            "health.max-age=0s",
            "health.max-dead=-1"
        }) {
            contextRunner
                    .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox." + setting)
                    .run(context -> assertThat(context)
                            .as(setting)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining(
                                    "event-bus.outbox." + setting.substring(0, setting.indexOf('=')) + " must"));
        }
    }

    @Test
    void anInstanceMayStoreWithoutRelaying() {
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox.relay=false")
                .run(context -> {
                    assertThat(context.getBean(OutboxRelay.class).isRunning()).isFalse();
                    send(context);
                    assertThat(context.getBean(EventOutboxOperations.class).topics())
                            .singleElement()
                            .satisfies(topic -> assertThat(topic.pending()).isEqualTo(1));
                });
    }

    @Test
    void eventsAreStoredInTransactionsOfJdbc() {
        contextRunner.withPropertyValues("event-bus.producer-mode=outbox").run(this::relaysWhatIsCommitted);
    }

    @Test
    void eventsAreStoredInTransactionsOfJpa() {
        contextRunner
                .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withPropertyValues("event-bus.producer-mode=outbox")
                .run(context -> {
                    assertThat(context)
                            .getBean(PlatformTransactionManager.class)
                            .isInstanceOf(JpaTransactionManager.class);
                    relaysWhatIsCommitted(context);
                });
    }

    @Test
    void eventsAreStoredInTransactionsOfJooq() {
        contextRunner
                .withConfiguration(AutoConfigurations.of(JooqAutoConfiguration.class))
                .withPropertyValues("event-bus.producer-mode=outbox")
                .run(context -> {
                    org.jooq.DSLContext jooq = context.getBean(org.jooq.DSLContext.class);
                    EventOutbox outbox = context.getBean(EventOutbox.class);
                    jooq.transaction(configuration -> outbox.store(message()));
                    Broker broker = context.getBean(InMemory.class).broker;
                    Awaitility.await().until(() -> broker.stored.size() == 1);
                    try {
                        jooq.transaction(configuration -> {
                            outbox.store(message());
                            throw new IllegalStateException("roll back");
                        });
                    } catch (IllegalStateException ex) {
                        assertThat(ex).hasMessage("roll back");
                    }
                    relaysWhatIsCommitted(context);
                });
    }

    private void relaysWhatIsCommitted(AssertableApplicationContext context) {
        Broker broker = context.getBean(InMemory.class).broker;
        int before = broker.stored.size();
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            context.getBean(EventOutbox.class).store(message());
            status.setRollbackOnly();
        });
        send(context);
        Awaitility.await().until(() -> broker.stored.size() > before);
        Awaitility.await()
                .until(() -> context.getBean(EventOutboxOperations.class)
                                .topics()
                                .get(0)
                                .pending()
                        == 0);
        assertThat(broker.stored).hasSize(before + 1);
    }

    private static void send(AssertableApplicationContext context) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(
                        status -> context.getBean(EventOutbox.class).store(message()));
    }

    private static EventMessage message() {
        EventMetadata metadata = new EventMetadata(
                HookType.of("org.openedx.learning.course.enrollment.created.v1"),
                UUID.randomUUID(),
                0,
                "openedx/test/web",
                "host",
                java.time.Instant.EPOCH,
                java.util.List.of(1));
        return new EventMessage("learning", metadata, null, new byte[] {1}, "{}", Map.of());
    }

    @Configuration(proxyBeanMethods = false)
    static class InMemory {

        final Broker broker = new Broker();

        @Bean
        HookCatalog catalog() {
            return HookCatalog.load(getClass().getClassLoader());
        }

        @Bean
        EventBusBroker broker() {
            return new EventBusBroker() {
                @Override
                public String name() {
                    return "memory";
                }

                @Override
                public EventBusProducer producer() {
                    return broker;
                }

                @Override
                public EventBusConsumer consumer(ConsumerSettings settings) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
