/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An operator's option is not what a step can work with. The message says what was expected, never the value.
 *
 * @since 0.1.0
 */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> path;

    InvalidOptionException(List<String> path, String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.path = List.copyOf(path);
    }

    /**
     * Where it is.
     *
     * @return the option's name, and below it names and, for the items of lists, {@code [0]}; empty if it is about all
     *     options, or after deserialization
     */
    public List<String> path() {
        return path == null ? List.of() : path;
    }
}
