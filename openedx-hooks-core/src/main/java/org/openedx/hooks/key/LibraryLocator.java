/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Names a legacy content library: {@code library-v1:org+library[+branch@b][+version@v]} or
 * {@code library-v1:[branch@b+]version@v}. Today's libraries have a {@link LibraryLocatorV2}.
 *
 * @param org the organization; null only with a version
 * @param library the library; null only with a version
 * @param branch the branch, or null
 * @param versionGuid the stored version, 24 lower-case hexadecimal digits, or null
 * @since 0.1.0
 */
public record LibraryLocator(
        @Nullable String org,
        @Nullable String library,
        @Nullable String branch,
        @Nullable String versionGuid) implements CourseKey {

    static final String NAMESPACE = "library-v1";

    private static final String KIND = "LibraryLocator";

    /**
     * Checks the parts.
     *
     * @param org the organization, or null
     * @param library the library, or null
     * @param branch the branch, or null
     * @param versionGuid the stored version, or null
     * @throws InvalidKeyException if a part is malformed, or there is neither org and library nor a version
     */
    public LibraryLocator {
        KeyReader.checkUnlessNull(KIND, "org", org, KeyCharacters.ID);
        KeyReader.checkUnlessNull(KIND, "library", library, KeyCharacters.ID);
        KeyReader.checkUnlessNull(KIND, "branch", branch, KeyCharacters.ID);
        KeyReader.checkVersion(KIND, versionGuid);
        if (versionGuid == null && (org == null || library == null)) {
            throw new InvalidKeyException("Invalid " + KIND + ": neither org and library nor a version");
        }
    }

    /**
     * Makes the key {@code library-v1:org+library}.
     *
     * @param org the organization, must not be null
     * @param library the library, must not be null
     * @return the key
     * @throws InvalidKeyException if a part is empty or has a character other than letters, digits and {@code _-~.:}
     */
    public static LibraryLocator of(String org, String library) {
        return new LibraryLocator(
                KeyReader.check(KIND, "org", org, KeyCharacters.ID),
                KeyReader.check(KIND, "library", library, KeyCharacters.ID),
                null,
                null);
    }

    /**
     * Reads a {@code library-v1} key. As in Python, a third part and what names a block are checked and dropped.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static LibraryLocator parse(String text) {
        return read(new KeyReader(KIND, text).expect(NAMESPACE + ":"));
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static LibraryLocator valueOf(String text) {
        return parse(text);
    }

    static LibraryLocator read(KeyReader key) {
        return from(new LocatorParts(key, false, KeyCharacters.ID_OR_PERCENT), key);
    }

    static LibraryLocator from(LocatorParts parts, KeyReader key) {
        if (parts.versionGuid == null && parts.course == null) {
            throw key.expected("org+library or a version");
        }
        return new LibraryLocator(parts.org, parts.course, parts.branch, parts.versionGuid);
    }

    /** {@return the library, under the name that it has as a course key} */
    @Override
    public @Nullable String course() {
        return library;
    }

    /** {@return always {@code library}} */
    @Override
    public String run() {
        return "library";
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(48).append(NAMESPACE).append(':');
        if (library != null) {
            text.append(org).append('+').append(library);
        }
        return LocatorParts.appendBranchAndVersion(text, library != null, branch, versionGuid)
                .toString();
    }
}
