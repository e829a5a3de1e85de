/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Names a content library: {@code lib:org:slug}.
 *
 * @param org the organization, ASCII letters, digits and {@code _-.}
 * @param slug the library within the organization, letters and digits of any script and {@code _-.}
 * @since 0.1.0
 */
public record LibraryLocatorV2(String org, String slug) implements LearningContextKey {

    static final String NAMESPACE = "lib";

    private static final String KIND = "LibraryLocatorV2";

    /**
     * Checks the parts.
     *
     * @param org the organization, must not be null
     * @param slug the library within the organization, must not be null
     * @throws InvalidKeyException if a part is empty or has another character
     */
    public LibraryLocatorV2 {
        KeyReader.check(KIND, "org", org, KeyCharacters.ASCII_SLUG);
        KeyReader.check(KIND, "slug", slug, KeyCharacters.SLUG);
    }

    /**
     * Reads a {@code lib} key. Unlike Python's, no part may end with a line break.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static LibraryLocatorV2 parse(String text) {
        return read(new KeyReader(KIND, text).expect(NAMESPACE + ":"));
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static LibraryLocatorV2 valueOf(String text) {
        return parse(text);
    }

    static LibraryLocatorV2 read(KeyReader key) {
        LibraryLocatorV2 library = readWithin(key);
        key.expectEnd();
        return library;
    }

    /** Reads {@code org:slug} where a key of something in the library names it. */
    static LibraryLocatorV2 readWithin(KeyReader key) {
        String org = key.read("org", KeyCharacters.ASCII_SLUG);
        key.expect(":");
        return new LibraryLocatorV2(org, key.read("slug", KeyCharacters.SLUG));
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        return NAMESPACE + ":" + org + ":" + slug;
    }
}
