/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;

/**
 * Pauses between attempts, each twice as long as the one before. Immutable.
 *
 * @param pause the next one
 * @param longest no pause is longer, except the first if it is
 */
record Backoff(Duration pause, Duration longest) {

    Backoff next() {
        Duration twice = pause.multipliedBy(2);
        return new Backoff(twice.compareTo(longest) < 0 ? twice : longest, longest);
    }
}
