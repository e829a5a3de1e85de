/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

/** How thoroughly to measure. */
enum Length {

    /** For numbers to publish. */
    FULL(10, 9, 1),

    /** For a first look after a change. */
    QUICK(1, 3, 4),

    /** To see that they run. */
    SMOKE(0, 1, 1000);

    private final int warmups;

    private final int rounds;

    private final int share;

    Length(int warmups, int rounds, int share) {
        this.warmups = warmups;
        this.rounds = rounds;
        this.share = share;
    }

    int warmups() {
        return warmups;
    }

    int rounds() {
        return rounds;
    }

    /** As many as a full run has, or fewer. */
    int of(int full) {
        return Math.max(10, full / share);
    }
}
