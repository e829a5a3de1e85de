/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A piece of configuration as it was written, with where it stands: a value, a list, or named pieces. Boot's binder
 * cannot keep what options need: names with underscores and capitals, and lists within maps.
 */
final class ConfigNode {

    private final String origin;

    private final Map<String, ConfigNode> children = new LinkedHashMap<>();

    private @Nullable Object value;

    ConfigNode(String origin) {
        this.origin = origin;
    }

    /** The key of a list's item. */
    static String index(int index) {
        return "[" + index + "]";
    }

    /** Names as Boot compares them: without case, hyphens and underscores. */
    static String uniform(String name) {
        StringBuilder uniform = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> uniform.append((char) c));
        return uniform.toString().toLowerCase(Locale.ROOT);
    }

    String origin() {
        return origin;
    }

    Map<String, ConfigNode> children() {
        return Collections.unmodifiableMap(children);
    }

    @Nullable
    Object value() {
        return value;
    }

    boolean isValue() {
        return children.isEmpty();
    }

    boolean isText() {
        return isValue() && value instanceof CharSequence;
    }

    boolean isEmpty() {
        return isValue() && (value == null || value.toString().isBlank());
    }

    boolean isList() {
        for (int i = 0; i < children.size(); i++) {
            if (!children.containsKey(index(i))) {
                return false;
            }
        }
        return !isValue();
    }

    List<ConfigNode> items() {
        List<ConfigNode> items = new ArrayList<>();
        for (ConfigNode item = children.get(index(0)); item != null; item = children.get(index(items.size()))) {
            items.add(item);
        }
        return items;
    }

    /**
     * Adds a value below this node.
     *
     * @return whether there was none at this place
     */
    boolean put(List<String> path, Object value, String origin) {
        ConfigNode node = this;
        for (String key : path) {
            node = node.children.computeIfAbsent(key, k -> new ConfigNode(origin));
        }
        boolean first = node.value == null;
        node.value = value;
        return first;
    }

    /**
     * This node overridden by another: pieces by their names, anything else as a whole, so a list replaces a list.
     *
     * @param relaxed whether the other's names have lost case and punctuation, as in environment variables
     */
    ConfigNode overriddenBy(ConfigNode other, boolean relaxed) {
        if (isValue() || isList() || other.isValue() || other.isList()) {
            return other;
        }
        ConfigNode merged = new ConfigNode(other.origin);
        merged.children.putAll(children);
        other.children.forEach((name, piece) -> merged.children.merge(
                relaxed ? written(name) : name, piece, (lower, higher) -> lower.overriddenBy(higher, relaxed)));
        return merged;
    }

    /** The name as this node has it. */
    private String written(String name) {
        return children.keySet().stream()
                .filter(known -> uniform(known).equals(uniform(name)))
                .findFirst()
                .orElse(name);
    }

    /** Plain lists, maps and values: what a step finds in its options. */
    Object plain() {
        if (isValue()) {
            return value == null ? "" : value;
        }
        if (isList()) {
            return items().stream().map(ConfigNode::plain).toList();
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        children.forEach((name, piece) -> plain.put(name, piece.plain()));
        return Collections.unmodifiableMap(plain);
    }

    /** What was found, for messages. */
    @Override
    public String toString() {
        if (!isValue()) {
            return isList() ? "a list" : "a mapping";
        }
        return isEmpty() ? "nothing" : value instanceof Object[] ? "an array" : "\"" + value + "\"";
    }
}
