/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Ways to do the same, each in turn in one run, so that whatever else the machine does meets all of them. The first is
 * what the others are compared with.
 */
final class Comparison {

    private final String title;

    private final int events;

    private final Length length;

    private final List<Way> ways = new ArrayList<>();

    Comparison(String title, int events, Length length) {
        this.title = title;
        this.events = events;
        this.length = length;
    }

    /** Adds a way; the work returns how many seconds it took, and has as many events as the comparison says. */
    Comparison way(String name, Work work) {
        ways.add(new Way(name, work, new ArrayList<>()));
        return this;
    }

    /** Measures, and prints a table. */
    void run() throws Exception {
        for (int round = -length.warmups(); round < length.rounds(); round++) {
            for (int i = 0; i < ways.size(); i++) {
                // The other way round every second time: who comes first has the caches of who came last.
                Way way = ways.get(round % 2 == 0 ? i : ways.size() - 1 - i);
                double seconds = way.work.run();
                if (round >= 0) {
                    way.seconds.add(seconds);
                }
            }
        }
        Way first = ways.get(0);
        StringBuilder table = new StringBuilder("%n%s, %,d events%n".formatted(title, events));
        for (Way way : ways) {
            double[] ratios = IntStream.range(0, length.rounds())
                    .mapToDouble(round -> way.seconds.get(round) / first.seconds.get(round))
                    .toArray();
            table.append(String.format(
                    Locale.ROOT,
                    "  %-44s %,10.0f/s   time %.2f (%.2f to %.2f)%n",
                    way.name,
                    events / median(way.seconds, Double::doubleValue),
                    median(Arrays.stream(ratios).boxed().toList(), Double::doubleValue),
                    Arrays.stream(ratios).min().orElseThrow(),
                    Arrays.stream(ratios).max().orElseThrow()));
        }
        Report.print(table);
    }

    private static double median(List<Double> values, ToDoubleFunction<Double> number) {
        double[] sorted = values.stream().mapToDouble(number).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Seconds since a value of {@link System#nanoTime()}. */
    static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Takes a while, in seconds. */
    @FunctionalInterface
    interface Work {

        double run() throws Exception;
    }

    private record Way(String name, Work work, List<Double> seconds) {}
}
