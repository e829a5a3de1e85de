/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.key.CCXLocator;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryCollectionLocator;
import org.openedx.hooks.key.LibraryContainerLocator;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.LibraryUsageLocatorV2;
import org.openedx.hooks.key.UsageKey;

/**
 * Makes an example of a hook's data: what JSON shows of it, with the names that it has in Python. It is always the same
 * for the same record and words, nobody's data is in it, and that of a shipped event can be read as one.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class SamplePayload {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Map<Class<?>, Object> BY_TYPE = Map.ofEntries(
            Map.entry(int.class, 42),
            Map.entry(Integer.class, 42),
            Map.entry(long.class, 42),
            Map.entry(Long.class, 42),
            Map.entry(double.class, 0.87),
            Map.entry(Double.class, 0.87),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(Object.class, "value"),
            Map.entry(byte[].class, "aGVsbG8="),
            Map.entry(ByteBuffer.class, "aGVsbG8="),
            Map.entry(OffsetDateTime.class, "2026-01-31T08:30:00+00:00"),
            Map.entry(UUID.class, "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry(CourseKey.class, "course-v1:OpenedX+DemoX+2026"),
            Map.entry(CCXLocator.class, "ccx-v1:OpenedX+DemoX+2026+ccx@1"),
            Map.entry(UsageKey.class, "block-v1:OpenedX+DemoX+2026+type@problem+block@intro"),
            Map.entry(LibraryLocatorV2.class, "lib:OpenedX:demo"),
            Map.entry(LibraryUsageLocatorV2.class, "lb:OpenedX:demo:problem:intro"),
            Map.entry(LibraryCollectionLocator.class, "lib-collection:OpenedX:demo:basics"),
            Map.entry(LibraryContainerLocator.class, "lct:OpenedX:demo:unit:basics"));

    private final HookDocs docs;

    /**
     * Makes examples with the texts that libraries name.
     *
     * @param docs what components mean, must not be {@literal null}
     */
    public SamplePayload(HookDocs docs) {
        this.docs = Objects.requireNonNull(docs, "docs");
    }

    /**
     * An example of a hook's data.
     *
     * @param hookClass its record
     * @return texts, numbers, booleans, lists and maps by name, in declared order, not to be changed; {@literal null}
     *     if something in it has no form in JSON that is known here, or contains itself
     */
    public @Nullable Map<String, Object> of(Class<?> hookClass) {
        return record(hookClass, new ArrayDeque<>());
    }

    private @Nullable Map<String, Object> record(Class<?> type, Deque<Class<?>> enclosing) {
        if (enclosing.contains(type)) {
            return null;
        }
        enclosing.push(type);
        Map<String, Object> sample = new LinkedHashMap<>();
        for (HookComponent component : HookComponent.of(type)) {
            Object value = new Place(type, component.name(), enclosing).value(component.type());
            if (value == null) {
                return null;
            }
            sample.put(component.name(), value);
        }
        enclosing.pop();
        return Collections.unmodifiableMap(sample);
    }

    /** Where a value stands. */
    private final class Place {

        private final Class<?> owner;

        private final String name;

        private final Deque<Class<?>> enclosing;

        private Place(Class<?> owner, String name, Deque<Class<?>> enclosing) {
            this.owner = owner;
            this.name = name;
            this.enclosing = enclosing;
        }

        private @Nullable Object value(Type type) {
            if (type instanceof TypeVariable<?>) {
                return "(the host's own)";
            }
            if (type instanceof ParameterizedType generic) {
                return collection(generic, false);
            }
            return type == String.class ? text() : simple(type);
        }

        private @Nullable Object collection(ParameterizedType type, boolean inMap) {
            Type[] arguments = type.getActualTypeArguments();
            Class<?> raw = (Class<?>) type.getRawType();
            if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
                Object element = inMap ? inMap(arguments[0]) : value(arguments[0]);
                return element == null ? null : List.of(element);
            }
            if (raw == Map.class) {
                Object content = inMap(arguments[1]);
                return content == null ? null : Map.of(named("name"), content);
            }
            return null;
        }

        private @Nullable Object inMap(Type type) {
            if (type == String.class) {
                String example = docs.example(owner, name);
                return example == null ? "value" : example;
            }
            return type instanceof ParameterizedType generic ? collection(generic, true) : value(type);
        }

        private @Nullable Object simple(Type type) {
            if (type instanceof WildcardType any) {
                return value(any.getUpperBounds()[0]);
            }
            if (!(type instanceof Class<?> known)) {
                return null;
            }
            Object value = BY_TYPE.get(known);
            if (value != null || !known.isRecord()) {
                return value;
            }
            return record(known, enclosing);
        }

        private String text() {
            String example = docs.example(owner, name);
            if (example != null) {
                return example;
            }
            return named(
                    name.endsWith("url")
                            ? "https://example.org/" + name.replaceAll("_?url", "")
                            : name.replace('_', ' '));
        }

        /** What the words show as code: in "such as `verified`". */
        private String named(String otherwise) {
            String words = docs.of(owner, name);
            Matcher code = CODE.matcher(words == null ? "" : words);
            return code.find() && !code.group(1).equals("null") ? code.group(1) : otherwise;
        }
    }
}
