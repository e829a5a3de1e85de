/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies of the collections that records are made with, so that nobody can change a payload from outside
 * (PAY-1). They keep the order, and refuse {@literal null} with a message that names the component.
 *
 * @since 0.1.0
 */
public final class Copies {

    private Copies() {}

    /**
     * Copies a list of immutable elements.
     *
     * @param elements what to copy
     * @param component the record component it is for
     * @param <T> the type of the elements
     * @return an unmodifiable list
     */
    public static <T> List<T> list(List<? extends T> elements, String component) {
        Objects.requireNonNull(elements, component);
        try {
            return List.copyOf(elements);
        } catch (NullPointerException ex) {
            throw holdsNull(component);
        }
    }

    /**
     * Copies a list of collections.
     *
     * @param elements what to copy
     * @param component the record component it is for
     * @param copy copies an element
     * @param <S> the type of the elements
     * @param <T> the type of their copies
     * @return an unmodifiable list
     */
    public static <S, T> List<T> list(List<S> elements, String component, Function<? super S, ? extends T> copy) {
        Objects.requireNonNull(elements, component);
        List<T> copies = new ArrayList<>(elements.size());
        for (S element : elements) {
            copies.add(copy.apply(requireElement(element, component)));
        }
        return Collections.unmodifiableList(copies);
    }

    /**
     * Copies a set of immutable elements.
     *
     * @param elements what to copy
     * @param component the record component it is for
     * @param <T> the type of the elements
     * @return an unmodifiable set
     */
    public static <T> Set<T> set(Set<? extends T> elements, String component) {
        Objects.requireNonNull(elements, component);
        Set<T> copies = new LinkedHashSet<>();
        for (T element : elements) {
            copies.add(requireElement(element, component));
        }
        return Collections.unmodifiableSet(copies);
    }

    /**
     * Copies a map of immutable values.
     *
     * @param entries what to copy
     * @param component the record component it is for
     * @param <V> the type of the values
     * @return an unmodifiable map
     */
    public static <V> Map<String, V> map(Map<String, ? extends V> entries, String component) {
        return map(entries, component, value -> value);
    }

    /**
     * Copies a map of collections.
     *
     * @param entries what to copy
     * @param component the record component it is for
     * @param copy copies a value
     * @param <S> the type of the values
     * @param <V> the type of their copies
     * @return an unmodifiable map
     */
    public static <S, V> Map<String, V> map(
            Map<String, S> entries, String component, Function<? super S, ? extends V> copy) {
        Objects.requireNonNull(entries, component);
        Map<String, V> copies = new LinkedHashMap<>();
        entries.forEach((key, value) ->
                copies.put(requireElement(key, component), copy.apply(requireElement(value, component))));
        return Collections.unmodifiableMap(copies);
    }

    /**
     * Copies what a template is rendered with. Values may be {@literal null}; they belong to the host and are not
     * copied.
     *
     * @param entries what to copy
     * @param component the record component it is for
     * @return an unmodifiable map
     */
    public static Map<String, @Nullable Object> context(Map<String, ?> entries, String component) {
        Objects.requireNonNull(entries, component);
        Map<String, @Nullable Object> copies = new LinkedHashMap<>();
        entries.forEach((key, value) -> copies.put(requireElement(key, component), value));
        return Collections.unmodifiableMap(copies);
    }

    private static <T> T requireElement(@Nullable T element, String component) {
        if (element == null) {
            throw holdsNull(component);
        }
        return element;
    }

    private static NullPointerException holdsNull(String component) {
        return new NullPointerException(component + " holds null");
    }
}
