/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A piece of configuration as it was written, with where it stands: a value, a list, or named pieces. Boot's binder
 * cannot keep what options need: names with underscores and capitals, and lists within maps. Not thread-safe while it
 * is read; nothing changes it after that.
 *
 * @since 0.1.0
 */
public final class ConfigNode {

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,6}]");

    private final String origin;

    private final Map<String, ConfigNode> children = new LinkedHashMap<>();

    private @Nullable Object value;

    ConfigNode(String origin) {
        this.origin = origin;
    }

    /**
     * The key of a list's item.
     *
     * @param index from 0
     * @return the index in brackets
     */
    public static String index(int index) {
        return "[" + index + "]";
    }

    /**
     * Whether a key is that of a list's item.
     *
     * @param key any
     * @return {@literal false} if it is a name
     */
    public static boolean isIndex(String key) {
        return INDEX.matcher(key).matches();
    }

    /**
     * Names as Boot compares them.
     *
     * @param name in any spelling
     * @return the letters and digits, in lower case
     */
    public static String uniform(String name) {
        StringBuilder uniform = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> uniform.append((char) c));
        return uniform.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Where this stands, or its first value.
     *
     * @return for messages, never {@literal null}
     */
    public String origin() {
        return origin;
    }

    /**
     * The pieces.
     *
     * @return an unmodifiable map in configured order, empty if this is a value
     */
    public Map<String, ConfigNode> children() {
        return Collections.unmodifiableMap(children);
    }

    /**
     * The value, with placeholders resolved.
     *
     * @return {@literal null} if this has pieces
     */
    public @Nullable Object value() {
        return value;
    }

    /**
     * Whether this has no pieces.
     *
     * @return {@literal false} for lists and mappings
     */
    public boolean isValue() {
        return children.isEmpty();
    }

    /**
     * Whether this is a text.
     *
     * @return {@literal false} for other values, lists and mappings
     */
    public boolean isText() {
        return isValue() && value instanceof CharSequence;
    }

    /**
     * Whether this says nothing.
     *
     * @return {@literal true} for a blank text, an empty list or mapping, or no value at all
     */
    public boolean isEmpty() {
        return isValue() && (value == null || value.toString().isBlank());
    }

    /**
     * Whether the pieces are numbered from 0 without gaps.
     *
     * @return {@literal false} for values and mappings
     */
    public boolean isList() {
        for (int i = 0; i < children.size(); i++) {
            if (!children.containsKey(index(i))) {
                return false;
            }
        }
        return !isValue();
    }

    /**
     * The items of a list.
     *
     * @return a new list, empty if this is none
     */
    public List<ConfigNode> items() {
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
     * @param other overrides this
     * @param relaxed whether the other's names have lost case and punctuation, as in environment variables
     * @return one of both, or a new node
     */
    public ConfigNode overriddenBy(ConfigNode other, boolean relaxed) {
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

    /**
     * The same without origins.
     *
     * @return unmodifiable lists and maps, and values
     */
    public Object plain() {
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

    /** What was found, for messages: a value as it is, else whether it is a list or a mapping. */
    @Override
    public String toString() {
        if (!isValue()) {
            return isList() ? "a list" : "a mapping";
        }
        return isEmpty() ? "nothing" : value instanceof Object[] ? "an array" : "\"" + value + "\"";
    }
}
