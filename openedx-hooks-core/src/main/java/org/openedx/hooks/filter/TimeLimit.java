/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.time.Duration;

/** How long a step may take. */
record TimeLimit(String step, Duration timeout) {

    /** At most some 292 years. */
    long nanos() {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException ex) {
            return Long.MAX_VALUE;
        }
    }

    StepTimeoutException exceeded() {
        return new StepTimeoutException(step, timeout);
    }
}
