/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import org.jspecify.annotations.Nullable;

/**
 * A course, named by {@code course-v1:org+course+run[+branch@b][+version@v]}, {@code course-v1:[branch@b+]version@v} or
 * {@code org/course/run} (deprecated).
 */
record CourseLocator(
        @Nullable String org,
        @Nullable String course,
        @Nullable String run,
        @Nullable String branch,
        @Nullable String versionGuid,
        boolean deprecated)
        implements CourseKey {

    static final String NAMESPACE = "course-v1";

    private static final String KIND = "CourseKey";

    CourseLocator {
        KeyCharacters characters = deprecated ? KeyCharacters.OLD_COURSE_PART : KeyCharacters.ID;
        KeyReader.checkUnlessNull(KIND, "org", org, characters);
        KeyReader.checkUnlessNull(KIND, "course", course, characters);
        if (!(deprecated && run != null && run.isEmpty())) {
            KeyReader.checkUnlessNull(KIND, "run", run, characters);
        }
        KeyReader.checkUnlessNull(KIND, "branch", branch, deprecated ? KeyCharacters.ID_OR_PERCENT : KeyCharacters.ID);
        KeyReader.checkVersion(KIND, versionGuid);
        boolean named = org != null && course != null && (run != null || deprecated);
        if (!named && (deprecated || versionGuid == null)) {
            throw new InvalidKeyException("Invalid " + KIND + ": neither org, course and run nor a version");
        }
    }

    /** Reads a course key of any kind; {@code expected} says what there is to choose from. */
    static CourseKey readAny(KeyReader key, String expected) {
        if (key.skip(NAMESPACE + ":") || key.skip("slashes:")) {
            return from(new LocatorParts(key, false, KeyCharacters.ID_OR_PERCENT), key);
        }
        if (key.skip(LibraryLocator.NAMESPACE + ":")) {
            return LibraryLocator.read(key);
        }
        if (key.skip(CCXLocator.NAMESPACE + ":")) {
            return CCXLocator.read(key);
        }
        if (!key.contains('/')) {
            throw key.expected(expected);
        }
        return readOldStyle(key);
    }

    static CourseLocator from(LocatorParts parts, KeyReader key) {
        if (parts.versionGuid == null && parts.run == null) {
            throw key.expected("org+course+run or a version");
        }
        return new CourseLocator(parts.org, parts.course, parts.run, parts.branch, parts.versionGuid, false);
    }

    private static CourseLocator readOldStyle(KeyReader key) {
        String org = key.read("org", KeyCharacters.OLD_COURSE_PART);
        key.expect("/");
        String course = key.read("course", KeyCharacters.OLD_COURSE_PART);
        key.expect("/");
        String run = key.atEnd() ? "" : key.read("run", KeyCharacters.OLD_COURSE_PART);
        key.expectEnd();
        return new CourseLocator(org, course, run, null, null, true);
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String toString() {
        if (deprecated) {
            return org + "/" + course + "/" + (run == null ? "" : run);
        }
        StringBuilder text = new StringBuilder(48).append(NAMESPACE).append(':');
        if (run != null) {
            text.append(org).append('+').append(course).append('+').append(run);
        }
        return LocatorParts.appendBranchAndVersion(text, run != null, branch, versionGuid)
                .toString();
    }
}
