/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the benchmarks running; says nothing about how fast they are. */
class BenchmarksTests {

    @Test
    void everyBenchmarkRuns() throws Exception {
        assertThat(Benchmarks.run(".*", Benchmarks.Length.SMOKE)).hasSizeGreaterThan(40);
    }
}
