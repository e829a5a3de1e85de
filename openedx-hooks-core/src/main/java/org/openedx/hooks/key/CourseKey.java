/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.regex.Pattern;

/**
 * The key of a course run, {@code course-v1:org+course+run}.
 *
 * @param value the key as text
 * @since 0.1.0
 */
public record CourseKey(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("course-v1:[\\w.~-]+\\+[\\w.~-]+\\+[\\w.~-]+");

    /** Checks the key. */
    public CourseKey {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected course-v1:org+course+run");
        }
    }

    /**
     * Reads a key.
     *
     * @param text the key as text
     * @return the key
     * @throws IllegalArgumentException if the text is no key
     */
    public static CourseKey parse(String text) {
        return new CourseKey(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
