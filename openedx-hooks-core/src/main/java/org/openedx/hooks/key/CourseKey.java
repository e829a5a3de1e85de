/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Names a course: {@code course-v1:org+course+run}, the old {@code org/course/run}, or a coach's copy of a course
 * ({@link CCXLocator}). For historical reasons legacy libraries ({@link LibraryLocator}) are course keys, too.
 *
 * <p>Organization, course and run are there in every key that a platform shows to people. They are absent only where a
 * key names a stored version of a course instead.
 *
 * @since 0.1.0
 */
public sealed interface CourseKey extends LearningContextKey permits CourseLocator, CCXLocator, LibraryLocator {

    /**
     * Returns the course within the organization.
     *
     * @return the course; the library for a legacy library; null when the key names only a version
     */
    @Nullable
    String course();

    /**
     * Returns the run of the course.
     *
     * @return the run, empty for an old-style key that ends with a slash; {@code library} for a legacy library; null
     *     when the key names a version instead, or is that of an {@code i4x} block
     */
    @Nullable
    String run();

    /**
     * Returns the branch, such as {@code draft} or {@code published}.
     *
     * @return the branch, or null
     */
    @Nullable
    String branch();

    /**
     * Returns the stored version.
     *
     * @return 24 lower-case hexadecimal digits, or null
     */
    @Nullable
    String versionGuid();

    /**
     * Makes the key {@code course-v1:org+course+run}.
     *
     * @param org the organization, must not be null
     * @param course the course, must not be null
     * @param run the run, must not be null
     * @return the key
     * @throws InvalidKeyException if a part is empty or has a character other than letters, digits and {@code _-~.:}
     */
    static CourseKey of(String org, String course, String run) {
        return new CourseLocator(
                KeyReader.check("CourseKey", "org", org, KeyCharacters.ID),
                KeyReader.check("CourseKey", "course", course, KeyCharacters.ID),
                KeyReader.check("CourseKey", "run", run, KeyCharacters.ID),
                null,
                null,
                false);
    }

    /**
     * Reads a course key of any kind. What follows the course's own parts in {@code course-v1:a+b+c+type@t+block@b} is
     * checked and dropped, as Python does.
     *
     * @param text the text, must not be null
     * @return the key; its {@code toString()} is the canonical text
     * @throws InvalidKeyException if the text is no course key
     */
    @JsonCreator
    static CourseKey parse(String text) {
        return CourseLocator.readAny(
                new KeyReader("CourseKey", text), "course-v1:, ccx-v1:, library-v1: or org/course/run");
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no course key
     */
    static CourseKey valueOf(String text) {
        return parse(text);
    }
}
