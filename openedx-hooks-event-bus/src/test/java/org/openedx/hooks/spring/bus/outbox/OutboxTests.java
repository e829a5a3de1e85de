/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.DeadOutboxEvent;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.OutboxTelemetry;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@ParameterizedClass(name = "{0}")
@EnumSource(Databases.class)
class OutboxTests {

    private static final String TOPIC = "prod-learning";

    private static final String KEY_SCHEMA = "{\"name\": \"course_key\", \"type\": \"string\"}";

    private final Databases database;

    private HikariDataSource dataSource;

    private OutboxTables tables;

    private TransactionTemplate transaction;

    private final Broker broker = new Broker();

    private final List<String> shown = new CopyOnWriteArrayList<>();

    private final List<Receipt> told = new CopyOnWriteArrayList<>();

    private boolean deaf;

    private final OutboxTelemetry telemetry = new OutboxTelemetry() {
        @Override
        public void published(EventMessage message, Receipt receipt, Duration age) {
            if (deaf) {
                throw new IllegalStateException("thrown by the test");
            }
            told.add(receipt);
        }

        @Override
        public void topic(String topic, Supplier<OutboxTopic> state) {}
    };

    private final List<OutboxRelay> relays = new ArrayList<>();

    private OutboxProperties settings = settings(3, Duration.ZERO, OutboxProperties.Transaction.REQUIRED);

    private final StoredMessages messages = new StoredMessages(
            EventCodecs.standard(), HookCatalog.load(getClass().getClassLoader()));

    OutboxTests(Databases database) {
        this.database = database;
    }

    @BeforeEach
    void makeTables() throws Exception {
        dataSource = database.open();
        new OutboxSchemaInitializer(dataSource, settings).afterPropertiesSet();
        tables = new OutboxTables(dataSource, null);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
        dataSource.close();
    }

