/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** No. */
    public static final boolean FALSE = false;

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

    /**
     * Keeps a builder from making up a number or a boolean that nobody gave, and that has no default. What is missing
     * of another type is refused by the record itself.
     *
     * @param missing has a bit for each component that was not given, the lowest for the first
     * @param components their names
     * @throws IllegalStateException if there is any; it names them
     */
    public static void requireNone(int missing, String... components) {
        if (missing != 0) {
            throw new IllegalStateException(IntStream.range(0, components.length)
                    .filter(i -> (missing & 1 << i) != 0)
                    .mapToObj(i -> components[i])
                    .collect(Collectors.joining(", ", "Not given, and without a default: ", "")));
        }
    }
}
