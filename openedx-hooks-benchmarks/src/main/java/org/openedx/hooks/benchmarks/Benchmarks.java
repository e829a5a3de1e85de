/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.nio.file.Path;

import org.openjdk.jmh.profile.GCProfiler;
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
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(args[0])
                .resultFormat(ResultFormatType.JSON)
                .result(Path.of("target", "benchmarks-jdk" + Runtime.version().feature() + ".json")
                        .toString())
                .shouldFailOnError(true);
        new Runner(
                        switch (args[1]) {
                            case "full" ->
                                length(options, 3, 5, 1000)
                                        .addProfiler(GCProfiler.class)
                                        .build();
                            case "quick" ->
                                length(options, 1, 3, 500)
                                        .addProfiler(GCProfiler.class)
                                        .build();
                            case "smoke" -> length(options, 0, 1, 10).build();
                            default ->
                                throw new IllegalArgumentException(
                                        "benchmarks.length is %s, valid are full, quick, smoke".formatted(args[1]));
                        })
                .run();
    }

    private static ChainedOptionsBuilder length(ChainedOptionsBuilder options, int forks, int iterations, int millis) {
        TimeValue time = TimeValue.milliseconds(millis);
        return options.forks(forks)
                .warmupIterations(iterations)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time);
    }
}
