/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.time.Duration;

/** How long a step may take. */
record TimeLimit(String step, Duration timeout) {

    StepTimeoutException exceeded() {
        return new StepTimeoutException(step, timeout);
    }
}
