/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A block in a course, a coach's copy of one or a legacy library. The context decides the namespace; {@code location}
 * tells keys written as {@code location:org+course+run+type+id}, which equal no others.
 */
record BlockUsageLocator(CourseKey contextKey, @Nullable String blockType, String blockId, boolean location)
        implements UsageKey {

    private static final String NAMESPACE = "block-v1";
    private static final String CCX_NAMESPACE = "ccx-block-v1";
    private static final String LIBRARY_NAMESPACE = "lib-block-v1";
    private static final String LOCATION_NAMESPACE = "location";
    private static final String OLD_STYLE = "i4x://";

    private static final String KIND = "UsageKey";

    BlockUsageLocator {
        Objects.requireNonNull(contextKey, "contextKey");
        boolean old = contextKey.deprecated();
        KeyReader.checkUnlessNull(KIND, "blockType", blockType, old ? KeyCharacters.ALL_BUT_SLASH : KeyCharacters.ID);
        KeyReader.check(KIND, "blockId", blockId, old ? KeyCharacters.ID_OR_PERCENT : KeyCharacters.ID);
    }

    static BlockUsageLocator of(CourseKey course, String blockType, String blockId) {
        return new BlockUsageLocator(course, Objects.requireNonNull(blockType, "blockType"), blockId, false);
    }

    static BlockUsageLocator readAny(KeyReader key) {
        if (key.skip(NAMESPACE + ":")) {
            LocatorParts parts = new LocatorParts(key, false, KeyCharacters.ID);
            return read(CourseLocator.from(parts, key), parts, key);
        }
        if (key.skip(OLD_STYLE)) {
            return readOldStyle(key);
        }
        if (key.skip(LIBRARY_NAMESPACE + ":")) {
            LocatorParts parts = new LocatorParts(key, false, KeyCharacters.ID);
            if (parts.blockType == null) {
                throw key.expected("type@ and block@");
            }
            return read(LibraryLocator.from(parts, key), parts, key);
        }
        if (key.skip(CCX_NAMESPACE + ":")) {
            LocatorParts parts = new LocatorParts(key, true, KeyCharacters.ID);
            return read(CCXLocator.from(parts, key), parts, key);
        }
        if (key.skip(LOCATION_NAMESPACE + ":")) {
            return readLocation(key);
        }
        throw key.expected(
                "block-v1:, ccx-block-v1:, lib-block-v1:, lb:, aside-usage-v1:, aside-usage-v2:, location: or i4x://");
    }

    private static BlockUsageLocator read(CourseKey context, LocatorParts parts, KeyReader key) {
        if (parts.blockId == null) {
            throw key.expected("block@");
        }
        return new BlockUsageLocator(context, parts.blockType, parts.blockId, false);
    }

    private static BlockUsageLocator readLocation(KeyReader key) {
        String org = key.read("org", KeyCharacters.ID);
        key.expect("+");
        String course = key.read("course", KeyCharacters.ID);
        key.expect("+");
        String run = key.read("run", KeyCharacters.ID);
        key.expect("+");
        String blockType = key.read("block type", KeyCharacters.ID);
        key.expect("+");
        String blockId = key.read("block id", KeyCharacters.ID);
        key.expectEnd();
        return new BlockUsageLocator(CourseKey.of(org, course, run), blockType, blockId, true);
    }

    private static BlockUsageLocator readOldStyle(KeyReader key) {
        String org = key.read("org", KeyCharacters.OLD_COURSE_PART);
        key.expect("/");
        String course = key.read("course", KeyCharacters.OLD_COURSE_PART);
        key.expect("/");
        String blockType = key.read("block type", KeyCharacters.ALL_BUT_SLASH);
        key.expect("/");
        String blockId = key.read("block id", KeyCharacters.ID_OR_PERCENT);
        String revision = key.skip("@") ? key.read("revision", KeyCharacters.ID_OR_PERCENT) : null;
        key.expectEnd();
        return new BlockUsageLocator(
                new CourseLocator(org, course, null, revision, null, true), blockType, blockId, false);
    }

    @Override
    public CourseKey courseKey() {
        return contextKey;
    }

    @Override
    public boolean deprecated() {
        return contextKey.deprecated();
    }

    @Override
    public String namespace() {
        if (location) {
            return LOCATION_NAMESPACE;
        }
        if (contextKey instanceof CCXLocator) {
            return CCX_NAMESPACE;
        }
        return contextKey instanceof LibraryLocator ? LIBRARY_NAMESPACE : NAMESPACE;
    }

    @Override
    public String toString() {
        if (deprecated()) {
            String branch = contextKey.branch();
            return OLD_STYLE + contextKey.org() + "/" + contextKey.course() + "/" + blockType + "/" + blockId
                    + (branch == null ? "" : "@" + branch);
        }
        String context = namespace() + LocatorParts.afterNamespace(contextKey);
        return location
                ? context + "+" + blockType + "+" + blockId
                // Python writes a missing type as its None, and others read what it wrote.
                : context + "+type@" + (blockType == null ? "None" : blockType) + "+block@" + blockId;
    }
}
