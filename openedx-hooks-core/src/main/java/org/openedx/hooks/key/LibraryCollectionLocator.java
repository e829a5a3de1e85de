/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Names a collection in a content library: {@code lib-collection:org:slug:id}.
 *
 * @param libraryKey the library
 * @param collectionId the collection within the library, letters and digits of any script and {@code _-.}
 * @since 0.1.0
 */
public record LibraryCollectionLocator(LibraryLocatorV2 libraryKey, String collectionId) implements OpaqueKey {

    private static final String NAMESPACE = "lib-collection";
    private static final String KIND = "LibraryCollectionLocator";

    /**
     * Checks the parts.
     *
     * @param libraryKey the library, must not be null
     * @param collectionId the collection within the library, must not be null
     * @throws InvalidKeyException if the id is empty or has another character
     */
    public LibraryCollectionLocator {
        Objects.requireNonNull(libraryKey, "libraryKey");
        KeyReader.check(KIND, "collectionId", collectionId, KeyCharacters.SLUG);
    }

    /**
     * Reads a {@code lib-collection} key. Unlike Python's, no part may end with a line break.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static LibraryCollectionLocator parse(String text) {
        KeyReader key = new KeyReader(KIND, text).expect(NAMESPACE + ":");
        LibraryLocatorV2 library = LibraryLocatorV2.readWithin(key);
        key.expect(":");
        String collectionId = key.read("collection id", KeyCharacters.SLUG);
        key.expectEnd();
        return new LibraryCollectionLocator(library, collectionId);
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static LibraryCollectionLocator valueOf(String text) {
        return parse(text);
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        return NAMESPACE + ":" + libraryKey.org() + ":" + libraryKey.slug() + ":" + collectionId;
    }
}
