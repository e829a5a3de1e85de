/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Names a container of blocks in a content library, such as a unit or a section: {@code lct:org:slug:type:id}.
 *
 * @param libraryKey the library
 * @param containerType the type of the container, such as {@code unit}; ASCII letters, digits and {@code _-.}
 * @param containerId the container within the library, letters and digits of any script and {@code _-.}
 * @since 0.1.0
 */
public record LibraryContainerLocator(LibraryLocatorV2 libraryKey, String containerType, String containerId)
        implements OpaqueKey {

    private static final String NAMESPACE = "lct";
    private static final String KIND = "LibraryContainerLocator";

    /**
     * Checks the parts.
     *
     * @param libraryKey the library, must not be null
     * @param containerType the type of the container, must not be null
     * @param containerId the container within the library, must not be null
     * @throws InvalidKeyException if a part is empty or has another character
     */
    public LibraryContainerLocator {
        Objects.requireNonNull(libraryKey, "libraryKey");
        KeyReader.check(KIND, "containerType", containerType, KeyCharacters.ASCII_SLUG);
        KeyReader.check(KIND, "containerId", containerId, KeyCharacters.SLUG);
    }

    /**
     * Reads an {@code lct} key. Unlike Python's, no part may end with a line break.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static LibraryContainerLocator parse(String text) {
        KeyReader key = new KeyReader(KIND, text).expect(NAMESPACE + ":");
        LibraryLocatorV2 library = LibraryLocatorV2.readWithin(key);
        key.expect(":");
        String containerType = key.read("container type", KeyCharacters.ASCII_SLUG);
        key.expect(":");
        String containerId = key.read("container id", KeyCharacters.SLUG);
        key.expectEnd();
        return new LibraryContainerLocator(library, containerType, containerId);
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static LibraryContainerLocator valueOf(String text) {
        return parse(text);
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        return NAMESPACE + ":" + libraryKey.org() + ":" + libraryKey.slug() + ":" + containerType + ":" + containerId;
    }
}
