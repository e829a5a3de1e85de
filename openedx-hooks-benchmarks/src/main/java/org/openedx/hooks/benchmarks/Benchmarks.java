/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.util.Collection;
import java.util.Locale;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and leaves a table on the console and a JSON file beside it. */
final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException {
        run(args[0], Length.valueOf(args[1].toUpperCase(Locale.ROOT)));
    }

    static Collection<RunResult> run(String include, Length length) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(include).shouldFailOnError(true);
        if (length != Length.FULL) {
            options.forks(length.forks)
                    .warmupIterations(length.warmups)
                    .warmupTime(TimeValue.milliseconds(length.millis))
                    .measurementIterations(length.iterations)
                    .measurementTime(TimeValue.milliseconds(length.millis));
        }
        if (length == Length.SMOKE) {
            System.setProperty("jmh.ignoreLock", "true"); // measures nothing that another run could disturb
        } else {
            options.addProfiler(GCProfiler.class)
                    .resultFormat(ResultFormatType.JSON)
                    .result("target/benchmarks-jdk" + Runtime.version().feature() + ".json");
        }
        return new Runner(options.build()).run();
    }

    /** How thoroughly to measure. */
    enum Length {

        /** For numbers to publish, as thoroughly as the benchmark asks for. */
        FULL(0, 0, 0, 0),

        /** For a first look after a change. */
        QUICK(1, 3, 3, 500),

        /** To see that they run. */
        SMOKE(0, 0, 1, 1);

        private final int forks;

        private final int warmups;

        private final int iterations;

        private final int millis;

        Length(int forks, int warmups, int iterations, int millis) {
            this.forks = forks;
            this.warmups = warmups;
            this.iterations = iterations;
            this.millis = millis;
        }
    }
}
