/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Names a custom course, the copy of a course that a coach runs: {@code ccx-v1:org+course+run+ccx@id}.
 *
 * @param masterCourse the {@code course-v1} course of which this is a copy
 * @param ccx the id of the copy, decimal digits of any length and script
 * @since 0.1.0
 */
public record CCXLocator(CourseKey masterCourse, String ccx) implements CourseKey {

    static final String NAMESPACE = "ccx-v1";

    private static final String KIND = "CCXLocator";

    /**
     * Checks the parts.
     *
     * @param masterCourse the course, must not be null
     * @param ccx the id of the copy, must not be null
     * @throws InvalidKeyException if the course is not a {@code course-v1} key, or the id has anything but digits
     */
    public CCXLocator {
        Objects.requireNonNull(masterCourse, "masterCourse");
        if (!(masterCourse instanceof CourseLocator) || masterCourse.deprecated()) {
            throw new InvalidKeyException("Invalid CCXLocator: expected a course-v1 key as master course");
        }
        KeyReader.check(KIND, "ccx", ccx, KeyCharacters.DIGITS);
    }

    /**
     * Reads a {@code ccx-v1} key. As in Python, the labels within it may be in any case, and what names a block is
     * checked and dropped.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static CCXLocator parse(String text) {
        return read(new KeyReader(KIND, text).expect(NAMESPACE + ":"));
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static CCXLocator valueOf(String text) {
        return parse(text);
    }

    static CCXLocator read(KeyReader key) {
        return from(new LocatorParts(key, true, KeyCharacters.ID), key);
    }

    static CCXLocator from(LocatorParts parts, KeyReader key) {
        return new CCXLocator(CourseLocator.from(parts, key), Objects.requireNonNull(parts.ccx, "ccx"));
    }

    @Override
    public @Nullable String org() {
        return masterCourse.org();
    }

    @Override
    public @Nullable String course() {
        return masterCourse.course();
    }

    @Override
    public @Nullable String run() {
        return masterCourse.run();
    }

    @Override
    public @Nullable String branch() {
        return masterCourse.branch();
    }

    @Override
    public @Nullable String versionGuid() {
        return masterCourse.versionGuid();
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        return NAMESPACE + LocatorParts.afterNamespace(masterCourse) + "+ccx@" + ccx;
    }
}
