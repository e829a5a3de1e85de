/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;

/**
 * Thrown when hooks cannot be in one catalog because several of them break rules, or have the same type (NAM-11). It
 * says everything that is wrong at once.
 *
 * @since 0.1.0
 */
public final class InvalidCatalogException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private static final int MESSAGE_MAXIMUM = 100_000;

    private final transient List<String> problems;

    InvalidCatalogException(List<String> problems, @Nullable Throwable cause) {
        super(Printable.of(String.join("; ", problems), MESSAGE_MAXIMUM), cause);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return a sentence for each problem, one or more; empty after deserialization
     */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
