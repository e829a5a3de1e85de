/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.startup;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the comparison running; says nothing about how long starting takes. */
class StartupComparisonTests {

    @Test
    void startsTheApplicationWithoutTheHooksAndWithThem() {
        assertThat(StartupComparison.compare(1))
                .containsPattern("without the hooks +[0-9]+")
                .containsPattern("with them +[0-9]+");
    }
}
