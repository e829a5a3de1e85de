/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;

/**
 * Finds entries that nobody reads, because they stand below another root than ours. A root that is spelt nearly like
 * ours is a mistake whatever stands below it. One that only has something of its name, or nothing, may be somebody
 * else's: what stands below it tells.
 */
final class OtherRoots {

    private static final int NEAR = 2;

    /** The letters of two words at least. */
    private static final int TELLING = 12;

    /** The letters of a word that is not on every second root. */
    private static final int SPECIAL = 7;

    private static final String LAST_WORD = "config";

    private static final String SEPARATORS = ".[]";

    private final String root;

    private final String stem;

    /** What stands below a key if it is one of an entry of ours: a value or a list. */
    private final @Nullable Pattern mark;

    private final Collection<String> keys;

    private final int shortestKey;

    private @Nullable List<String> variables;

    /** @param form {@literal null} if a key has a value and nothing below: only the root itself tells then */
    OtherRoots(String root, Collection<String> keys, HookConfiguration.@Nullable Form form) {
        this.root = ConfigNode.uniform(root);
        this.stem = this.root.replaceFirst("s?" + LAST_WORD + "$", "");
        this.mark = form == null
                ? null
                : Pattern.compile(
                        "(.*[._\\]])?" + form.mark().replace("-", "[-_]?") + "([\\[_][0-9].*)?",
                        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        this.keys = keys;
        this.shortestKey = keys.stream().mapToInt(String::length).min().orElse(Integer.MAX_VALUE);
    }

    /**
     * Looks at the name of a property that is not below our root.
     *
     * @return {@literal null} if nothing tells that it was meant to be
     */
    @Nullable
    Other of(String property, boolean fromEnvironment) {
        String near = near(property, fromEnvironment);
        if (near != null) {
            return new Other(near, true);
        }
        if (mark == null) {
            return null;
        }
        Other other = property.length() > shortestKey + 1 ? above(property, fromEnvironment, mark) : null;
        return other != null || fromEnvironment ? other : alike(property);
    }

    /** The beginning of the name that differs from our root by a letter or two. */
    private @Nullable String near(String property, boolean fromEnvironment) {
        if (property.isEmpty() || Character.toLowerCase(property.charAt(0)) != root.charAt(0)) {
            return null;
        }
        for (int end = 1; end <= property.length(); end++) {
            char next = end < property.length() ? property.charAt(end) : '.';
            if (next == '.' || next == '[' || (fromEnvironment && next == '_')) {
                String beginning = property.substring(0, end);
                String uniform = ConfigNode.uniform(beginning);
                if (uniform.length() > root.length() + NEAR) {
                    return null;
                }
                if (uniform.length() >= root.length() - NEAR && NearestName.distance(uniform, root) <= NEAR) {
                    return beginning;
                }
            }
        }
        return null;
    }

    /** What stands above one of our keys. */
    private @Nullable Other above(String property, boolean fromEnvironment, Pattern mark) {
        String separators = fromEnvironment ? "_" : SEPARATORS;
        for (String key : fromEnvironment ? variables() : keys) {
            int at = property.indexOf(key);
            int end = at + key.length();
            if (at > 1
                    && separators.indexOf(property.charAt(at - 1)) >= 0
                    && (end == property.length() || separators.indexOf(property.charAt(end)) >= 0)) {
                return above(property.substring(0, at - 1), property.substring(end), mark);
            }
        }
        return null;
    }

    private @Nullable Other above(String name, String below, Pattern mark) {
        String last = ConfigNode.uniform(name.substring(name.lastIndexOf('.') + 1));
        if (mark.matcher(below).matches()
                || ConfigNode.uniform(name).contains(stem)
                || (root.endsWith(last) && last.length() >= TELLING)) {
            return new Other(name, true);
        }
        return root.contains(last) && last.length() >= SPECIAL ? new Other(name, false) : null;
    }

    private synchronized List<String> variables() {
        List<String> made = variables;
        if (made == null) {
            made = keys.stream()
                    .map(key -> key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT))
                    .toList();
            variables = made;
        }
        return made;
    }

    /** A root that has our name and more, or less, with whatever below it. */
    private @Nullable Other alike(String property) {
        for (int end = firstEnd(property); end > 0; end = property.indexOf('.', end + 1)) {
            String beginning = property.substring(0, end);
            String uniform = ConfigNode.uniform(beginning);
            if (uniform.contains(stem)) {
                return new Other(beginning, false);
            }
            if (uniform.length() > 2 * root.length()) {
                return null;
            }
        }
        return null;
    }

    /** A name without dots is a root with a value. */
    private static int firstEnd(String property) {
        for (int i = 0; i < property.length(); i++) {
            if (property.charAt(i) == '.' || property.charAt(i) == '[') {
                return i;
            }
        }
        return property.length();
    }

    /**
     * A root that is not ours.
     *
     * @param name as it is written
     * @param isMistake {@literal false} if it may be somebody else's
     */
    record Other(String name, boolean isMistake) {}
}
