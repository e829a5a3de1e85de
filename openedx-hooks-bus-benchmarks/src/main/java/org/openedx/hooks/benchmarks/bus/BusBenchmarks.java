/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks whose names a regular expression finds. */
final class BusBenchmarks {

    private BusBenchmarks() {}

    public static void main(String[] args) throws Exception {
        run(args[0], Length.valueOf(args[1].toUpperCase(Locale.ROOT)));
        System.exit(0); // clients and servers have threads that nobody waits for
    }

    /** Returns how many there were. */
    static int run(String include, Length length) throws Exception {
        Pattern wanted = Pattern.compile(include);
        int run = 0;
        try (Servers servers = new Servers()) {
            for (Map.Entry<String, Benchmark> benchmark : all().entrySet()) {
                if (wanted.matcher(benchmark.getKey()).find()) {
                    benchmark.getValue().run(length, servers);
                    run++;
                }
            }
        }
        return run;
    }

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("redis-out", RedisBenchmark::out);
        all.put("redis-in", RedisBenchmark::in);
        all.put("kafka-in", KafkaBenchmark::in); // before more is in the topic
        all.put("kafka-out", KafkaBenchmark::out);
        all.put("outbox-insert", OutboxBenchmark::insert);
        all.put("outbox-to-redis", OutboxBenchmark::relayToRedis);
        all.put("outbox-to-kafka", OutboxBenchmark::relayToKafka);
        all.put("outbox-backlog", OutboxBenchmark::backlog);
        all.put("outbox-peers", PeersBenchmark::run);
        all.put("scaling", ScalingBenchmark::run);
        all.put("path", BusBenchmarks::path);
        return all;
    }

    /** The only ones that are too small for a watch. */
    private static void path(Length length, Servers servers) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(PathBenchmark.class.getName())
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        if (length != Length.FULL) {
            boolean smoke = length == Length.SMOKE;
            options.forks(smoke ? 0 : 1)
                    .warmupIterations(smoke ? 0 : 2)
                    .measurementIterations(smoke ? 1 : 3)
                    .measurementTime(TimeValue.milliseconds(smoke ? 1 : 500));
        }
        Collection<RunResult> unused = new Runner(options.build()).run();
    }

    @FunctionalInterface
    private interface Benchmark {

        void run(Length length, Servers servers) throws Exception;
    }
}
