/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The public ways to read a key, by the name of the type. */
final class Parsers {

    static final Map<String, Function<String, ? extends OpaqueKey>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("LearningContextKey", LearningContextKey::parse);
        ALL.put("CourseKey", CourseKey::parse);
        ALL.put("CCXLocator", CCXLocator::parse);
        ALL.put("LibraryLocator", LibraryLocator::parse);
        ALL.put("LibraryLocatorV2", LibraryLocatorV2::parse);
        ALL.put("UsageKey", UsageKey::parse);
        ALL.put("AsideUsageKey", AsideUsageKey::parse);
        ALL.put("LibraryUsageLocatorV2", LibraryUsageLocatorV2::parse);
        ALL.put("LibraryCollectionLocator", LibraryCollectionLocator::parse);
        ALL.put("LibraryContainerLocator", LibraryContainerLocator::parse);
    }

    private Parsers() {}

    static Function<String, ? extends OpaqueKey> of(String type) {
        Function<String, ? extends OpaqueKey> parser = ALL.get(type);
        if (parser == null) {
            throw new IllegalArgumentException("No type " + type);
        }
        return parser;
    }
}
