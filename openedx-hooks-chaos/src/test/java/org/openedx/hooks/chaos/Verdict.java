/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What a run has shown. */
final class Verdict {

    /** What is promised. */
    enum Check {

        /** Every committed event was received, and every message of the broker dealt with. */
        LOST,

        /** Nothing was received of a transaction that was rolled back. */
        ROLLED_BACK,

        /** The events of a key were received in their order, but for those that come again. */
        ORDER,

        /** No more than a batch came again for each blow. */
        DUPLICATES,

        /** Nothing is left in the outbox, and nothing unacknowledged in the broker. */
        BACKLOG,

        /** What meters say agrees with what was counted. */
        METERS
    }

    private final Map<Check, List<String>> findings = new EnumMap<>(Check.class);

    private final Map<Blow, Integer> blows;

    private final Map<NumberDrawn, Long> drawn;

    private final long began;

    private final long firstBlow;

    private final int allowance;

    private final List<String> report = new ArrayList<>();

    /**
     * Without any findings yet.
     *
     * @param drawn the committed events, and when they were drawn
     * @param began when the run began, in milliseconds since the epoch as all times
     * @param firstBlow the time before which nothing was struck
     * @param allowance how many batches may come again where one should
     */
    Verdict(Map<Blow, Integer> blows, Map<NumberDrawn, Long> drawn, long began, long firstBlow, int allowance) {
        this.blows = blows;
        this.drawn = drawn;
        this.began = began;
        this.firstBlow = firstBlow;
        this.allowance = allowance;
    }

    Map<Check, List<String>> findings() {
        return findings;
    }

    Set<Check> broken() {
        return findings.keySet();
    }

    /** One line for each thing that was counted. */
    List<String> report() {
        return report;
    }

    void backlog(long outbox, Map<String, Long> groups) {
        report(
                "backlog at the end",
                outbox + groups.values().stream().mapToLong(Long::longValue).sum());
        expect(Check.BACKLOG, outbox == 0, "%d rows are left in the outbox", outbox);
        groups.forEach((group, backlog) ->
                expect(Check.BACKLOG, backlog == 0, "%d messages are not acknowledged by %s", backlog, group));
    }

    /** What publishers say of themselves, and how many messages the broker has. */
    void published(List<Application> publishers, long stored) {
        long repeated = stored - drawn.size();
        report("events", drawn.size());
        report("duplicates by relays", repeated);
        long most = batches(blow -> blow.relayBatches) * 100L;
        expect(Check.LOST, repeated >= 0, "the broker has %d messages of %d events", stored, drawn.size());
        expect(Check.DUPLICATES, repeated <= most, "%d duplicates by relays, of at most %d", repeated, most);
        long published = sum(publishers, Count.PUBLISHED);
        expect(
                Check.METERS,
                published <= stored && stored - published <= most,
                "the meters know of %d published messages, the broker has %d",
                published,
                stored);
        long committed = sum(publishers, Count.COMMITTED);
        long unknown = (long) allowance
                * Publisher.THREADS
                * (count(Blow.KILL_PUBLISHER)
                        + count(Blow.KILL_RELAY)
                        + (long) publishers.size() * count(Blow.KILL_DATABASE));
        expect(
                Check.METERS,
                committed <= drawn.size() && drawn.size() - committed <= unknown,
                "publishers know of %d commits, the database of %d",
                committed,
                drawn.size());
        expect(Check.METERS, sum(publishers, Count.LOST) == 0, "the meters know of lost events");
    }

