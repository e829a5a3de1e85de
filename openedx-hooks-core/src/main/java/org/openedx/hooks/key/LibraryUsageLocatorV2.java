/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Names a block in a content library: {@code lb:org:slug:type:id}.
 *
 * @param contextKey the library
 * @param blockType the type of the block, such as {@code problem}; ASCII letters, digits and {@code _-.}
 * @param blockId the block within the library, letters and digits of any script and {@code _-.}
 * @since 0.1.0
 */
public record LibraryUsageLocatorV2(LibraryLocatorV2 contextKey, String blockType, String blockId) implements UsageKey {

    static final String NAMESPACE = "lb";

    private static final String KIND = "LibraryUsageLocatorV2";

    /**
     * Checks the parts.
     *
     * @param contextKey the library, must not be null
     * @param blockType the type of the block, must not be null
     * @param blockId the block within the library, must not be null
     * @throws InvalidKeyException if a part is empty or has another character
     */
    public LibraryUsageLocatorV2 {
        Objects.requireNonNull(contextKey, "contextKey");
        KeyReader.check(KIND, "blockType", blockType, KeyCharacters.ASCII_SLUG);
        KeyReader.check(KIND, "blockId", blockId, KeyCharacters.SLUG);
    }

    /**
     * Reads an {@code lb} key. Unlike Python's, no part may end with a line break.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static LibraryUsageLocatorV2 parse(String text) {
        return read(new KeyReader(KIND, text).expect(NAMESPACE + ":"));
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static LibraryUsageLocatorV2 valueOf(String text) {
        return parse(text);
    }

    static LibraryUsageLocatorV2 read(KeyReader key) {
        LibraryLocatorV2 library = LibraryLocatorV2.readWithin(key);
        key.expect(":");
        String blockType = key.read("block type", KeyCharacters.ASCII_SLUG);
        key.expect(":");
        String blockId = key.read("block id", KeyCharacters.SLUG);
        key.expectEnd();
        return new LibraryUsageLocatorV2(library, blockType, blockId);
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        return NAMESPACE + ":" + contextKey.org() + ":" + contextKey.slug() + ":" + blockType + ":" + blockId;
    }
}
