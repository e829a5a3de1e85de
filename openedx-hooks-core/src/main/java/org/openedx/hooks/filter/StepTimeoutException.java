/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.time.Duration;

import org.openedx.hooks.Printable;

/**
 * A step did not end within the time that the operator allows it. It is a failure of the step like any other: it skips
 * the step or reaches the caller as {@code fail-silently} says (FLT-9).
 *
 * @since 0.1.0
 */
public final class StepTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A step took too long.
     *
     * @param step its name in the configuration
     * @param timeout how long it was allowed to take
     */
    StepTimeoutException(String step, Duration timeout) {
        super("Step %s did not end within its time-out of %d ms".formatted(Printable.of(step), timeout.toMillis()));
    }
}
