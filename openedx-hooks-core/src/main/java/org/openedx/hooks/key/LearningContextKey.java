/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Names a collection of content in which learning happens: a course or a library.
 *
 * @since 0.1.0
 */
public sealed interface LearningContextKey extends OpaqueKey permits CourseKey, LibraryLocatorV2 {

    /**
     * Returns the organization.
     *
     * @return the organization, or null when the key names only a version
     */
    @Nullable
    String org();

    /**
     * Reads a key of a course or of a library of either generation.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    static LearningContextKey parse(String text) {
        KeyReader key = new KeyReader("LearningContextKey", text);
        return key.skip(LibraryLocatorV2.NAMESPACE + ":")
                ? LibraryLocatorV2.read(key)
                : CourseLocator.readAny(key, "course-v1:, ccx-v1:, library-v1:, lib: or org/course/run");
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    static LearningContextKey valueOf(String text) {
        return parse(text);
    }
}
