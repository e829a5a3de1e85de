/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.benchmarks.startup.BareApplication;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.ConfigurableApplicationContext;

/** Starting a web application with actuator, with the hooks and without, each in a JVM of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class StartupBenchmark {

    @Param({"false", "true"})
    public boolean hooks;

    private @Nullable ConfigurableApplicationContext context;

    @Setup
    public void choose() {
        System.setProperty(HooksFilter.PROPERTY, Boolean.toString(hooks));
    }

    @Benchmark
    public Object start() {
        context = SpringApplication.run(
                BareApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=*");
        return context;
    }

    @TearDown(Level.Iteration)
    public void stop() {
        if (context != null) {
            context.close();
        }
    }

    /** Leaves the hooks' auto-configurations out, as if the starter were not there. */
    public static class HooksFilter implements AutoConfigurationImportFilter {

        private static final String PROPERTY = "openedx.hooks.benchmark";

        @Override
        public boolean[] match(String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
            boolean[] matches = new boolean[autoConfigurationClasses.length];
            for (int i = 0; i < matches.length; i++) {
                String name = autoConfigurationClasses[i];
                matches[i] = name == null || !name.startsWith("org.openedx.hooks.") || Boolean.getBoolean(PROPERTY);
            }
            return matches;
        }
    }
}
