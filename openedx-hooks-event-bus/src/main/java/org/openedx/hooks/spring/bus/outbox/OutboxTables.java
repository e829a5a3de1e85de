/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.DeadOutboxEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * All the SQL of the outbox, in words that every supported database knows. Each call joins its thread's transaction.
 */
final class OutboxTables {

    private static final String COLUMNS =
            "id, event_type, event_key, key_schema, metadata, headers, body, body_schema, created_at, attempts";

    /**
     * The rows of a topic in a state, the earliest first. Not with {@code state = ?}: while nearly all rows are in that
     * state, PostgreSQL would go along the primary key, and keep to it when it has to pass over all those that were
     * published since, until somebody analyzes the table.
     */
    private static final String FIRST =
            " FROM openedx_outbox WHERE topic = ? AND state BETWEEN ? AND ? ORDER BY state, id LIMIT ?";

    /** What is to be tried again, due or not, without anything that may be large. */
    private static final String RETRIES = "SELECT id, event_key, next_attempt_at" + FIRST;

    private static final String READY = "SELECT " + COLUMNS + FIRST;

    /**
     * The lock, and what it is for: only the lock's holder reads anything, and not what was there before it had the
     * lock, whatever the connection's own isolation.
     */
    private static final String POSTGRESQL_TURN = String.join(
            "; ",
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
            "SELECT paused, set_config('idle_in_transaction_session_timeout', ?, true),"
                    + " set_config('openedx_hooks.topic', topic, true)"
                    + " FROM (SELECT topic, paused FROM openedx_outbox_topic WHERE topic = ? FOR UPDATE SKIP LOCKED) held",
            ofTopicHeld(RETRIES),
            ofTopicHeld(READY));

    private static final String SAVEPOINT = "SAVEPOINT openedx_hooks";

    /** How many rows are counted before a count only says that there are more. */
    static final int COUNTED = 100_000;

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus.outbox");

    private final JdbcTemplate jdbc;

    /** Asked for when it is needed: the database may be away for now. */
    private final SingletonSupplier<OutboxDatabase> database;

    /** For which managers bind the connections of their transactions. */
    private final DataSource managed;

    /** Whether connections are outside of transactions as they are within them: some pools are told so. */
    private volatile boolean withoutAutoCommit;

    OutboxTables(DataSource dataSource, @Nullable String platform) {
        this.managed =
                dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                        ? proxy.getTargetDataSource()
                        : dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.database = SingletonSupplier.of(() -> OutboxDatabase.of(dataSource, platform));
    }

    /** Fails if the tables are not there; a database that is away may come back. Not within a transaction. */
    void check() {
        try {
            withoutAutoCommit = !hasAutoCommit();
            take("", Duration.ofSeconds(1), 1, 1);
            removePublished("", Instant.EPOCH, 1);
            dead("", 1);
            schema("");
        } catch (BadSqlGrammarException ex) {
            throw new UnusableOutboxException(
                    "Events are to be published through the outbox, but its tables openedx_outbox, openedx_outbox_topic"
                            + " and openedx_outbox_schema are not in the database, or are others than this version needs: "
                            + Printable.of(ex.getMostSpecificCause().getMessage()),
                    "Run the script schema-%s.sql, which lies in the package org/openedx/hooks/spring/bus/outbox of openedx-hooks-event-bus, by Flyway, Liquibase or by hand; or let the application do it with event-bus.outbox.initialize-schema=always."
                            .formatted(database.obtain().platform()),
                    ex);
        } catch (DataAccessException ex) {
            log.warn("The database of the outbox does not answer; it is tried again when the outbox is needed", ex);
        }
    }

