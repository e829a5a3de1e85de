/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.io.Serializable;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A name for something in Open edX whose text form only its kind understands. Keys travel as text, on the event bus and
 * in JSON (AVR-6), and follow the grammar of the Python library opaque-keys 4.0.0.
 *
 * <p>Keys are immutable values: equal when they are of the same kind and have the same parts. They are safe for use by
 * several threads, as keys of maps, and in Java serialization.
 *
 * <p>Every kind has a static {@code parse(String)}, and the same as {@code valueOf(String)}: under this name Spring's
 * conversion service finds it, so that keys work as path variables, request parameters and configuration properties.
 *
 * @since 0.1.0
 */
public sealed interface OpaqueKey extends Comparable<OpaqueKey>, Serializable
        permits LearningContextKey, UsageKey, LibraryCollectionLocator, LibraryContainerLocator {

    /**
     * Returns what the canonical text of this kind starts with, without the colon, such as {@code course-v1}.
     *
     * @return the namespace; an old-style key has that of its modern counterpart
     */
    String namespace();

    /**
     * Tells whether this key is of one of the two old styles that have no namespace, {@code org/course/run} and
     * {@code i4x://org/course/type/id}. An old-style key never equals a modern one.
     *
     * @return whether this is an old-style key
     */
    default boolean deprecated() {
        return false;
    }

    /**
     * Returns the canonical text, which is what stands on the wire.
     *
     * <p>As in Python, some rare keys have parts that their text does not show: the course and branch of a key that
     * names a version but no run, the run of an {@code i4x} key, and a missing block type (written {@code None}).
     * Everything else is read back as an equal key.
     *
     * @return the text, which the {@code parse} method of this kind accepts
     */
    @Override
    @JsonValue
    String toString();

    /**
     * Orders keys by their canonical text; consistent with equals.
     *
     * @param other the key to compare with, must not be null
     * @return a negative number, zero or a positive number as this key comes before, equals or comes after the other
     */
    @Override
    default int compareTo(OpaqueKey other) {
        int order = toString().compareTo(other.toString());
        return order != 0 || equals(other) ? order : unprinted(this).compareTo(unprinted(other));
    }

    /** The parts that the canonical text may not show, told apart when absent. */
    private static String unprinted(OpaqueKey key) {
        if (key instanceof CourseKey course) {
            return orAbsent(course.org())
                    + orAbsent(course.course())
                    + orAbsent(course.run())
                    + orAbsent(course.branch());
        }
        return key instanceof UsageKey usage ? unprinted(usage.contextKey()) + orAbsent(usage.blockType()) : "";
    }

    private static String orAbsent(@Nullable String part) {
        return part == null ? "-/" : "+" + part + "/";
    }
}
