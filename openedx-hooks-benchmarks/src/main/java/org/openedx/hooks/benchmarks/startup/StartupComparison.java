/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a bare web application with actuator in turn without the hooks and with them, each time in a JVM of its own,
 * and tells how long that takes: from the command to the moment at which the application is ready. In turn, since a
 * machine is faster now and slower then. Without the hooks, their jars are not on the class path.
 */
public final class StartupComparison {

    private static final Pattern OURS = Pattern.compile("openedx-hooks-(core|spring-boot-starter)\\b");

    private static final double OF_95_PERCENT = 1.96;

    private StartupComparison() {}

    /**
     * Compares and prints a table.
     *
     * @param args how many starts of each, by default 20
     */
    public static void main(String[] args) {
        System.out.print(compare(args.length == 0 ? 20 : Integer.parseInt(args[0])));
    }

    /** The table of a number of starts of each. */
    static String compare(int starts) {
        start(false);
        start(true);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            without.add(start(false));
            with.add(start(true));
            more.add(with.get(i) - without.get(i));
        }
        return Stream.of(row("without the hooks", without), row("with them", with), row("more", more))
                .collect(Collectors.joining("", "%d starts each, milliseconds%n".formatted(starts), ""));
    }

    private static String row(String what, List<Double> times) {
        double mean = times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double variance = times.stream()
                        .mapToDouble(time -> (time - mean) * (time - mean))
                        .sum()
                / Math.max(1, times.size() - 1);
        double median = times.stream().sorted().toList().get(times.size() / 2);
        return String.format(
                Locale.ROOT,
                "%-20s %6.0f ± %.0f, median %.0f%n",
                what,
                mean,
                OF_95_PERCENT * Math.sqrt(variance / times.size()),
                median);
    }

    private static double start(boolean hooks) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> hooks || !OURS.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        long started = System.nanoTime();
        try {
            Process process = new ProcessBuilder(java, "-cp", classPath, BareApplication.class.getName())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = new ArrayList<>();
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    if (line.equals(BareApplication.READY)) {
                        return (System.nanoTime() - started) / (double) TimeUnit.MILLISECONDS.toNanos(1);
                    }
                    lines.add(line);
                }
                throw new IllegalStateException("The application has not started: " + String.join("\n", lines));
            } finally {
                process.destroy();
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
