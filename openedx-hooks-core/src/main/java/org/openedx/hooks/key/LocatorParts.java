/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What stands between plus signs in keys of courses, legacy libraries and their blocks:
 * {@code [org+course[+run]][+branch@b][+version@v][+ccx@n][+type@t][+block@b]}.
 *
 * <p>No part can hold a plus or an at sign, so the text is read without ever going back.
 */
final class LocatorParts {

    final @Nullable String org;
    final @Nullable String course;
    final @Nullable String run;
    final @Nullable String branch;
    final @Nullable String versionGuid;
    final @Nullable String ccx;
    final @Nullable String blockType;
    final @Nullable String blockId;

    /** Reads all that is left. A custom course has a number, and labels in any case. */
    LocatorParts(KeyReader key, boolean custom, KeyCharacters blockIds) {
        boolean named = !key.atEnd() && !key.atLabel();
        org = named ? key.read("org", KeyCharacters.ID) : null;
        if (named) {
            key.expect("+");
        }
        course = named ? readPart(key, "course", KeyCharacters.ID) : null;
        run = named && !key.atEnd() && !key.atLabel() ? readPart(key, "run", KeyCharacters.ID) : null;
        branch = key.skip("branch@", custom) ? readPart(key, "branch", KeyCharacters.ID) : null;
        versionGuid = key.skip("version@", custom) ? readVersion(key, custom) : null;
        if (custom && !key.skip("ccx@", true)) {
            throw key.expected("ccx@");
        }
        ccx = custom ? readPart(key, "ccx", KeyCharacters.DIGITS) : null;
        blockType = key.skip("type@", custom) ? readPart(key, "block type", KeyCharacters.ID) : null;
        blockId = key.skip("block@", custom) ? key.read("block id", blockIds) : null;
        key.expectEnd();
    }

    private static String readPart(KeyReader key, String part, KeyCharacters characters) {
        String value = key.read(part, characters);
        key.expectPlusOrEnd();
        return value;
    }

    private static String readVersion(KeyReader key, boolean custom) {
        String version = key.readVersion(custom ? KeyCharacters.HEX : KeyCharacters.LOWER_HEX);
        key.expectPlusOrEnd();
        return custom ? version.toLowerCase(Locale.ROOT) : version;
    }

    /** Appends what follows the names; as in Python, a key without names shows only its version. */
    static StringBuilder appendBranchAndVersion(
            StringBuilder text, boolean named, @Nullable String branch, @Nullable String versionGuid) {
        if (named && branch != null) {
            text.append("+branch@").append(branch);
        }
        if (versionGuid != null) {
            text.append(named ? "+" : "").append("version@").append(versionGuid);
        }
        return text;
    }

    /** The text of a course key from the colon on. */
    static String afterNamespace(CourseKey course) {
        return course.toString().substring(course.namespace().length());
    }
}
