/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Keeps the benchmarks running; says nothing about how fast they are. */
class BusBenchmarksTests {

    @Test
    void benchmarksRun() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/redis-server")), "needs redis-server");
        // All of them take a minute: -Dbenchmarks.smoke=.*
        String wanted = System.getProperty("benchmarks.smoke", "^redis");
        assertThat(BusBenchmarks.run(wanted, Length.SMOKE)).isPositive();
    }
}
