/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two publishers with an outbox, two consumers with groups of their own, a Redis and a PostgreSQL, all under load, are
 * killed at random. Afterwards every event of a committed transaction must have been received by both groups, none of
 * one that was rolled back, in the order of their keys, and not more often than kills explain.
 */
class ChaosTests {

    private static final Path REDIS = Path.of("/usr/bin/redis-server");

    /** What one kill may deliver again: a batch of the relay, and one of the consumer. */
    private static final int BATCHES = 100 + 64;

    private static final Duration CATCHING_UP = Duration.ofMinutes(2);

    private enum Blow {
        KILL_BROKER,
        STOP_BROKER,
        KILL_DATABASE,
        KILL_PUBLISHER,
        KILL_RELAY_IN_ITS_TRANSACTION,
        KILL_CONSUMER_IN_ITS_RECEIVER
    }

    private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);

    private final List<Child> children = new ArrayList<>();

    private final List<Child> publishers = new ArrayList<>();

    private final List<Child> consumers = new ArrayList<>();

    private int runs;

    @TempDir
    Path directory;

    @Test
    void everyCommittedEventArrivesInTheOrderOfItsKeyWhateverIsKilled() throws Exception {
        assumeTrue(Files.isExecutable(REDIS), "needs redis-server");
        String seedProperty = System.getProperty("chaos.seed", "");
        long seed = seedProperty.isBlank() ? System.nanoTime() : Long.parseLong(seedProperty);
        long seconds = Long.getLong("chaos.seconds", 60);
        System.out.printf("Chaos for %d s with seed %d: -Dchaos.seed=%d%n", seconds, seed, seed);
        Random random = new Random(seed);
        int redisPort = freePort();
        Child redis = child(new Child(
                "redis",
                directory,
                List.of(
                        REDIS.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(redisPort),
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes"),
                Map.of()));
        try (Database database = new Database(directory, freePort())) {
            database.execute("CREATE TABLE drawn (key VARCHAR(100), number BIGINT)");
            redis.start();
            awaitPort(redisPort);
            Map<String, String> environment =
                    Map.of("EVENT_BUS_REDIS_CONNECTION_URL", "redis://127.0.0.1:" + redisPort);
            for (String group : List.of("one", "two")) {
                Child consumer = child(Child.java(
                        "consumer-" + group,
                        directory,
                        Consumer.class,
                        environment,
                        "--spring.config.name=consumer",
                        "--group=" + group,
                        "--file=" + file(group)));
                consumers.add(consumer);
                consumer.start();
            }
            for (String name : List.of("p1", "p2")) {
                Child publisher = child(Child.java(
                        name,
                        directory,
                        Publisher.class,
                        environment,
                        "--spring.config.name=publisher",
                        "--spring.datasource.url=" + database.url(name)));
                publishers.add(publisher);
                publisher.start("--run=" + name + "-" + ++runs);
            }
            awaitFirst(database);
            Instant end = Instant.now().plusSeconds(seconds);
            while (Instant.now().isBefore(end)) {
                Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
                strike(blow, redis, redisPort, database, random);
                blows.merge(blow, 1, Integer::sum);
                for (Child publisher : publishers) {
                    if (!publisher.isAlive()) { // it found no database when it started, as a supervisor expects
                        publisher.start("--run=" + publisher + "-" + ++runs);
                    }
                }
                assertThat(consumers).allMatch(Child::isAlive, "still run: see " + logs());
                Thread.sleep(500 + random.nextInt(2000));
            }
            for (Child publisher : publishers) {
                publisher.kill(); // whoever is left relays what is there
            }
            Child relay = publishers.get(0);
            relay.start("--run=none", "--draw=false");
            verify(database, end);
        } finally {
            for (Child child : children) {
                child.signal("CONT");
                child.kill();
            }
        }
    }

    private void strike(Blow blow, Child redis, int redisPort, Database database, Random random) throws Exception {
        switch (blow) {
            case KILL_BROKER -> {
                redis.kill();
                Thread.sleep(random.nextInt(3000));
                redis.start();
                awaitPort(redisPort);
            }
            case STOP_BROKER -> {
                redis.signal("STOP");
                Thread.sleep(6000 + random.nextInt(2000)); // longer than any time-out
                redis.signal("CONT");
            }
            case KILL_DATABASE -> database.killAndRestart();
            case KILL_PUBLISHER -> restart(publishers.get(random.nextInt(publishers.size())));
            case KILL_RELAY_IN_ITS_TRANSACTION -> restart(relaying(database));
            case KILL_CONSUMER_IN_ITS_RECEIVER -> {
                Child consumer = consumers.get(random.nextInt(consumers.size()));
                awaitBegun(consumer);
                consumer.kill();
                consumer.start();
            }
        }
    }

    private void restart(Child publisher) throws Exception {
        publisher.kill();
        publisher.start("--run=" + publisher + "-" + ++runs);
    }

    /** The publisher that has the lock of the topic at this moment. */
    private Child relaying(Database database) throws Exception {
        Instant end = Instant.now().plusSeconds(10);
        while (Instant.now().isBefore(end)) {
            try {
                List<String> holders = database.query("SELECT application_name FROM pg_stat_activity WHERE state ="
                        + " 'idle in transaction' AND query LIKE '%openedx_outbox%' AND query NOT LIKE 'INSERT%'");
                for (Child publisher : publishers) {
                    if (holders.contains(publisher.toString())) {
                        return publisher;
                    }
                }
            } catch (SQLException ex) {
                Thread.sleep(100); // it has just been killed
            }
        }
        return publishers.get(0);
    }

    /** Waits until a receiver is at work, as far as its file says. */
    private void awaitBegun(Child consumer) throws Exception {
        Path file = file(consumer.toString().replace("consumer-", ""));
        Instant end = Instant.now().plusSeconds(5);
        while (Instant.now().isBefore(end)) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith("begin")) {
                    return;
                }
            }
            Thread.sleep(20);
        }
    }

    private void awaitFirst(Database database) throws Exception {
        Instant end = Instant.now().plus(CATCHING_UP);
        while (Instant.now().isBefore(end)) {
            if (Files.exists(file("one")) && Files.exists(file("two"))) {
                return;
            }
            assertThat(children).allMatch(Child::isAlive, "all run: see " + logs());
            Thread.sleep(200);
        }
        throw new AssertionError("Nothing was received: " + logs() + database.query("SELECT COUNT(*) FROM drawn"));
    }

    private void verify(Database database, Instant ended) throws Exception {
        Set<String> drawn = new HashSet<>(database.query("SELECT key || ' ' || number FROM drawn"));
        Instant end = Instant.now().plus(CATCHING_UP);
        Map<String, Received> received = new HashMap<>();
        while (Instant.now().isBefore(end)) {
            received.clear();
            for (String group : List.of("one", "two")) {
                received.put(group, Received.of(Files.readAllLines(file(group))));
            }
            if (received.values().stream()
                    .allMatch(group -> group.counts.keySet().containsAll(drawn))) {
                break;
            }
            Thread.sleep(500);
        }
        int kills = blows.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf("%d events, blows: %s%n", drawn.size(), blows);
        received.forEach((group, all) -> {
            Set<String> lost = new HashSet<>(drawn);
            lost.removeAll(all.counts.keySet());
            Set<String> never = new HashSet<>(all.counts.keySet());
            never.removeAll(drawn);
            System.out.printf(
                    "group %s: %d received, %d lost, %d of transactions that were rolled back, %d duplicates, longest gap"
                            + " %d ms, caught up %d s after the last blow%n",
                    group,
                    all.counts.size(),
                    lost.size(),
                    never.size(),
                    all.duplicates(),
                    all.longestGap,
                    Duration.between(ended, Instant.now()).toSeconds());
            assertThat(lost).as("committed, and never received by " + group).isEmpty();
            assertThat(never).as("rolled back, and received by " + group).isEmpty();
            assertThat(all.disorder)
                    .as("out of the order of its key in " + group)
                    .isEmpty();
            assertThat(all.duplicates()).as("duplicates of " + group).isLessThanOrEqualTo(kills * BATCHES);
        });
        assertThat(database.query("SELECT state FROM openedx_outbox"))
                .as("left in the outbox")
                .isEmpty();
    }

    /** What a group has received. */
    private static final class Received {

        private final Map<String, Integer> counts = new HashMap<>();

        private final List<String> disorder = new ArrayList<>();

        private long longestGap;

        static Received of(List<String> lines) {
            Received received = new Received();
            Map<String, Long> last = new HashMap<>();
            long before = 0;
            for (String line : lines) {
                String[] parts = line.split(" ", -1);
                if (!parts[0].equals("end") || parts.length != 4) {
                    continue;
                }
                long number = Long.parseLong(parts[2]);
                if (received.counts.merge(parts[1] + " " + number, 1, Integer::sum) == 1
                        && number < last.getOrDefault(parts[1], -1L)) {
                    received.disorder.add(line);
                }
                last.merge(parts[1], number, Math::max);
                long time = Long.parseLong(parts[3]);
                received.longestGap = before == 0 ? 0 : Math.max(received.longestGap, time - before);
                before = time;
            }
            return received;
        }

        int duplicates() {
            return counts.values().stream().mapToInt(count -> count - 1).sum();
        }
    }

    private Child child(Child child) {
        children.add(child);
        return child;
    }

    private Path file(String group) {
        return directory.resolve("received-" + group);
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                String all = Files.readString(log);
                text.append(log.getFileName()).append(": ").append(all, Math.max(0, all.length() - 2000), all.length());
            }
        }
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException ex) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("Nobody listens on " + port);
    }
}
