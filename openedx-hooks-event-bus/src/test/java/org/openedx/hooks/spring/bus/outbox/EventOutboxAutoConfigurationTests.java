/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.bus.EventBusAutoConfiguration;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.bus.actuate.EventBusActuatorAutoConfiguration;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class EventOutboxAutoConfigurationTests {

    private static final String[] ROUTED = {
        "event-bus.producer-mode=outbox",
        "event-bus.topic-prefix=prod",
        "event-bus-producer-config.org.openedx.learning.auth.session.login.completed.v1.auth.event-key-field="
                + "user.pii.username",
        "event-bus-producer-config.org.openedx.learning.auth.session.login.completed.v1.auth.enabled=true"
    };

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    EventBusAutoConfiguration.class,
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
        routed().withPropertyValues(
                        "event-bus.producer-mode=on-commit", "event-bus.topics.auth.producer-mode=immediate")
                .run(context -> assertThat(context).doesNotHaveBean(EventOutbox.class));
        routed().withPropertyValues("event-bus.producer-mode=on-commit", "event-bus.topics.auth.producer-mode=outbox")
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
                            Objects.requireNonNull(new UnusableOutboxFailureAnalyzer().analyze(failure));
                    assertThat(analysis.getDescription()).contains("openedx_outbox_schema are not in the database");
                    assertThat(analysis.getAction()).contains("event-bus.outbox.initialize-schema=always");
                });
    }

    @Test
    void aDatabaseThatTheOutboxHasNoTablesForKeepsTheApplicationFromStarting() {
        for (String mode : List.of("always", "never")) {
            contextRunner
                    .withBean(DataSource.class, () -> database("Sybase"))
                    .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox.initialize-schema=" + mode)
                    .run(context -> {
                        FailureAnalysis analysis = Objects.requireNonNull(new UnusableOutboxFailureAnalyzer()
                                .analyze(Objects.requireNonNull(context.getStartupFailure())));
                        assertThat(analysis.getDescription()).endsWith("no tables for this database: Sybase");
                        assertThat(analysis.getAction())
                                .startsWith("Use one of these databases: PostgreSQL, H2.")
                                .contains("event-bus.outbox.platform to postgresql or h2");
                    });
        }
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox.platform=h3")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("h3, as event-bus.outbox.platform says"));
        contextRunner
                .withPropertyValues("event-bus.producer-mode=outbox", "event-bus.outbox.platform=h2")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static DataSource database(String product) {
        DataSource dataSource = mock(DataSource.class, RETURNS_DEEP_STUBS);
        try {
            when(dataSource.getConnection().getMetaData().getDatabaseProductName())
                    .thenReturn(product);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
        return dataSource;
    }

    @Test
    void aReactiveApplicationIsToldThatTheOutboxIsNotForIt() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class,
                        EventBusAutoConfiguration.class,
                        EventOutboxAutoConfiguration.class))
                .withUserConfiguration(InMemory.class)
                .withBean(ReactiveTransactionManager.class, () -> mock(ReactiveTransactionManager.class))
                .withPropertyValues(ROUTED)
                .run(context -> {
                    Throwable failure = Objects.requireNonNull(context.getStartupFailure());
                    assertThat(failure).rootCause().isInstanceOf(InvalidHookConfigurationException.class);
                    assertThat(((InvalidHookConfigurationException) rootCause(failure)).report())
                            .contains("topic \"auth\" has the producer mode outbox, but there is no outbox: ")
                            .contains("this application has reactive ones only")
                            .contains("bean of type org.openedx.hooks.spring.bus.EventOutbox");
                });
    }

    @Test
    void anOutboxThatIsAskedForAndCannotBeKeepsTheApplicationFromStarting() {
        contextRunner
                .withPropertyValues("event-bus.outbox.enabled=true")
                .withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
                .run(context -> assertThat(report(context.getStartupFailure()))
                        .contains("event-bus.outbox.enabled is true, but there is no outbox: it needs a DataSource"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enable=true     | there is no setting "enable" in event-bus.outbox. Did you mean "enabled"?
            batch-sise=5    | Did you mean "batch-size"?
            health.maxage=x | event-bus.outbox.health.max-age must be a duration such as 2s or 500ms, found "x".
            enabled=maybe   | event-bus.outbox.enabled must be true or false, found "maybe".
            batch-size=0    | event-bus.outbox.batch-size must be at least 1, but is 0.
            batch-size=10001 | event-bus.outbox.batch-size must be at most 10000, but is 10001.
            """)
    void aWrongSettingIsToldAlsoWhereNoTopicUsesTheOutbox(String setting, String message) {
        contextRunner
                .withPropertyValues("event-bus.outbox." + setting)
                .run(context -> assertThat(report(context.getStartupFailure())).contains(message));
    }

    @Test
    void allNumbersThatAreWrongAreToldAtOnceAndOnce() {
        contextRunner
                .withPropertyValues(
                        "event-bus.outbox.batch-size=0",
                        "event-bus.outbox.poll-interval=-1s",
                        "event-bus.outbox.max-attempts=x",
                        "event-bus.outbox.health.max-age=0",
                        "event-bus.outbox.health.max-dead=-1")
                .run(context -> assertThat(report(context.getStartupFailure()))
                        .contains("5 problems")
                        .containsOnlyOnce("event-bus.outbox.batch-size must be at least 1, but is 0.")
                        .containsOnlyOnce("event-bus.outbox.poll-interval must be positive, but is PT-1S.")
                        .containsOnlyOnce("event-bus.outbox.max-attempts must be a whole number")
                        .containsOnlyOnce("event-bus.outbox.health.max-age must be positive, but is PT0S.")
                        .containsOnlyOnce("event-bus.outbox.health.max-dead must"));
    }

    private static String report(@Nullable Throwable failure) {
        Throwable thrown = failure instanceof InvalidHookConfigurationException ? failure : rootCause(failure);
        return ((InvalidHookConfigurationException) thrown).report();
    }

    @Test
    void severalDatabasesOfWhichNoneIsPrimaryAreNamed() {
        routed().withBean("orders", DataSource.class, () -> mock(DataSource.class))
                .withBean("learners", DataSource.class, () -> mock(DataSource.class))
                .run(context -> assertThat(
                                ((InvalidHookConfigurationException) rootCause(context.getStartupFailure())).report())
                        .contains("there are several DataSources, orders, learners."));
    }

    private static Throwable rootCause(@Nullable Throwable failure) {
        return Objects.requireNonNull(NestedExceptionUtils.getRootCause(Objects.requireNonNull(failure)));
    }

    @Test
    void rowsOfTypesThatAreGoneAndWithDamagedBytesGoOutAsTheyAreAndAreCounted() {
        routed().withBean(SimpleMeterRegistry.class)
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .run(context -> {
                    EventMetadata gone = new EventMetadata(
                            HookType.of("com.example.shop.book.sold.v1"),
                            UUID.randomUUID(),
                            0,
                            "openedx/test/web",
                            "host",
                            java.time.Instant.EPOCH,
                            List.of(1));
                    byte[] damaged = {-1, -1, -1, -1, -1};
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> {
                                context.getBean(EventOutbox.class)
                                        .store(new EventMessage("prod-auth", gone, null, damaged, "{}", Map.of()));
                                context.getBean(OpenEdxEvents.class).send(login("ada"));
                            });
                    Broker broker = context.getBean(InMemory.class).broker;
                    Awaitility.await().until(() -> broker.stored.size() == 2);
                    assertThat(broker.stored.get(0).metadata()).isEqualTo(gone);
                    assertThat(broker.stored.get(0).body()).isEqualTo(damaged);
                    Awaitility.await()
                            .until(() -> context
                                    .getBean(MeterRegistry.class)
                                    .find("openedx.hooks.bus.publish")
                                    .tag("type", "com.example.shop.book.sold.v1")
                                    .timers()
                                    .stream()
                                    .anyMatch(timer -> timer.count() == 1));
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
                    .run(context -> assertThat(report(context.getStartupFailure()))
                            .contains("event-bus.outbox." + setting.substring(0, setting.indexOf('=')) + " must"));
        }
    }

    @Test
    void aSentEventIsStoredWithItsTransactionAndRelayed_OUT_1() {
        routed().run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(status -> {
                events.send(login("rolled back"));
                status.setRollbackOnly();
            });
            List<EventMetadata> sent = new ArrayList<>();
            transaction.executeWithoutResult(
                    status -> events.send(login("ada")).metadata().ifPresent(sent::add));
            Broker broker = context.getBean(InMemory.class).broker;
            Awaitility.await().until(() -> broker.stored.size() == 1);
            EventMessage message = broker.stored.get(0);
            assertThat(message.metadata()).isEqualTo(sent.get(0));
            assertThat(message.topic()).isEqualTo("prod-auth");
            assertThat(EventCodecs.standard().of(SessionLoginCompleted.class).decode(message.body()))
                    .isEqualTo(login("ada"));
        });
    }

    @Test
    void whatIsToBeSentAfterTheCommitIsStoredInTheTransaction() {
        routed().run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(status -> {
                events.sendAfterCommit(login("rolled back"));
                status.setRollbackOnly();
            });
            transaction.executeWithoutResult(status -> {
                events.sendAfterCommit(login("ada"));
                assertThat(context.getBean(JdbcTemplate.class)
                                .queryForObject("SELECT COUNT(*) FROM openedx_outbox", Integer.class))
                        .isEqualTo(1);
            });
            Broker broker = context.getBean(InMemory.class).broker;
            Awaitility.await().until(() -> broker.stored.size() == 1);
            assertThat(EventCodecs.standard()
                            .of(SessionLoginCompleted.class)
                            .decode(broker.stored.get(0).body()))
                    .isEqualTo(login("ada"));
            Awaitility.await()
                    .until(() -> context.getBean(EventOutboxOperations.class)
                                    .topics()
                                    .get(0)
                                    .pending()
                            == 0);
        });
    }

    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void whatReceiversSendAfterTheCommitIsStoredInTransactionsOfItsOwn(boolean jpa, boolean autoCommit) {
        ApplicationContextRunner runner =
                jpa ? routed().withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class)) : routed();
        runner.withPropertyValues("spring.datasource.hikari.auto-commit=" + autoCommit)
                .withBean(AfterCommit.class)
                .run(context -> {
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> {
                                context.publishEvent("committed");
                                context.getBean(OpenEdxEvents.class)
                                        .sendAfterCommit(new StudentRegistrationCompleted(user("registered")));
                            });
                    Broker broker = context.getBean(InMemory.class).broker;
                    Awaitility.await().until(() -> broker.stored.size() == 4);
                    assertThat(broker.stored)
                            .extracting(message -> EventCodecs.standard()
                                    .of(SessionLoginCompleted.class)
                                    .decode(message.body())
                                    .user()
                                    .pii()
                                    .username())
                            .containsExactlyInAnyOrder(
                                    "committed", "committed again", "registered", "registered again");
                });
    }

    record AfterCommit(OpenEdxEvents events) {

        @TransactionalEventListener
        void on(String text) {
            events.send(login(text));
            events.send(login(text + " again"));
        }

        @EventListener
        void on(StudentRegistrationCompleted event) {
            events.send(login(event.user().pii().username()));
            events.sendAfterCommit(login(event.user().pii().username() + " again"));
        }
    }

    @Test
    void aSendThatCannotBeStoredFailsBeforeAnyReceiverIsCalled() {
        List<SessionLoginCompleted> received = new ArrayList<>();
        routed().withBean(Receiver.class, () -> new Receiver(received)).run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            assertThatThrownBy(() -> events.send(login("ada")))
                    .isInstanceOf(OutboxTransactionException.class)
                    .hasMessageContaining("org.openedx.learning.auth.session.login.completed.v1 was not sent");
            assertThat(received).isEmpty();
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(status -> events.send(login("ada")));
            assertThat(received).hasSize(1);
        });
    }

    @Test
    void theStateOfTheOutboxIsMetered() {
        routed().withBean(SimpleMeterRegistry.class)
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .run(context -> {
                    Broker broker = context.getBean(InMemory.class).broker;
                    broker.isAway();
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status ->
                                    context.getBean(OpenEdxEvents.class).send(login("ada")));
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    Awaitility.await()
                            .until(
                                    () -> registry
                                            .find("openedx.hooks.bus.outbox.pending")
                                            .tag("topic", "prod-auth")
                                            .gauges()
                                            .stream()
                                            .anyMatch(gauge -> gauge.value() == 1));
                    broker.isBack();
                    Awaitility.await()
                            .until(() ->
                                    registry
                                            .find("openedx.hooks.bus.publish")
                                            .tag("topic", "prod-auth")
                                            .timers()
                                            .stream()
                                            .anyMatch(timer -> timer.count() == 1));
                });
    }

    private ApplicationContextRunner routed() {
        return contextRunner.withPropertyValues(ROUTED);
    }

    private static SessionLoginCompleted login(String username) {
        return new SessionLoginCompleted(user(username));
    }

    private static UserData user(String username) {
        return new UserData(7, true, new UserPersonalData(username, "ada@example.com", "Ada"));
    }

    record Receiver(List<SessionLoginCompleted> received) {

        @EventListener
        void on(SessionLoginCompleted event) {
            received.add(event);
        }
    }

    @Test
    void healthTellsOfAnOutboxBeyondItsThresholds() {
        routed().withConfiguration(AutoConfigurations.of(EventBusActuatorAutoConfiguration.class))
                .withPropertyValues("event-bus.outbox.health.max-age=1ms")
                .run(context -> {
                    HealthIndicator health = context.getBean("openEdxEventBusHealthIndicator", HealthIndicator.class);
                    assertThat(Objects.requireNonNull(health.health()).getStatus())
                            .isEqualTo(Status.UP);
                    context.getBean(InMemory.class).broker.isAway();
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status ->
                                    context.getBean(OpenEdxEvents.class).send(login("ada")));
                    Awaitility.await()
                            .until(() -> Objects.requireNonNull(health.health())
                                    .getStatus()
                                    .equals(Status.OUT_OF_SERVICE));
                    assertThat(String.valueOf(
                                    Objects.requireNonNull(health.health()).getDetails()))
                            .contains("The outbox of topic prod-auth has 1 events to publish");
                });
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

    @Test
    void eventsAreStoredInTransactionsOfAnyManagerThatBindsTheConnection() {
        contextRunner
                .withBean(PlatformTransactionManager.class, OwnManager::new)
                .withPropertyValues("event-bus.producer-mode=outbox")
                .run(context -> {
                    assertThat(context)
                            .getBean(PlatformTransactionManager.class)
                            .isInstanceOf(OwnManager.class);
                    relaysWhatIsCommitted(context);
                });
    }

    /** As others may write it, with nothing of those that Spring has. */
    static final class OwnManager extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Autowired
        private transient DataSource dataSource;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object its, TransactionDefinition definition) {
            try {
                Connection connection = dataSource.getConnection();
                connection.setAutoCommit(false);
                ConnectionHolder holder = new ConnectionHolder(connection);
                holder.setSynchronizedWithTransaction(true);
                TransactionSynchronizationManager.bindResource(dataSource, holder);
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            end(Connection::commit);
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            end(Connection::rollback);
        }

        private void end(End end) {
            ConnectionHolder holder = (ConnectionHolder) TransactionSynchronizationManager.unbindResource(dataSource);
            try (Connection connection = holder.getConnection()) {
                end.of(connection);
                connection.setAutoCommit(true);
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }

        private interface End {

            void of(Connection connection) throws SQLException;
        }
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
                List.of(1));
        return new EventMessage("learning", metadata, null, new byte[] {1}, "{}", Map.of());
    }

    @Configuration(proxyBeanMethods = false)
    static class InMemory {

        final Broker broker = new Broker();

        @Bean
        EventBusBroker broker() {
            return broker.asBroker();
        }
    }
}
