/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;

/**
 * Something that is wrong with the configuration of hooks.
 *
 * @param hookType the hook as the configuration names it, {@literal null} if it is about no hook in particular
 * @param origin where it stands, for example {@code class path resource [application.yml] - 4:9}
 * @param message what was found, what is wrong with it and what would be valid; never the value of an option
 * @since 0.1.0
 */
public record ConfigurationProblem(@Nullable String hookType, String origin, String message) {

    private static final int LONGEST_MESSAGE = 4000;

    /** Refuses {@literal null}; what cannot be printed is escaped. */
    public ConfigurationProblem {
        hookType = hookType == null ? null : Printable.of(hookType);
        origin = Printable.of(Objects.requireNonNull(origin, "origin"));
        message = Printable.of(Objects.requireNonNull(message, "message"), LONGEST_MESSAGE);
    }

    /** The problem in one line. */
    @Override
    public String toString() {
        return hookType == null
                ? "%s: %s".formatted(origin, message)
                : "%s: %s: %s".formatted(origin, hookType, message);
    }
}
