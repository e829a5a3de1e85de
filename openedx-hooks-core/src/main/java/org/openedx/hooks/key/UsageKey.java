/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Names a block where it is used: in a course ({@code block-v1:org+course+run+type@t+block@b}), in a coach's copy of
 * one ({@code ccx-block-v1:}), in a legacy library ({@code lib-block-v1:}) or in a library
 * ({@link LibraryUsageLocatorV2}). The old {@code i4x://org/course/type/id}, the short-lived {@code location:} and
 * asides of blocks ({@link AsideUsageKey}) are read, too.
 *
 * @since 0.1.0
 */
public sealed interface UsageKey extends OpaqueKey permits BlockUsageLocator, LibraryUsageLocatorV2, AsideUsageKey {

    /**
     * Returns what the block is used in.
     *
     * @return the course or library
     */
    LearningContextKey contextKey();

    /**
     * Returns the course that the block is used in, if it is one in the wide sense of {@link CourseKey}.
     *
     * @return the course or legacy library, or null for a block in a library
     */
    default @Nullable CourseKey courseKey() {
        return contextKey() instanceof CourseKey course ? course : null;
    }

    /**
     * Returns the type of the block, such as {@code video}.
     *
     * @return the type, or null when the text left it out
     */
    @Nullable
    String blockType();

    /**
     * Returns the name of the block within the course or library.
     *
     * @return the id, never empty
     */
    String blockId();

    /**
     * Makes the key of a block in a course or legacy library; the course decides the kind. An old-style course gives an
     * {@code i4x} key, whose text does not show the run.
     *
     * @param course the course or legacy library, must not be null
     * @param blockType the type, must not be null
     * @param blockId the block within the course, must not be null
     * @return the key
     * @throws InvalidKeyException if type or id is empty or has a character other than letters, digits and
     *     {@code _-~.:}; for an old-style course the id may have {@code %}, too, and the type everything but a slash
     */
    static UsageKey of(CourseKey course, String blockType, String blockId) {
        return BlockUsageLocator.of(course, blockType, blockId);
    }

    /**
     * Reads a usage key of any kind.
     *
     * @param text the text, must not be null
     * @return the key; its {@code toString()} is the canonical text
     * @throws InvalidKeyException if the text is no usage key
     */
    @JsonCreator
    static UsageKey parse(String text) {
        KeyReader key = new KeyReader("UsageKey", text);
        if (key.skip(LibraryUsageLocatorV2.NAMESPACE + ":")) {
            return LibraryUsageLocatorV2.read(key);
        }
        if (key.skip(AsideUsageKey.PREFIX)) {
            return AsideUsageKey.read(key);
        }
        return BlockUsageLocator.readAny(key);
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no usage key
     */
    static UsageKey valueOf(String text) {
        return parse(text);
    }
}
