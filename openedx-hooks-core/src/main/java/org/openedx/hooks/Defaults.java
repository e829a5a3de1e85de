/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;
import java.util.Map;

/**
 * What a payload's builder gives to components that are left out: the defaults of the Python data classes (PAY-5).
 *
 * @since 0.1.0
 */
public final class Defaults {

    /** No text. */
    public static final String TEXT = "";

    /** Yes. */
    public static final boolean TRUE = true;

    private Defaults() {}

    /**
     * No elements.
     *
     * @param <T> the type of the elements
     * @return an immutable list
     */
    public static <T> List<T> list() {
        return List.of();
    }

    /**
     * No entries.
     *
     * @param <V> the type of the values
     * @return an immutable map
     */
    public static <V> Map<String, V> map() {
        return Map.of();
    }
}