    void insert(
            String topic,
            String eventType,
            byte @Nullable [] key,
            @Nullable String keySchema,
            String metadata,
            @Nullable String headers,
            byte[] body,
            String bodySchema,
            Instant now) {
        jdbc.update(
                "INSERT INTO openedx_outbox (topic, event_type, event_key, key_schema, metadata, headers, body,"
                        + " body_schema, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                insert -> {
                    insert.setString(1, topic);
                    insert.setString(2, eventType);
                    if (key == null) {
                        insert.setNull(3, Types.VARBINARY);
                    } else {
                        insert.setBytes(3, key);
                    }
                    insert.setString(4, keySchema);
                    insert.setString(5, metadata);
                    insert.setString(6, headers);
                    insert.setBytes(7, body);
                    insert.setString(8, bodySchema);
                    insert.setObject(9, time(now));
                });
    }

    boolean hasSchema(String fingerprint) {
        return exists("SELECT 1 FROM openedx_outbox_schema WHERE fingerprint = ?", fingerprint);
    }

    void addSchema(String fingerprint, String text) {
        insertOnce("INSERT INTO openedx_outbox_schema (fingerprint, schema_text) VALUES (?, ?)", fingerprint, text);
    }

    Optional<String> schema(String fingerprint) {
        return jdbc
                .queryForList(
                        "SELECT schema_text FROM openedx_outbox_schema WHERE fingerprint = ?",
                        String.class,
                        fingerprint)
                .stream()
                .findFirst();
    }

    boolean hasTopic(String topic) {
        return exists("SELECT 1 FROM openedx_outbox_topic WHERE topic = ?", topic);
    }

    void addTopic(String topic) {
        insertOnce("INSERT INTO openedx_outbox_topic (topic) VALUES (?)", topic);
    }

    List<String> topics() {
        return jdbc.queryForList("SELECT topic FROM openedx_outbox_topic ORDER BY topic", String.class);
    }

    /**
     * Takes the lock of a topic for the rest of the transaction, and finds what there is to publish: on PostgreSQL by
     * one round trip, since a relay into a fast broker mostly waits for the database's answers. There the lock is lost
     * by a relay that does nothing for the given time: a process that was stopped, and not killed, would hold it for
     * ever.
     *
     * @return empty if another relay has the lock
     */
    Optional<Turn> take(String topic, Duration atMost, int retriesAtMost, int readyAtMost) {
        RowMapper<Boolean> paused = (row, number) -> row.getBoolean(1);
        RowMapper<Retry> retry = (row, number) -> retry(row);
        RowMapper<OutboxRow> ready = (row, number) -> row(row);
        if (database.obtain() == OutboxDatabase.POSTGRESQL) {
            return jdbc.execute(POSTGRESQL_TURN, (PreparedStatementCallback<Optional<Turn>>) statement -> {
                Object[] arguments = {
                    Long.toString(atMost.toMillis()),
                    topic,
                    RowState.RETRY.code(),
                    RowState.RETRY.code(),
                    retriesAtMost,
                    RowState.READY.code(),
                    RowState.READY.code(),
                    readyAtMost
                };
                new ArgumentPreparedStatementSetter(arguments).setValues(statement);
                statement.execute();
                return turn(next(statement, paused), next(statement, retry), next(statement, ready));
            });
        }
        List<Boolean> locked = jdbc.query(
                "SELECT paused FROM openedx_outbox_topic WHERE topic = ? FOR UPDATE SKIP LOCKED", paused, topic);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        int retrying = RowState.RETRY.code();
        int waiting = RowState.READY.code();
        return turn(
                locked,
                jdbc.query(RETRIES, retry, topic, retrying, retrying, retriesAtMost),
                jdbc.query(READY, ready, topic, waiting, waiting, readyAtMost));
    }

    private static Optional<Turn> turn(List<Boolean> locked, List<Retry> retries, List<OutboxRow> ready) {
        return locked.stream().findFirst().map(paused -> new Turn(paused, retries, ready));
    }

    private static <T> List<T> next(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        statement.getMoreResults();
        try (ResultSet rows = statement.getResultSet()) {
            return new RowMapperResultSetExtractor<>(mapper).extractData(rows);
        }
    }

    private static String ofTopicHeld(String query) {
        return query.replace("topic = ?", "topic = current_setting('openedx_hooks.topic', true)");
    }

    /**
     * What the holder of a topic's lock finds.
     *
     * @param retries what is to be tried again, due or not, the earliest first
     * @param ready the first rows that are ready, the earliest first
     */
    record Turn(boolean paused, List<Retry> retries, List<OutboxRow> ready) {}

    /** Some rows, the earliest first. */
    List<OutboxRow> rows(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.query(
                        "SELECT " + COLUMNS + " FROM openedx_outbox WHERE id" + in(ids) + " ORDER BY id",
                        (row, number) -> row(row),
                        ids.toArray());
    }

    /** A row that the broker has refused, what orders it, and when it is tried again: one for each key. */
    record Retry(long id, @Nullable ByteBuffer key, Instant at) {}

    private static String in(Collection<Long> ids) {
        return " IN (" + String.join(",", Collections.nCopies(ids.size(), "?")) + ")";
    }

    void delete(Collection<Long> ids) {
        delete(ids, "");
    }

    /** As {@link #delete}, until {@link #takeBack()}: on PostgreSQL by one round trip. */
    void deleteForNow(Collection<Long> ids) {
        if (database.obtain() == OutboxDatabase.POSTGRESQL) {
            delete(ids, SAVEPOINT + "; ");
        } else {
            jdbc.execute(SAVEPOINT);
            delete(ids);
        }
    }

    /** As {@link #keep}, until {@link #takeBack()}. */
    void keepForNow(Collection<Long> ids, Instant publishedAt) {
        jdbc.execute(SAVEPOINT);
        keep(ids, publishedAt);
    }

    /** Undoes what was done for now in the thread's transaction, and all after it. */
    void takeBack() {
        jdbc.execute("ROLLBACK TO " + SAVEPOINT);
    }

    private void delete(Collection<Long> ids, String before) {
        if (!ids.isEmpty() && database.obtain() == OutboxDatabase.POSTGRESQL) {
            jdbc.update(
                    before + "DELETE FROM openedx_outbox WHERE id = ANY (?)",
                    delete -> delete.setArray(1, delete.getConnection().createArrayOf("bigint", ids.toArray())));
        } else if (!ids.isEmpty()) {
            jdbc.update("DELETE FROM openedx_outbox WHERE id" + in(ids), ids.toArray());
        }
    }

    void keep(Collection<Long> ids, Instant publishedAt) {
        List<Object[]> arguments = ids.stream()
                .map(id -> new Object[] {RowState.PUBLISHED.code(), time(publishedAt), id})
                .toList();
        jdbc.batchUpdate("UPDATE openedx_outbox SET state = ?, published_at = ? WHERE id = ?", arguments);
    }

    void park(Collection<Long> ids) {
        List<Object[]> arguments = ids.stream()
                .map(id -> new Object[] {RowState.WAITING.code(), id})
                .toList();
        jdbc.batchUpdate("UPDATE openedx_outbox SET state = ? WHERE id = ?", arguments);
    }

    void unpark(String topic, byte[] key) {
        jdbc.update(
                "UPDATE openedx_outbox SET state = ? WHERE topic = ? AND state = ? AND event_key = ?",
                RowState.READY.code(),
                topic,
                RowState.WAITING.code(),
                key);
    }

    void refused(long id, RowState state, int attempts, @Nullable Instant nextAttempt, String error) {
        jdbc.update(
                "UPDATE openedx_outbox SET state = ?, attempts = ?, next_attempt_at = ?, last_error = ? WHERE id = ?",
                state.code(),
                attempts,
                nextAttempt == null ? null : time(nextAttempt),
                error,
                id);
    }

    /** Removes some of what has been kept long enough, looking at the earliest only, and returns how many that were. */
    int removePublished(String topic, Instant before, int limit) {
        List<Long> old = jdbc.queryForList(
                "SELECT id FROM (SELECT id, published_at FROM openedx_outbox WHERE topic = ? AND state = ? ORDER BY id"
                        + " LIMIT ?) earliest WHERE published_at < ?",
                Long.class,
                topic,
                RowState.PUBLISHED.code(),
                limit,
                time(before));
        delete(old);
        return old.size();
    }

    /** How many rows there are, at most {@link #COUNTED} and one. */
    int count(String topic, RowState state) {
        Integer count = jdbc.queryForObject(
                "SELECT COUNT(*) FROM (SELECT 1 AS one FROM openedx_outbox WHERE topic = ? AND state = ? LIMIT ?) counted",
                Integer.class,
                topic,
                state.code(),
                COUNTED + 1);
        return count == null ? 0 : count;
    }

    Optional<Instant> oldest(String topic, RowState state) {
        return jdbc
                .query(
                        "SELECT created_at" + FIRST,
                        (row, number) -> instant(row, "created_at"),
                        topic,
                        state.code(),
                        state.code(),
                        1)
                .stream()
                .findFirst();
    }

    boolean isPaused(String topic) {
        return exists("SELECT 1 FROM openedx_outbox_topic WHERE topic = ? AND paused = ?", topic, true);
    }

    int pause(String topic, boolean paused) {
        return jdbc.update("UPDATE openedx_outbox_topic SET paused = ? WHERE topic = ?", paused, topic);
    }

    /** The dead rows, the earliest first: identifiers and classes, none of the data. */
    List<DeadOutboxEvent> dead(String topic, int limit) {
        return jdbc.query(
                "SELECT id, event_type, created_at, attempts, last_error" + FIRST,
                (row, number) -> new DeadOutboxEvent(
                        row.getLong("id"),
                        row.getString("event_type"),
                        instant(row, "created_at"),
                        row.getInt("attempts"),
                        Objects.requireNonNullElse(row.getString("last_error"), "")),
                topic,
                RowState.DEAD.code(),
                RowState.DEAD.code(),
                limit);
    }

    int revive(String topic, @Nullable Long id) {
        String all = "UPDATE openedx_outbox SET state = ?, attempts = 0 WHERE topic = ? AND state = ?";
        return id == null
                ? jdbc.update(all, RowState.READY.code(), topic, RowState.DEAD.code())
                : jdbc.update(all + " AND id = ?", RowState.READY.code(), topic, RowState.DEAD.code(), id);
    }

    int drop(String topic, @Nullable Long id) {
        String all = "DELETE FROM openedx_outbox WHERE topic = ? AND state = ?";
        return id == null
                ? jdbc.update(all, topic, RowState.DEAD.code())
                : jdbc.update(all + " AND id = ?", topic, RowState.DEAD.code(), id);
    }

    /**
     * Whether the thread's connection belongs to a transaction: outside of one each statement commits by itself. Where
     * none does, the transaction's manager must have bound the connection.
     */
    boolean isInTransaction() {
        boolean bound = TransactionSynchronizationManager.hasResource(managed);
        return !hasAutoCommit() && (bound || !withoutAutoCommit);
    }

    private boolean hasAutoCommit() {
        return Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) Connection::getAutoCommit));
    }

    private boolean exists(String query, Object... arguments) {
        return !jdbc.queryForList(query, Integer.class, arguments).isEmpty();
    }

    /** Another transaction may add the same at the same time, and that must not break this one. */
    private void insertOnce(String insert, String... values) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
            try {
                insert(connection, insert, values);
                if (before != null) {
                    connection.releaseSavepoint(before);
                }
            } catch (SQLException ex) {
                if (before != null) {
                    connection.rollback(before);
                }
                if (!(jdbc.getExceptionTranslator().translate("insert", insert, ex) instanceof DuplicateKeyException)) {
                    throw ex;
                }
                return false;
            }
            return true;
        });
    }

    private static void insert(Connection connection, String insert, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** By positions: names cost more. */
    private static OutboxRow row(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong(1),
                row.getString(2),
                row.getBytes(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBytes(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getInt(10));
    }

    private static Retry retry(ResultSet row) throws SQLException {
        byte[] key = row.getBytes(2);
        OffsetDateTime at = row.getObject(3, OffsetDateTime.class);
        return new Retry(
                row.getLong(1), key == null ? null : ByteBuffer.wrap(key), at == null ? Instant.MIN : at.toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