    /** What the consumers of a group have received, line by line. */
    void received(
            String group, List<String> lines, List<Application> consumers, long stored, long deadLetters, int batch) {
        Received received = new Received(lines, firstBlow);
        Set<NumberDrawn> lost = new HashSet<>(drawn.keySet());
        lost.removeAll(received.times.keySet());
        Set<NumberDrawn> never = new HashSet<>(received.times.keySet());
        never.removeAll(drawn.keySet());
        report("lost, " + group, lost.size());
        report("received of transactions that were rolled back, " + group, never.size());
        report("out of order, " + group, received.disorder.size());
        report("dead letters, " + group, deadLetters);
        expect(
                Check.LOST,
                lost.isEmpty(),
                "%d committed events were never received by %s, the first drawn after %d s: %s",
                lost.size(),
                group,
                seconds(lost, drawn),
                some(lost));
        expect(
                Check.ROLLED_BACK,
                never.isEmpty(),
                "%d events of transactions that were rolled back were received by %s, the first after %d s: %s",
                never.size(),
                group,
                seconds(never, received.times),
                some(never));
        expect(
                Check.ORDER,
                received.disorder.isEmpty(),
                "%d events were received by %s after a later one of their key, the first after %d s: %s",
                received.disorder.size(),
                group,
                seconds(received.disorder, received.times),
                some(received.disorder));

        long unwelcome =
                drawn.keySet().stream().filter(NumberDrawn::isUnwelcome).count();
        expect(
                Check.LOST,
                deadLetters >= unwelcome,
                "%d dead letters of %s for %d events that its receiver refuses",
                deadLetters,
                group,
                unwelcome);
        long handled = received.welcome + deadLetters;
        long repeated = handled - stored;
        long most = batches(blow -> blow.consumerBatches) * (long) batch;
        report("duplicates by consumers, " + group, repeated);
        report("longest gap in delivery, ms, " + group, received.longestGap);
        expect(Check.LOST, repeated >= 0, "%s has dealt with %d of %d messages", group, handled, stored);
        expect(Check.DUPLICATES, repeated <= most, "%d duplicates by %s, of at most %d", repeated, group, most);

        // Consumers that share a group may start one after the other, and the second takes over from the first.
        long calm = (allowance - 1) * 100L + (consumers.size() - 1) * (long) batch;
        expect(
                Check.DUPLICATES,
                received.calmDuplicates <= calm,
                "%d duplicates by %s before the first blow, of at most %d",
                received.calmDuplicates,
                group,
                calm);

        for (Application consumer : consumers) {
            for (int i = 0; i < consumer.lives().size(); i++) {
                boolean last = i == consumer.lives().size() - 1;
                long seen = received.welcomeByLife.getOrDefault(consumer.name(i), 0L);
                long processed = consumer.lives().get(i).get(Count.PROCESSED);
                // One that was killed may have received an event that its meter was not told of.
                expect(
                        Check.METERS,
                        processed == seen || (!last && processed == seen - 1),
                        "%s has received %d events, and its meter %d",
                        consumer.name(i),
                        seen,
                        processed);
            }
        }
        long failed = sum(consumers, Count.FAILED);
        expect(
                Check.METERS,
                failed <= deadLetters && deadLetters - failed <= batches(blow -> blow.consumerBatches),
                "the meters of %s know of %d failed events, of which there are %d",
                group,
                failed,
                deadLetters);
        expect(
                Check.METERS,
                sum(consumers, Count.UNUSABLE) + sum(consumers, Count.SKIPPED) == 0,
                "the meters of %s know of messages that could not be read",
                group);
    }

    private long batches(ToIntFunction<Blow> perBlow) {
        return blows.entrySet().stream()
                        .mapToLong(blow -> (long) blow.getValue() * perBlow.applyAsInt(blow.getKey()))
                        .sum()
                * allowance;
    }

    private long count(Blow blow) {
        return blows.getOrDefault(blow, 0);
    }

    private static long sum(List<Application> applications, Count count) {
        return applications.stream()
                .flatMap(application -> application.lives().stream())
                .mapToLong(life -> life.get(count))
                .sum();
    }

    private long seconds(Set<NumberDrawn> events, Map<NumberDrawn, Long> times) {
        return (events.stream().mapToLong(times::get).min().orElse(began) - began) / 1000;
    }

    private static String some(Collection<?> all) {
        return all.stream().limit(5).map(Object::toString).collect(Collectors.joining(", "));
    }

    private void report(String what, long number) {
        report.add("| %s | %d |".formatted(what, number));
    }

    @SuppressWarnings("AnnotateFormatMethod") // nothing checks it here
    private void expect(Check check, boolean holds, String otherwise, Object... numbers) {
        if (!holds) {
            findings.computeIfAbsent(check, first -> new ArrayList<>()).add(otherwise.formatted(numbers));
        }
    }

    @Override
    public String toString() {
        return findings.toString();
    }

    /** What a group has received, in its order. */
    private static final class Received {

        /** When each event was received first. */
        private final Map<NumberDrawn, Long> times = new HashMap<>();

        private final Set<NumberDrawn> disorder = new LinkedHashSet<>();

        private final Map<String, Long> welcomeByLife = new HashMap<>();

        private long welcome;

        /** What came again although nothing was struck yet. */
        private long calmDuplicates;

        private long longestGap;

        Received(List<String> lines, long firstBlow) {
            Map<String, Long> last = new HashMap<>();
            long before = 0;
            for (String line : lines) {
                String[] parts = line.split(" ", -1);
                NumberDrawn event = new NumberDrawn(parts[0], Long.parseLong(parts[1]));
                long time = Long.parseLong(parts[2]);
                boolean again = times.putIfAbsent(event, time) != null;
                if (!again && event.number() < last.getOrDefault(event.key(), -1L)) {
                    disorder.add(event);
                }
                if (again && time < firstBlow && !event.isUnwelcome()) {
                    calmDuplicates++;
                }
                last.merge(event.key(), event.number(), Math::max);
                if (!event.isUnwelcome()) {
                    welcome++;
                    welcomeByLife.merge(parts[3], 1L, Long::sum);
                }
                longestGap = before == 0 ? 0 : Math.max(longestGap, time - before);
                before = time;
            }
        }
    }
}
