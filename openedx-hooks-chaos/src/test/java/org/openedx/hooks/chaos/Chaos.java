/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run: two publishers with an outbox, two consumers, a broker and a database, all under load, are struck at random.
 * Each kind of blow comes once in each round; a blow does not wait for what the one before it has broken.
 */
final class Chaos implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How many commits it takes until something is on its way to the broker for certain. */
    private static final int COMMITS = 20;

    private final Settings settings;

    private final Random random;

    private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);

    private final List<Application> publishers = new ArrayList<>();

    private final List<Application> consumers = new ArrayList<>();

    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    private final Broker broker;

    private final Database database;

    private final long began = System.currentTimeMillis();

    private long firstBlow;

    private volatile boolean stopped;

    /**
     * How to run.
     *
     * @param kafka the broker, else Redis
     * @param seed chooses the blows
     * @param length how long to strike
     * @param rounds how often each kind of blow is struck in that time
     * @param allowance how many batches may come again for each blow: more than one where time-outs pass without a blow
     * @param still how long nothing may happen at the end before what is left is taken for lost
     * @param directory for logs and data
     * @param classPath of the applications
     */
    record Settings(
            boolean kafka,
            long seed,
            Duration length,
            int rounds,
            int allowance,
            Duration still,
            Path directory,
            String classPath) {}

    /** Starts everything. */
    Chaos(Settings settings) throws IOException, SQLException {
        this.settings = settings;
        this.random = new Random(settings.seed());
        Path directory = settings.directory();
        broker = settings.kafka()
                ? new KafkaBroker(directory, List.of("-cp", settings.classPath()))
                : new RedisBroker(directory);
        broker.process().start();
        database = new Database(directory, Child.freePort());
        database.execute("CREATE TABLE drawn (key VARCHAR(100), number BIGINT, at TIMESTAMP WITH TIME ZONE"
                + " DEFAULT clock_timestamp())");
        broker.prepare();
        int number = 1;
        for (String group : broker.groups()) {
            consumers.add(application(
                    "c" + number++, Consumer.class, "consumer", "--group=" + group, "--file=" + file(group)));
        }
        for (String name : List.of("p1", "p2")) {
            publishers.add(application(
                    name,
                    Publisher.class,
                    "publisher",
                    "--silence=" + silence(),
                    "--spring.datasource.url=" + database.url(name)));
        }
        Stream.concat(consumers.stream(), publishers.stream()).forEach(Application::start);
    }

    private Application application(String name, Class<?> main, String configuration, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.config.name=" + configuration);
        all.addAll(broker.arguments());
        Child process = Child.java(
                name,
                settings.directory(),
                List.of("-cp", settings.classPath()),
                main.getName(),
                all.toArray(String[]::new));
        return new Application(process, settings.directory());
    }

    /** Strikes for as long as the settings say, lets everybody finish, and looks at what has become of it. */
    Verdict run() throws Exception {
        awaitCalm();
        firstBlow = System.currentTimeMillis();
        long start = System.nanoTime();
        int all = settings.rounds() * Blow.values().length;
        List<Blow> round = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            if (round.isEmpty()) {
                round.addAll(List.of(Blow.values()));
                Collections.shuffle(round, random);
            }
            long due = start + settings.length().toNanos() / all * i;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Blow struck = strikeOneOf(round);
            round.remove(struck);
            blows.merge(struck, 1, Integer::sum);
        }
        long rest = start + settings.length().toNanos() - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(rest);
        Files.createFile(silence());
        return verdict(Duration.ofNanos(System.nanoTime() - start));
    }

    /** The first of these for which there is a victim, perhaps after a while. */
    private Blow strikeOneOf(List<Blow> round) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            supervise();
            for (Blow blow : round) {
                if (strike(blow)) {
                    return blow;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("There is no victim for any of %s: %s".formatted(round, logs()));
    }

    private boolean strike(Blow blow) throws InterruptedException {
        return switch (blow) {
            case KILL_BROKER -> isInUse() && killBroker();
            case STOP_BROKER -> isInUse() && stopBroker();
            case KILL_DATABASE -> isInUse() && killDatabase();
            case KILL_PUBLISHER -> killPublisher();
            case KILL_RELAY -> killRelay();
            case KILL_CONSUMER -> killConsumer();
        };
    }

    /** Whether a relay works at this moment, for which it needs both. */
    private boolean isInUse() {
        return !stopped && broker.isUp() && publishers.stream().anyMatch(this::isRelaying);
    }

    /** It is made to stand still first, so that something is on its way to it that it will never take. */
    private boolean killBroker() throws InterruptedException {
        broker.process().freeze();
        long enough = committed() + COMMITS;
        for (int i = 0; i < 40 && committed() < enough; i++) {
            Thread.sleep(50);
        }
        Thread.sleep(100);
        broker.process().kill();
        later(() -> broker.process().start(), 500 + random.nextInt(1000));
        return true;
    }

    private long committed() {
        return publishers.stream()
                .mapToLong(publisher -> publisher.tally().get(Count.COMMITTED))
                .sum();
    }

    private boolean stopBroker() {
        stopped = true;
        broker.process().freeze();
        later(
                () -> {
                    broker.process().thaw();
                    stopped = false;
                },
                5500 + random.nextInt(1000));
        return true;
    }

    private boolean killDatabase() {
        database.kill();
        later(database::start, 500 + random.nextInt(1000));
        return true;
    }

    private boolean killPublisher() {
        Application victim = publishers.get(random.nextInt(publishers.size()));
        if (victim.tally().get(Count.COMMITTED) == 0) {
            return false;
        }
        victim.restart();
        return true;
    }

    /** It is made to stand still first, so that it is certain what it was killed at. */
    private boolean killRelay() {
        for (Application victim : publishers) {
            if (isRelaying(victim)) {
                victim.process().freeze();
                if (isRelaying(victim)) {
                    victim.restart();
                    return true;
                }
                victim.process().thaw();
            }
        }
        return false;
    }

    /** Whether its transaction has read or deleted rows of the outbox, and is not over yet. */
    private boolean isRelaying(Application publisher) {
        try {
            return !database.query("SELECT 1 FROM pg_stat_activity WHERE application_name = '" + publisher
                            + "' AND state = 'idle in transaction' AND query LIKE '%openedx\\_outbox %'"
                            + " AND query NOT LIKE 'INSERT%'")
                    .isEmpty();
        } catch (SQLException ex) {
            return false;
        }
    }

    /** Not while the broker is away: it could not have been told too early then of what is in hand. */
    private boolean killConsumer() {
        if (stopped || consumers.stream().noneMatch(Application::isAtWork) || !broker.isUp()) {
            return false;
        }
        for (Application victim : consumers) {
            if (victim.isAtWork()) {
                victim.process().freeze();
                if (victim.isAtWork()) {
                    victim.restart();
                    return true;
                }
                victim.process().thaw();
            }
        }
        return false;
    }

    /** A publisher that finds no database when it starts gives up; consumers have nothing to give up for. */
    private void supervise() {
        for (Application publisher : publishers) {
            if (!publisher.process().isAlive()) {
                publisher.start();
            }
        }
        if (!consumers.stream().allMatch(consumer -> consumer.process().isAlive())) {
            throw new IllegalStateException("A consumer has ended by itself: " + logs());
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("What was struck did not come back: " + failures);
        }
    }

    private void later(Runnable task, long millis) {
        var unused = later.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException ex) {
                        failures.add(ex);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** All are at work, and have been for a while in which nothing should come twice. */
    private void awaitCalm() throws InterruptedException {
        long calm = Math.min(300, settings.length().toSeconds() * 10);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (received() < 2 * calm
                || consumers.stream().anyMatch(consumer -> consumer.tally().get(Count.ENDED) == 0)
                || publishers.stream().anyMatch(publisher -> publisher.tally().get(Count.COMMITTED) < calm)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Nothing was received: " + logs());
            }
            supervise();
            Thread.sleep(100);
        }
    }

    private long received() {
        return consumers.stream()
                .mapToLong(consumer -> consumer.tally().get(Count.ENDED))
                .sum();
    }

    private Verdict verdict(Duration struck) throws Exception {
        TreeSet<String> groups = new TreeSet<>(broker.groups());
        Map<String, Long> backlog = new HashMap<>();
        long outbox = -1;
        long changed = System.nanoTime();
        while (System.nanoTime() - changed < settings.still().toNanos()) {
            supervise();
            Map<String, Long> before = Map.copyOf(backlog);
            long outboxBefore = outbox;
            try {
                outbox = Long.parseLong(
                        database.query("SELECT COUNT(*) FROM openedx_outbox").get(0));
                groups.forEach(group -> backlog.put(group, broker.backlog(group)));
            } catch (SQLException | RuntimeException ex) {
                changed = System.nanoTime(); // it has just been struck
            }
            if (outbox == 0 && backlog.values().stream().allMatch(messages -> messages == 0)) {
                break;
            }
            if (outbox != outboxBefore || !backlog.equals(before)) {
                changed = System.nanoTime();
            }
            Thread.sleep(200);
        }
        Map<NumberDrawn, Long> drawn = new LinkedHashMap<>();
        for (String line : database.query(
                "SELECT key || ' ' || number || ' ' || (EXTRACT(EPOCH FROM at) * 1000)::BIGINT FROM drawn")) {
            int blank = line.lastIndexOf(' ');
            drawn.put(NumberDrawn.of(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
        }
        Verdict verdict = new Verdict(blows, drawn, began, firstBlow, settings.allowance());
        long stored = stored(Broker.TOPIC);
        verdict.backlog(outbox, backlog);
        verdict.published(publishers, stored);
        for (String group : groups) {
            List<Application> members = new ArrayList<>(consumers);
            members.removeIf(consumer ->
                    !broker.groups().get(consumers.indexOf(consumer)).equals(group));
            verdict.received(
                    group,
                    Files.readAllLines(file(group)),
                    members,
                    stored,
                    stored(Broker.TOPIC + "-" + group + "-dlt"),
                    broker.consumerBatch());
        }
        System.out.printf(
                "%s, seed %d, %d s of blows: %s%n", broker.process(), settings.seed(), struck.toSeconds(), blows);
        verdict.report().forEach(System.out::println);
        return verdict;
    }

    private long stored(String topic) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return broker.stored(topic);
            } catch (RuntimeException ex) {
                if (System.nanoTime() > end) {
                    throw ex;
                }
                Thread.sleep(500);
            }
        }
    }

    private Path file(String group) {
        return settings.directory().resolve("received-" + group);
    }

    private Path silence() {
        return settings.directory().resolve("silence");
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(settings.directory())) {
            for (Path log :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                String all = Files.readString(log);
                text.append(log.getFileName()).append(": ").append(all, Math.max(0, all.length() - 2000), all.length());
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return text.toString();
    }

    @Override
    public void close() {
        later.shutdownNow();
        Stream.concat(publishers.stream(), consumers.stream())
                .forEach(application -> application.process().kill());
        broker.close();
        database.close();
    }
}