    @Test
    void eventsOfACommittedTransactionAreRelayedInOrderAndRemoved_OUT_2() {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 250; i++) {
                store(relay, "key" + i % 7, "event " + i);
            }
        });
        awaitStored(250);
        for (int key = 0; key < 7; key++) {
            String wanted = "key" + key;
            assertThat(broker.stored.stream()
                            .filter(message -> wanted.equals(text(message)))
                            .map(message ->
                                    Integer.parseInt(Broker.body(message).substring(6))))
                    .isSorted()
                    .hasSizeGreaterThan(30);
        }
        awaitPending(0);
        assertThat(told).hasSize(250);
        assertThat(shown).containsExactly(TOPIC);
    }

    @Test
    void whatIsRelayedEqualsWhatWasStored() {
        OutboxRelay relay = start();
        EventMessage message = new EventMessage(
                TOPIC,
                metadata(),
                new EventMessage.Key(new byte[] {0, -1, 10}, KEY_SCHEMA),
                new byte[] {1, 0, -128, 39},
                "{\"name\": \"CloudEvent\"}",
                Map.of("traceparent", "00-\"a\"\n-b-01"));
        transaction.executeWithoutResult(status -> outbox(relay).store(message));
        awaitStored(1);
        assertThat(broker.stored.get(0)).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void eventsOfARolledBackTransactionAreNeverRelayed() {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "gone");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            Object savepoint = status.createSavepoint();
            store(relay, "a", "gone too");
            status.rollbackToSavepoint(savepoint);
            store(relay, "a", "kept");
        });
        awaitStored(1);
        assertThat(broker.bodies()).containsExactly("kept");
    }

    @Test
    void aSendWithoutTransactionIsRefusedUnlessItMayHaveItsOwn() {
        OutboxRelay relay = start();
        assertThatThrownBy(() -> store(relay, "a", "lonely"))
                .isInstanceOf(OutboxTransactionException.class)
                .hasMessageContaining("there is none")
                .hasMessageContaining("event-bus.outbox.transaction=own");
        settings = settings(3, Duration.ZERO, OutboxProperties.Transaction.OWN);
        store(relay, "a", "on its own");
        awaitStored(1);
        assertThat(broker.bodies()).containsExactly("on its own");
    }

    @Test
    void aTransactionOfAnotherDatabaseIsRefused() {
        OutboxRelay relay = start();
        try (HikariDataSource other = Databases.H2.open()) {
            TransactionTemplate elsewhere = new TransactionTemplate(new JdbcTransactionManager(other));
            assertThatThrownBy(() -> elsewhere.executeWithoutResult(status -> store(relay, "a", "lost")))
                    .isInstanceOf(OutboxTransactionException.class)
                    .hasMessageContaining("not one of the outbox's database");
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aLateCommitWithALowerIdIsNotSkipped() throws Exception {
        OutboxRelay relay = start();
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Void> late = inBackground(() -> transaction.executeWithoutResult(status -> {
            store(relay, "late", "first id");
            stored.countDown();
            await(commit);
        }));
        await(stored);
        assertThat(rows()).isZero();
        commit.countDown();
        late.get(20, TimeUnit.SECONDS);
        CountDownLatch storedAgain = new CountDownLatch(1);
        CountDownLatch commitAgain = new CountDownLatch(1);
        CompletableFuture<Void> second = inBackground(() -> transaction.executeWithoutResult(status -> {
            store(relay, "late", "lower id");
            storedAgain.countDown();
            await(commitAgain);
        }));
        await(storedAgain);
        transaction.executeWithoutResult(status -> store(relay, "early", "higher id"));
        awaitStored(2);
        commitAgain.countDown();
        second.get(20, TimeUnit.SECONDS);
        awaitStored(3);
        assertThat(broker.bodies()).containsExactly("first id", "higher id", "lower id");
    }

    @Test
    void aRefusedEventBlocksItsKeyAloneUntilItIsDead() {
        OutboxRelay relay = start();
        broker.refuses("bad");
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a1");
            store(relay, "b", "bad");
            store(relay, "a", "a2");
        });
        awaitStored(2);
        transaction.executeWithoutResult(status -> {
            store(relay, "b", "b2");
            store(relay, "b", "b3");
            store(relay, "c", "c1");
        });
        awaitStored(5);
        assertThat(broker.bodies()).startsWith("a1", "a2").endsWith("b2", "b3").contains("c1");
        awaitPending(1);
        OutboxTopic state = operations(relay).topics().get(0);
        assertThat(state.dead()).isEqualTo(1);
        assertThat(state.pending()).isZero();
        assertThat(operations(relay).dead(TOPIC, 10)).singleElement().satisfies(dead -> {
            assertThat(dead.attempts()).isEqualTo(3);
            assertThat(dead.lastError()).isEqualTo("java.lang.IllegalArgumentException");
        });
        broker.isBack();
        assertThat(operations(relay).retry(TOPIC, null)).isEqualTo(1);
        awaitStored(6);
        assertThat(broker.bodies()).endsWith("bad");
    }

    @Test
    void whatAnOperatorMustLookAfterIsSaid() {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        awaitStored(1);
        awaitPending(0);
        assertThat(operations(relay).problems()).isEmpty();
        operations(relay).pause(TOPIC, true);
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a2");
            store(relay, "a", "a3");
        });
        assertThat(operations(relay).problems()).isEmpty();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.update(
                "UPDATE openedx_outbox SET created_at = ?",
                java.sql.Timestamp.from(Instant.now().minusSeconds(400)));
        jdbc.update("UPDATE openedx_outbox SET state = 3 WHERE id = (SELECT MAX(id) FROM openedx_outbox)");
        assertThat(operations(relay).problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("The outbox of topic prod-learning has 1 events to publish, the oldest for 40")
                        .endsWith("; it is paused"))
                .anySatisfy(problem ->
                        assertThat(problem).isEqualTo("The outbox of topic prod-learning has 1 dead events"));
    }

    @Test
    void aDamagedRowIsDeadAndStopsNobody() {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> tables.addTopic(TOPIC));
        operations(relay).pause(TOPIC, true);
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a1");
            store(relay, "a", "a2");
            store(relay, "a", "a3");
        });
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.update("UPDATE openedx_outbox SET metadata = 'no json' WHERE id = 2");
        jdbc.update("UPDATE openedx_outbox SET body_schema = 'unknown' WHERE id = 1");
        operations(relay).pause(TOPIC, false);
        awaitStored(1);
        assertThat(broker.bodies()).containsExactly("a3");
        assertThat(operations(relay).dead(TOPIC, 10)).hasSize(2);
        assertThat(operations(relay).drop(TOPIC, 1L)).isEqualTo(1);
        assertThat(operations(relay).drop(TOPIC, null)).isEqualTo(1);
        assertThat(rows()).isZero();
    }

    @Test
    void aBrokerThatIsAwayCostsNoAttempt() {
        OutboxRelay relay = start();
        broker.isAway();
        transaction.executeWithoutResult(status -> store(relay, "a", "patient"));
        Awaitility.await().until(() -> relay.failure(TOPIC).isPresent());
        assertThat(relay.failure(TOPIC)).contains("org.openedx.hooks.spring.bus.BrokerUnavailableException");
        assertThat(new JdbcTemplate(dataSource).queryForList("SELECT attempts FROM openedx_outbox", Integer.class))
                .containsExactly(0);
        broker.isBack();
        awaitStored(1);
        Awaitility.await().until(() -> relay.failure(TOPIC).isEmpty());
    }

    @Test
    void nothingIsRemovedBeforeTheBrokerHasAcknowledged() {
        List<CompletableFuture<Receipt>> open = broker.leavesOpen();
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        Awaitility.await().until(() -> open.size() == 1);
        assertThat(rows()).isEqualTo(1);
        open.get(0).complete(new Receipt("1"));
        Awaitility.await().until(() -> rows() == 0);
    }

    @Test
    void whatTheBrokerDoesNotAnswerInTimeIsGivenUpBeforeItIsTriedAgain() {
        List<CompletableFuture<Receipt>> open = new CopyOnWriteArrayList<>();
        broker.answer = message -> {
            CompletableFuture<Receipt> receipt = new CompletableFuture<>();
            if (!open.isEmpty()) {
                receipt.complete(new Receipt("1"));
            }
            open.add(receipt);
            return receipt;
        };
        settings = settings(3, Duration.ZERO, OutboxProperties.Transaction.REQUIRED, Duration.ofSeconds(1));
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> rows() == 0);
        assertThat(open).hasSize(2);
        assertThat(open.get(0)).isCancelled();
    }

    @Test
    void onlyOneRelayAtATimeHasATopicAndAnotherTakesOver() {
        OutboxRelay one = start();
        OutboxRelay two = start();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 500; i++) {
                store(one, "key", "event " + i);
            }
        });
        awaitStored(500);
        assertThat(broker.bodies())
                .doesNotHaveDuplicates()
                .extracting(body -> Integer.parseInt(body.substring(6)))
                .isSorted();
        one.stop();
        transaction.executeWithoutResult(status -> store(one, "key", "event 500"));
        awaitStored(501);
        assertThat(two.isRelaying(TOPIC)).isTrue();
    }

    @Test
    void aPausedTopicIsNotRelayedByAnyInstanceUntilItGoesOn() {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        awaitStored(1);
        awaitPending(0);
        assertThat(operations(relay).pause(TOPIC, true)).isTrue();
        assertThat(operations(relay).pause("unknown", true)).isFalse();
        OutboxRelay other = start();
        transaction.executeWithoutResult(status -> store(other, "a", "a2"));
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> broker.stored.size() == 1);
        assertThat(operations(relay).topics().get(0).paused()).isTrue();
        operations(relay).pause(TOPIC, false);
        awaitStored(2);
    }

    @Test
    void publishedEventsAreKeptAsLongAsTheOperatorWants() {
        settings = settings(3, Duration.ofDays(1), OutboxProperties.Transaction.REQUIRED);
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        awaitStored(1);
        Awaitility.await()
                .until(() -> new JdbcTemplate(dataSource)
                        .queryForList("SELECT state FROM openedx_outbox", Integer.class)
                        .equals(List.of(RowState.PUBLISHED.code())));
        new JdbcTemplate(dataSource)
                .update("UPDATE openedx_outbox SET published_at = ?", java.sql.Timestamp.from(Instant.EPOCH));
        Awaitility.await().until(() -> rows() == 0);
        assertThat(broker.stored).hasSize(1);
    }

    @Test
    void twoTransactionsMayStoreTheFirstEventsOfATopicAtTheSameTime() {
        OutboxRelay relay = start();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String body = "event " + i;
            all.add(inBackground(() -> transaction.executeWithoutResult(status -> store(relay, "a", body))));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        awaitStored(4);
    }

    @Test
    void aTransactionInsideAnotherStoresForItself() {
        OutboxRelay relay = start();
        TransactionTemplate inner = new TransactionTemplate(
                new JdbcTransactionManager(dataSource),
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        transaction.executeWithoutResult(status -> store(relay, "a", "topic is known"));
        awaitStored(1);
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "outer");
            inner.executeWithoutResult(nested -> store(relay, "a", "inner"));
            awaitStored(2);
            status.setRollbackOnly();
        });
        assertThat(broker.bodies()).containsExactly("topic is known", "inner");
    }

    @Test
    void aLostTableIsSaidAndTheRelayGoesOnWhenItIsThereAgain() throws Exception {
        OutboxRelay relay = start();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        awaitStored(1);
        awaitPending(0);
        jdbc.execute("DROP TABLE openedx_outbox");
        Awaitility.await().until(() -> relay.failure(TOPIC).isPresent());
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> store(relay, "a", "a2")))
                .isInstanceOf(org.springframework.jdbc.BadSqlGrammarException.class);
        new OutboxSchemaInitializer(dataSource, settings).afterPropertiesSet();
        transaction.executeWithoutResult(status -> store(relay, "a", "a3"));
        awaitStored(2);
        Awaitility.await().until(() -> relay.failure(TOPIC).isEmpty());
    }

    @Test
    void aLostTableOfSchemasKillsNoEvent() throws Exception {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> tables.addTopic(TOPIC));
        operations(relay).pause(TOPIC, true);
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("DROP TABLE openedx_outbox_schema");
        operations(relay).pause(TOPIC, false);
        Awaitility.await().until(() -> relay.failure(TOPIC).isPresent());
        assertThat(operations(relay).topics().get(0).dead()).isZero();
        assertThat(operations(relay).problems())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("cannot be relayed by this instance: ")
                        .contains("BadSqlGrammarException"));
        operations(relay).pause(TOPIC, true);
        new OutboxSchemaInitializer(dataSource, settings).afterPropertiesSet();
        transaction.executeWithoutResult(status -> store(relay, "a", "a2"));
        operations(relay).pause(TOPIC, false);
        awaitStored(2);
        assertThat(broker.bodies()).containsExactly("a1", "a2");
    }

    @Test
    void aLostTableOfTopicsIsSaidAndTheRelayGoesOnWhenItIsThereAgain() throws Exception {
        OutboxRelay relay = start();
        JdbcEventOutbox outbox = outbox(relay);
        transaction.executeWithoutResult(status -> outbox.store(message(TOPIC, "a", "a1")));
        awaitStored(1);
        awaitPending(0);
        new JdbcTemplate(dataSource).execute("DROP TABLE openedx_outbox_topic");
        Awaitility.await().until(() -> relay.failure(TOPIC).isPresent());
        transaction.executeWithoutResult(status -> outbox.store(message(TOPIC, "a", "a2")));
        new OutboxSchemaInitializer(dataSource, settings).afterPropertiesSet();
        awaitStored(2);
        Awaitility.await().until(() -> relay.failure(TOPIC).isEmpty());
    }

    @Test
    void whatThePoolDoesNotCommitByItselfIsCommittedWhenAnOperatorAsksForIt() {
        takeFromAPoolWithoutAutoCommit();
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        awaitStored(1);
        assertThat(operations(relay).pause(TOPIC, true)).isTrue();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a2");
            store(relay, "a", "a3");
            new JdbcTemplate(dataSource).update("UPDATE openedx_outbox SET state = 3");
        });
        List<DeadOutboxEvent> dead = operations(relay).dead(TOPIC, 10);
        assertThat(operations(relay).drop(TOPIC, dead.get(0).id())).isEqualTo(1);
        assertThat(operations(relay).retry(TOPIC, null)).isEqualTo(1);
        assertThat(operations(relay).topics()).singleElement().satisfies(topic -> {
            assertThat(topic.paused()).isTrue();
            assertThat(topic.dead()).isZero();
            assertThat(topic.pending()).isEqualTo(1);
        });
        assertThat(operations(relay).pause(TOPIC, false)).isTrue();
        awaitStored(2);
        assertThat(broker.bodies()).containsExactly("a1", "a3");
    }

    @Test
    void aTransactionOfAnotherDatabaseIsRefusedAlsoIfThePoolCommitsNothingByItself() {
        takeFromAPoolWithoutAutoCommit();
        OutboxRelay relay = start();
        try (HikariDataSource other = Databases.H2.open()) {
            TransactionTemplate elsewhere = new TransactionTemplate(new JdbcTransactionManager(other));
            assertThatThrownBy(() -> elsewhere.executeWithoutResult(status -> store(relay, "a", "lost")))
                    .isInstanceOf(OutboxTransactionException.class)
                    .hasMessageContaining("not one of the outbox's database");
        }
        transaction.executeWithoutResult(status -> store(relay, "a", "kept"));
        awaitStored(1);
    }

    @Test
    void theHolderOfALockSeesWhatWasCommittedBeforeItHadItWhateverTheIsolationOfThePoolOnPostgresql() {
        assumeTrue(database == Databases.POSTGRESQL);
        tables.addTopic(TOPIC);
        TransactionTemplate repeatable = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        repeatable.executeWithoutResult(status -> {
            assertThat(tables.take(TOPIC, Duration.ofMinutes(1), 1, 1)).isPresent();
            assertThat(new JdbcTemplate(dataSource).queryForObject("SHOW transaction_isolation", String.class))
                    .isEqualTo("read committed");
        });
    }

    @Test
    void aRelayThatDoesNothingInItsTransactionLosesTheTopicOnPostgresql() {
        assumeTrue(database == Databases.POSTGRESQL);
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        awaitStored(1);
        awaitPending(0);
        assertThatThrownBy(() -> transaction.executeWithoutResult(hanging -> {
                    assertThat(tables.take(TOPIC, Duration.ofSeconds(1), 1, 1)).isPresent();
                    TransactionTemplate sender = new TransactionTemplate(
                            new JdbcTransactionManager(dataSource),
                            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
                    sender.executeWithoutResult(status -> store(relay, "a", "a2"));
                    awaitStored(2);
                }))
                .isInstanceOfAny(TransactionException.class, DataAccessException.class);
    }

    @Test
    void whatTheBrokerHasInHandComesToItsEndBeforeTheRelayIsStopped() throws Exception {
        List<CompletableFuture<Receipt>> open = broker.leavesOpen();
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        Awaitility.await().until(() -> open.size() == 1);
        assertThat(rows()).as("not gone before the broker has it").isEqualTo(1);
        CompletableFuture<Void> stopped = inBackground(relay::stop);
        Awaitility.await().until(() -> !relay.isRunning());
        transaction.executeWithoutResult(status -> store(relay, "a", "a2"));
        open.get(0).complete(new Receipt("1"));
        stopped.get(20, TimeUnit.SECONDS);
        assertThat(rows()).as("the other one is for another instance").isEqualTo(1);
        assertThat(open).hasSize(1);
    }

    /** It fails to remove what was sent, or to mark as dead what is damaged behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "UPDATE"})
    void whatIsOnItsWayIsWaitedForThoughTheDatabaseFailsMeanwhileOnPostgresql(String refused) {
        assumeTrue(database == Databases.POSTGRESQL);
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        List<CompletableFuture<Receipt>> open = broker.leavesOpen();
        OutboxRelay relay = relay();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a1");
            store(relay, "b", "damaged");
            jdbc.update("UPDATE openedx_outbox SET metadata = 'none' WHERE id = (SELECT MAX(id) FROM openedx_outbox)");
        });
        jdbc.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
                + " AS 'BEGIN RAISE EXCEPTION ''thrown by the test''; END'");
        jdbc.execute("CREATE TRIGGER refuse BEFORE " + refused
                + " ON openedx_outbox FOR EACH ROW EXECUTE FUNCTION refuse()");
        relay.start();
        Awaitility.await().until(() -> open.size() == 1);
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(open).as("what came again").hasSize(1));
        broker.isBack();
        open.get(0).complete(new Receipt("1"));
        Awaitility.await().until(() -> relay.failure(TOPIC).isPresent());
        jdbc.execute("DROP TRIGGER refuse ON openedx_outbox");
        Awaitility.await()
                .untilAsserted(() -> assertThat(jdbc.queryForList("SELECT state FROM openedx_outbox", Integer.class))
                        .as("only what is damaged is left")
                        .containsExactly(RowState.DEAD.code()));
        assertThat(broker.bodies()).contains("a1");
    }

    @Test
    void aTopicWhoseRowWasRemovedIsThereAgain() {
        OutboxRelay relay = start();
        JdbcEventOutbox outbox = outbox(relay);
        transaction.executeWithoutResult(status -> outbox.store(message(TOPIC, "a", "a1")));
        awaitStored(1);
        new JdbcTemplate(dataSource).update("DELETE FROM openedx_outbox_topic");
        transaction.executeWithoutResult(status -> outbox.store(message(TOPIC, "a", "a2")));
        awaitStored(2);
    }

    @Test
    void aSmallEventThatIsRefusedLateBlocksItsKeyAndWhatHasOvertakenItComesAgainBehindIt() {
        CompletableFuture<Receipt> late = new CompletableFuture<>();
        AtomicBoolean first = new AtomicBoolean(true);
        Function<EventMessage, CompletionStage<Receipt>> taking = broker.answer;
        broker.answer = message -> {
            if (Broker.body(message).equals("a1") && first.getAndSet(false)) {
                return late;
            }
            CompletionStage<Receipt> receipt = taking.apply(message);
            if (Broker.body(message).equals("a3")) {
                late.completeExceptionally(new IllegalArgumentException("refused late"));
            }
            return receipt;
        };
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a1");
            store(relay, "a", "a2");
            store(relay, "b", "b1");
            store(relay, "a", "a3");
        });
        awaitPending(0);
        assertThat(broker.bodies()).containsExactly("a2", "b1", "a3", "a1", "a2", "a3");
        assertThat(told).hasSize(4);
    }

    @Test
    void whatHasOvertakenAnEventThatIsDeadAtOnceDoesNotComeAgain() {
        settings = settings(1, Duration.ZERO, OutboxProperties.Transaction.REQUIRED);
        broker.refuses("bad");
        Function<EventMessage, CompletionStage<Receipt>> taking = broker.answer;
        CompletableFuture<Receipt> late = new CompletableFuture<>();
        broker.answer = message -> {
            if (Broker.body(message).equals("bad")) {
                return late;
            }
            late.completeExceptionally(new IllegalArgumentException("refused late"));
            return taking.apply(message);
        };
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "bad");
            store(relay, "a", "a2");
        });
        awaitPending(1);
        assertThat(operations(relay).topics().get(0).dead()).isEqualTo(1);
        assertThat(broker.bodies()).containsExactly("a2");
    }

    @Test
    void whatHasOvertakenAnEventThatTheBrokerDidNotAnswerComesAgainBehindIt_OUT_2() {
        AtomicBoolean first = new AtomicBoolean(true);
        Function<EventMessage, CompletionStage<Receipt>> taking = broker.answer;
        broker.answer = message -> {
            if (Broker.body(message).equals("a1") && first.getAndSet(false)) {
                return new CompletableFuture<Receipt>()
                        .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                        .thenCompose(nobody ->
                                CompletableFuture.failedFuture(new BrokerUnavailableException("no answer", null)));
            }
            return Broker.body(message).equals("a3")
                    ? CompletableFuture.failedFuture(new IllegalArgumentException("too large"))
                    : taking.apply(message);
        };
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a1");
            store(relay, "a", "a2");
            store(relay, "b", "b1");
            store(relay, "a", "a3");
            store(relay, "a", "a4");
        });
        awaitPending(1);
        assertThat(broker.bodies()).filteredOn(body -> !body.equals("b1")).endsWith("a1", "a2", "a4");
        assertThat(broker.bodies()).filteredOn(body -> body.equals("b1")).hasSize(1);
        assertThat(operations(relay).dead(TOPIC, 10))
                .extracting(DeadOutboxEvent::attempts)
                .containsExactly(3);
    }

    @Test
    void manyLargeEventsThatTheBrokerRefusesBlockTheirKeysAndNoOthers() {
        Function<EventMessage, CompletionStage<Receipt>> taking = broker.answer;
        broker.answer = message -> message.body().length > 100_000
                ? CompletableFuture.failedFuture(new IllegalArgumentException("too large"))
                : taking.apply(message);
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 20; i++) {
                store(relay, "large" + i, "x".repeat(200_000));
                store(relay, "large" + i, "behind " + i);
                store(relay, "small" + i, "small " + i);
            }
        });
        awaitStored(40);
        assertThat(operations(relay).topics().get(0).dead()).isEqualTo(20);
        assertThat(operations(relay).problems())
                .containsExactly("The outbox of topic prod-learning has 20 dead events");
    }

    @Test
    void anErrorOfTheBrokersLibraryIsARefusal() {
        Function<EventMessage, CompletionStage<Receipt>> taking = broker.answer;
        broker.answer = message -> {
            if (Broker.body(message).equals("bad")) {
                throw new NoClassDefFoundError("thrown by the test");
            }
            return taking.apply(message);
        };
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "bad");
            store(relay, "a", "a2");
        });
        awaitStored(1);
        assertThat(operations(relay).dead(TOPIC, 10))
                .extracting(DeadOutboxEvent::lastError)
                .containsExactly("java.lang.NoClassDefFoundError");
    }

    @Test
    void anErrorOfTheVirtualMachineEndsTheThreadAndAnotherGoesOn() {
        Function<EventMessage, CompletionStage<Receipt>> taking = broker.answer;
        broker.answer = message -> {
            broker.answer = taking;
            throw new StackOverflowError("thrown by the test");
        };
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        Awaitility.await().dontCatchUncaughtExceptions().until(() -> broker.stored.size() == 1);
    }

    @Test
    void whoeverFailsToHearOfAPublishedEventDoesNotKeepItInTheOutbox() {
        deaf = true;
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> {
            store(relay, "a", "a1");
            store(relay, "a", "a2");
        });
        awaitStored(2);
        awaitPending(0);
        assertThat(broker.stored).hasSize(2);
    }

    @Test
    void topicsThatWaitForTheBrokerLeaveConnectionsToTheApplication() throws Exception {
        List<CompletableFuture<Receipt>> open = broker.leavesOpen();
        OutboxRelay relay = start();
        for (int i = 0; i < 8; i++) {
            String topic = "prod-" + i;
            transaction.executeWithoutResult(status -> outbox(relay).store(message(topic, "a", "a1")));
        }
        Awaitility.await().until(() -> open.size() == 2);
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            taken.add(dataSource.getConnection());
        }
        assertThat(open).as("the settings allow two of the six connections").hasSize(2);
        for (Connection connection : taken) {
            connection.close();
        }
        broker.isBack();
        open.forEach(receipt -> receipt.complete(new Receipt("1")));
        awaitPending(0);
    }

    @Test
    void anEventThatAnOperatorHasSetToBeTriedAgainByHandIsTried() {
        OutboxRelay relay = start();
        transaction.executeWithoutResult(status -> tables.addTopic(TOPIC));
        operations(relay).pause(TOPIC, true);
        transaction.executeWithoutResult(status -> store(relay, "a", "a1"));
        new JdbcTemplate(dataSource).update("UPDATE openedx_outbox SET state = 1");
        operations(relay).pause(TOPIC, false);
        awaitStored(1);
    }

    @Test
    void aRowOfAnOlderReleaseGoesOutWithTheSchemaThatItWasWrittenWith() {
        OutboxRelay before = start();
        transaction.executeWithoutResult(status -> tables.addTopic(TOPIC));
        operations(before).pause(TOPIC, true);
        transaction.executeWithoutResult(status -> store(before, "a", "old"));
        before.stop();
        StoredMessages upgraded = new StoredMessages(
                EventCodecs.standard(), HookCatalog.load(getClass().getClassLoader()));
        String newer = "{\"name\": \"CloudEvent\", \"doc\": \"newer\"}";
        transaction.executeWithoutResult(status -> new JdbcEventOutbox(
                        tables, upgraded, settings.transaction(), transaction, topic -> {}, Clock.systemUTC())
                .store(new EventMessage(TOPIC, metadata(), null, new byte[] {1}, newer, Map.of())));
        OutboxRelay after = start();
        operations(after).pause(TOPIC, false);
        awaitStored(2);
        assertThat(broker.stored).extracting(EventMessage::schema).containsExactly("{\"name\": \"CloudEvent\"}", newer);
    }

    @Test
    void theQueriesForOperatorsOnThePageOnReliabilityRun() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "reliability.md"));
        List<String> statements = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .flatMap(block -> Arrays.stream(block.group(1).split(";\\s*", -1)))
                .filter(statement -> !statement.isBlank())
                .toList();
        assertThat(statements).hasSizeGreaterThan(3);
        OutboxRelay relay = start();
        broker.refuses("bad");
        transaction.executeWithoutResult(status -> store(relay, "a", "bad"));
        Awaitility.await().until(() -> operations(relay).topics().get(0).dead() == 1);
        for (String statement : statements) {
            if (!statement.startsWith("-- only PostgreSQL")) {
                assertThat(new JdbcTemplate(dataSource).queryForList(statement))
                        .as(statement)
                        .isNotEmpty();
            } else if (database == Databases.POSTGRESQL) {
                new JdbcTemplate(dataSource).queryForList(statement);
            }
        }
    }

    private void takeFromAPoolWithoutAutoCommit() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(dataSource.getJdbcUrl());
        config.setAutoCommit(false);
        dataSource.close();
        dataSource = new HikariDataSource(config);
        tables = new OutboxTables(dataSource, null);
        tables.check();
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    private OutboxRelay start() {
        OutboxRelay relay = relay();
        relay.start();
        return relay;
    }

    private OutboxRelay relay() {
        RelayTurn turns = new RelayTurn(tables, messages, broker, settings, telemetry, Clock.systemUTC());
        OutboxRelay relay = new OutboxRelay(tables, turns, transaction, settings, Clock.systemUTC(), topic -> {
            shown.add(topic);
            if (deaf) {
                throw new IllegalStateException("thrown by the test");
            }
        });
        relays.add(relay);
        return relay;
    }

    private JdbcEventOutbox outbox(OutboxRelay relay) {
        return new JdbcEventOutbox(
                tables, messages, settings.transaction(), transaction, relay::wake, Clock.systemUTC());
    }

    private JdbcOutboxOperations operations(OutboxRelay relay) {
        return new JdbcOutboxOperations(tables, relay, transaction, settings.health(), Clock.systemUTC());
    }

    private void store(OutboxRelay relay, String key, String body) {
        outbox(relay).store(message(TOPIC, key, body));
    }

    private static EventMessage message(String topic, String key, String body) {
        return new EventMessage(
                topic,
                metadata(),
                new EventMessage.Key(key.getBytes(StandardCharsets.UTF_8), KEY_SCHEMA),
                body.getBytes(StandardCharsets.UTF_8),
                "{\"name\": \"CloudEvent\"}",
                Map.of());
    }

    private static EventMetadata metadata() {
        return new EventMetadata(
                HookType.of("org.openedx.learning.course.enrollment.created.v1"),
                UUID.randomUUID(),
                0,
                "openedx/test/web",
                "host",
                Instant.parse("2026-11-20T10:11:12.345678Z"),
                List.of(0, 1, 0));
    }

    private static String text(EventMessage message) {
        return message.key() == null ? "" : new String(message.key().bytes(), StandardCharsets.UTF_8);
    }

    private int rows() {
        Integer rows =
                new JdbcTemplate(dataSource).queryForObject("SELECT COUNT(*) FROM openedx_outbox", Integer.class);
        return rows == null ? 0 : rows;
    }

    private void awaitStored(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> broker.stored.size() >= count);
        assertThat(broker.stored).hasSize(count);
    }

    private void awaitPending(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rows() == count);
    }

    /**
     * In a thread of its own: from Java 25 on the common pool has one thread on two cores, and transactions here wait
     * for each other.
     */
    private static CompletableFuture<Void> inBackground(Runnable task) {
        return CompletableFuture.runAsync(task, command -> new Thread(command, "background").start());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static OutboxProperties settings(int maxAttempts, Duration retention, OutboxProperties.Transaction transaction) {
        return settings(maxAttempts, retention, transaction, Duration.ofSeconds(5));
    }

    private static OutboxProperties settings(
            int maxAttempts, Duration retention, OutboxProperties.Transaction transaction, Duration publishTimeout) {
        return new OutboxProperties(
                null,
                DatabaseInitializationMode.ALWAYS,
                "classpath:org/openedx/hooks/spring/bus/outbox/schema-@@platform@@.sql",
                null,
                transaction,
                true,
                2,
                100,
                Duration.ofMillis(50),
                publishTimeout,
                maxAttempts,
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                retention,
                new OutboxProperties.Health(Duration.ofMinutes(5), 0));
    }
}
