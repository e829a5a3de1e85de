/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(pauses(200, 1000)).containsExactly(200L, 400L, 800L, 1000L, 1000L);
        assertThat(pauses(0, 1000)).containsOnly(0L);
        assertThat(pauses(3000, 1000)).startsWith(3000L, 1000L, 1000L);
    }

    private static List<Long> pauses(long first, long longest) {
        return Stream.iterate(new Backoff(Duration.ofMillis(first), Duration.ofMillis(longest)), Backoff::next)
                .limit(5)
                .map(backoff -> backoff.pause().toMillis())
                .toList();
    }
}
