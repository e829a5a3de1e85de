/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.springframework.boot.origin.Origin;

/**
 * A piece of configuration as it was written, with where it stands: a value, a list, or named pieces. Boot's binder
 * cannot keep what options need: names with underscores and capitals, and lists within maps. Not thread-safe while it
 * is read; nothing changes it after that.
 *
 * @since 0.1.0
 */
public final class ConfigNode {

    private static final int SHOWN_LENGTH = 100;

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,6}]");

    private final String key;

    private final Origin origin;

    private final Map<String, ConfigNode> children = new LinkedHashMap<>();

    private @Nullable Object value;

    private boolean written;

    ConfigNode(String key, Origin origin) {
        this.key = key;
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
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetterOrDigit(name.charAt(i))) {
                uniform.append(name.charAt(i));
            }
        }
        return uniform.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Where this stands, or its first value.
     *
     * @return for messages, never {@literal null}
     */
    public String origin() {
        return Printable.of(origin);
    }

    /**
     * Where the name of this stands, for messages about the name itself.
     *
     * @return as {@link #origin()} if the name cannot be found in its file
     */
    public String nameOrigin() {
        String found = WrittenText.originOf(key, origin);
        return found != null ? found : origin();
    }

    /**
     * Where this stands, for messages about what it is: a list or a mapping where something else should be stands where
     * its name does.
     *
     * @return never {@literal null}
     */
    public String formOrigin() {
        return isValue() || isIndex(key) ? origin() : nameOrigin();
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
     * The value, with placeholders resolved: a text, a number, a boolean, or an empty list or map.
     *
     * @return {@literal null} if nothing is written here, or if this has pieces
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
        return isValue()
                && (value == null
                        || isEmptyList()
                        || isEmptyMapping()
                        || value.toString().isBlank());
    }

    private boolean isEmptyList() {
        return value instanceof Collection<?>;
    }

    private boolean isEmptyMapping() {
        return value instanceof Map<?, ?>;
    }

    /**
     * Whether this is an empty list, or one whose pieces are numbered from 0 without gaps.
     *
     * @return {@literal false} for values and mappings
     */
    public boolean isList() {
        if (isValue()) {
            return isEmptyList();
        }
        for (int i = 0; i < children.size(); i++) {
            if (!children.containsKey(index(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isMapping() {
        return isValue() ? isEmptyMapping() : !isList();
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
     * @return whether nothing else is at this place, above or below it
     */
    boolean put(List<String> path, @Nullable Object value, Origin origin) {
        ConfigNode node = this;
        boolean alone = true;
        for (String name : path) {
            alone &= !node.written;
            node = node.children.computeIfAbsent(name, k -> new ConfigNode(k, origin));
        }
        alone &= !node.written && node.isValue();
        node.value = value;
        node.written = true;
        return alone;
    }

    /**
     * This node overridden by another: mappings piece by piece, anything else as a whole, so a list replaces a list.
     *
     * @param other overrides this
     * @param relaxed whether the other's names have lost case and punctuation, as in environment variables
     * @return one of both, or a new node
     */
    public ConfigNode overriddenBy(ConfigNode other, boolean relaxed) {
        if (!isMapping() || !other.isMapping()) {
            return other;
        }
        if (other.isValue()) {
            return this;
        }
        ConfigNode merged = new ConfigNode(other.key, other.origin);
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
     * @return unmodifiable lists and maps, and values as they are written; {@literal null} where nothing is
     */
    public @Nullable Object plain() {
        if (isList()) {
            List<@Nullable Object> plain = new ArrayList<>();
            items().forEach(item -> plain.add(item.plain()));
            return Collections.unmodifiableList(plain);
        }
        if (!isMapping()) {
            return value;
        }
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        children.forEach((name, piece) -> plain.put(name, piece.plain()));
        return Collections.unmodifiableMap(plain);
    }

    /** What was found, for messages: a value as it is, else whether it is a list or a mapping. */
    @Override
    public String toString() {
        if (isList()) {
            return isValue() ? "an empty list" : "a list";
        }
        if (isMapping()) {
            return isValue() ? "an empty mapping" : "a mapping";
        }
        return isEmpty()
                ? "nothing"
                : value instanceof Object[] ? "an array" : "\"" + Printable.of(value, SHOWN_LENGTH) + "\"";
    }
}
