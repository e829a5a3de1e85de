/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A class of the event bus without one of its remedies, and what a run must find then. */
@SuppressWarnings("ImmutableEnumChecker") // its collections are
enum Mutation {

    /** The relay removes what it has sent, and does not wait for the broker's word. */
    DELETED_BEFORE_ACKNOWLEDGED(
            "redis",
            "event-bus/outbox/RelayTurn",
            Map.of(
                    "Throwable unused = await(CompletableFuture.allOf(receipts), deadline);", "",
                    "return receipt.isDone() && !receipt.isCompletedExceptionally();", "return true;",
                    "Throwable failure = await(one.receipt(), deadline);", "Throwable failure = null;",
                    "one.receipt().join(),", "new Receipt(\"unknown\"),"),
            Set.of(Verdict.Check.LOST)),

    /** The relay goes on behind the last row that it has seen. */
    CURSOR_BY_ID(
            "redis",
            "event-bus/outbox/OutboxTables",
            Map.of(
                    "jdbc.execute(POSTGRESQL_TURN,",
                    "jdbc.execute(new StringBuilder(POSTGRESQL_TURN)"
                            + ".insert(POSTGRESQL_TURN.lastIndexOf(\"ORDER\"), \"AND id > \" + last + \" \").toString(),",
                    "void deleteForNow(Collection<Long> ids) {",
                    "private volatile long last; void deleteForNow(Collection<Long> ids) {"
                            + " for (long id : ids) { last = Math.max(last, id); }"),
            Set.of(Verdict.Check.LOST, Verdict.Check.ORDER, Verdict.Check.BACKLOG)),

    /** Every instance relays, whoever else does. */
    NO_LOCK(
            "redis",
            "event-bus/outbox/OutboxTables",
            Map.of("WHERE topic = ? FOR UPDATE SKIP LOCKED) held", "WHERE topic = ?) held"),
            Set.of(Verdict.Check.DUPLICATES)),

    /** The event is stored by a transaction of its own, not by the sender's. */
    STORED_BESIDE_THE_TRANSACTION(
            "redis",
            "event-bus/outbox/JdbcEventOutbox",
            Map.of(
                    "if (active && !over) {",
                    "if (active && over) {",
                    "} else if (over || mode ==",
                    "} else if (active || mode =="),
            Set.of(Verdict.Check.ROLLED_BACK)),

    /** Redis is told that messages were dealt with, and then they are. */
    ACKNOWLEDGED_BEFORE_RECEIVED(
            "redis",
            "redis-spring-boot-starter/redis/RedisSession",
            Map.of(
                    "List<String> done = new ArrayList<>(entries.size());",
                    "acknowledge(inHand); List<String> done = new ArrayList<>(entries.size());"),
            Set.of(Verdict.Check.LOST)),

    /** A consumer that starts again does not read what it had in hand when it was killed. */
    PENDING_NOT_READ(
            "redis",
            "redis-spring-boot-starter/redis/RedisSession",
            Map.of("if (pendings.isDue()) {", "if (pendings.isDue() && count < 0) {"),
            Set.of(Verdict.Check.LOST, Verdict.Check.BACKLOG)),

    /** Offsets are committed when messages were fetched, and then they are dealt with. */
    COMMITTED_BEFORE_RECEIVED(
            "kafka",
            "kafka-spring-boot-starter/kafka/KafkaSession",
            Map.of(
                    "boolean complete = false;",
                    "records.partitions().forEach(all -> records.records(all).forEach(one -> acknowledge(all, one)));"
                            + " commitAndWait(handled); boolean complete = false;",
                    "acknowledge(partition, record);",
                    ";"),
            Set.of(Verdict.Check.LOST)),

    /** The events of a key are on several partitions. */
    ANY_PARTITION(
            "kafka",
            "kafka-spring-boot-starter/kafka/KafkaSender",
            Map.of(
                    "partition(key, partitions(connected, topic))",
                    "(int) (System.nanoTime() % partitions(connected, topic))"),
            Set.of(Verdict.Check.ORDER)),

    /** Some messages are not counted. */
    FORGETFUL_METER(
            "kafka",
            "event-bus/MessageProcessor",
            Map.of("services.meters().consumed(", "if (started % 20 != 0) services.meters().consumed("),
            Set.of(Verdict.Check.METERS));

    private static final Path ROOT = Path.of(System.getProperty("chaos.root", ".."));

    private static final String PACKAGE = "org/openedx/hooks/spring/bus/";

    final String broker;

    /** At least one of them must be broken. */
    final Set<Verdict.Check> found;

    private final String module;

    private final String className;

    private final Map<String, String> replacements;

    Mutation(String broker, String source, Map<String, String> replacements, Set<Verdict.Check> found) {
        int slash = source.indexOf('/');
        this.broker = broker;
        this.module = "openedx-hooks-" + source.substring(0, slash);
        this.className = source.substring(slash + 1);
        this.replacements = replacements;
        this.found = found;
    }

    /** Whether the remedy is one of this broker, or one of both. */
    boolean appliesTo(String anyBroker) {
        return broker.equals(anyBroker) || module.equals("openedx-hooks-event-bus");
    }

    /** The source of the class without the remedy. */
    String source() throws IOException {
        String source = Files.readString(ROOT.resolve(module + "/src/main/java/" + PACKAGE + className + ".java"));
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            if (!source.contains(replacement.getKey())) {
                throw new IllegalStateException(this + " does not fit any more: " + replacement.getKey());
            }
            source = source.replace(replacement.getKey(), replacement.getValue());
        }
        return source;
    }

    /** Compiles the class, and returns the folder that is to be the first of the class path. */
    Path compile(Path directory) throws IOException {
        Path mutated = directory.resolve("mutated/" + PACKAGE + className + ".java");
        Path classes = directory.resolve("mutated-classes");
        Files.createDirectories(mutated.getParent());
        Files.createDirectories(classes);
        Files.writeString(mutated, source());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-parameters",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(mutated))
                    .call()) {
                throw new IllegalStateException(this + " cannot be compiled");
            }
        }
        return classes;
    }
}
