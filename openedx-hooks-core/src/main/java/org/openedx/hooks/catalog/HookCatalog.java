/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;

import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.InvalidHookException;
import org.openedx.hooks.Printable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;

/**
 * The hooks that an application knows, by type (NAM-11). Immutable and thread-safe.
 *
 * <p>A library lists its hooks in an index, a properties file {@value #INDEX} with a line {@code type=class name} for
 * each, so that knowing a hook costs a line of text; its class is loaded and its definition checked when somebody asks
 * for it.
 *
 * @since 0.1.0
 */
public final class HookCatalog {

    /** Where a library lists its hooks. */
    public static final String INDEX = "META-INF/openedx-hooks.properties";

    private final NavigableMap<String, Entry> entries;

    private HookCatalog(NavigableMap<String, Entry> entries) {
        this.entries = Collections.unmodifiableNavigableMap(entries);
    }

    /**
     * The hooks in the indexes of all libraries.
     *
     * @param classLoader finds the indexes and, later, the classes
     * @return a catalog
     * @throws InvalidCatalogException if two classes define the same type (NAM-11)
     * @throws UncheckedIOException if an index cannot be read
     */
    public static HookCatalog load(ClassLoader classLoader) {
        Objects.requireNonNull(classLoader, "classLoader");
        NavigableMap<String, Entry> entries = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        try {
            Enumeration<URL> indexes = classLoader.getResources(INDEX);
            while (indexes.hasMoreElements()) {
                URL index = indexes.nextElement();
                for (var line : read(index)) {
                    add(entries, line.getKey(), new Indexed(line.getValue(), classLoader, index), problems);
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        if (!problems.isEmpty()) {
            throw new InvalidCatalogException(problems, null);
        }
        return new HookCatalog(entries);
    }

    /**
     * This catalog and the hooks of some classes, such as an application's own.
     *
     * @param hookClasses annotated records; those that the catalog has already are fine
     * @return a new catalog
     * @throws InvalidHookException if one class breaks a rule, and nothing else is wrong
     * @throws InvalidCatalogException if several do, or one defines a type that another class has (NAM-11)
     */
    public HookCatalog with(Collection<? extends Class<?>> hookClasses) {
        NavigableMap<String, Entry> all = new TreeMap<>(entries);
        List<String> problems = new ArrayList<>();
        InvalidHookException invalid = null;
        for (Class<?> hookClass : hookClasses) {
            try {
                HookDefinition definition = define(hookClass);
                add(all, definition.type().value(), new Defined(definition), problems);
            } catch (InvalidHookException ex) {
                invalid = ex;
                problems.add(String.valueOf(ex.getMessage()));
            }
        }
        if (invalid != null && problems.size() == 1) {
            throw invalid;
        }
        if (!problems.isEmpty()) {
            throw new InvalidCatalogException(problems, invalid);
        }
        return new HookCatalog(all);
    }

    /**
     * The names of all hooks, in their natural order.
     *
     * @return an immutable set
     */
    public SortedSet<String> types() {
        return entries.navigableKeySet();
    }

    /**
     * The hook with this name.
     *
     * @param type a hook type, valid or not
     * @return its definition; empty if the catalog does not have it
     * @throws InvalidHookException if its class breaks a rule, or has another type than its index says
     * @throws IllegalStateException if its class is missing
     */
    public Optional<HookDefinition> find(String type) {
        return Optional.ofNullable(entries.get(type)).map(entry -> entry.definition(type));
    }

    /**
     * All hooks, in the order of their types.
     *
     * @return an immutable list
     * @throws InvalidHookException if one of their classes breaks a rule, or has another type than its index says
     * @throws IllegalStateException if one of their classes is missing
     */
    public List<HookDefinition> definitions() {
        return entries.entrySet().stream()
                .map(entry -> entry.getValue().definition(entry.getKey()))
                .toList();
    }

    /** All lines: a map of them would keep only the last of two for one type. */
    private static List<Map.Entry<String, String>> read(URL index) throws IOException {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        try (InputStream in = index.openStream()) {
            new Properties() {
                @Override
                public synchronized Object put(Object type, Object className) {
                    return lines.add(Map.entry((String) type, ((String) className).strip()));
                }
            }.load(in);
        }
        return lines;
    }

    private static void add(NavigableMap<String, Entry> entries, String type, Entry entry, List<String> problems) {
        Entry other = entries.putIfAbsent(type, entry);
        if (other != null && !other.className().equals(entry.className())) {
            problems.add("The hook type %s is defined twice, by %s and by %s; a type is unique (NAM-11)"
                    .formatted(Printable.of(type), Printable.of(other.className()), Printable.of(entry.className())));
        }
    }

    @SuppressWarnings("unchecked")
    private static HookDefinition define(Class<?> hookClass) {
        if (OpenEdxEvent.class.isAssignableFrom(hookClass)) {
            return OpenEdxPublicSignal.of((Class<? extends OpenEdxEvent>) hookClass);
        }
        if (OpenEdxFilter.class.isAssignableFrom(hookClass)) {
            return OpenEdxPublicFilter.of((Class<? extends OpenEdxFilter>) hookClass);
        }
        throw new InvalidHookException(hookClass, "it implements neither OpenEdxEvent nor OpenEdxFilter (PUR-2)");
    }

    private sealed interface Entry {

        String className();

        HookDefinition definition(String type);
    }

    private record Defined(HookDefinition hook) implements Entry {

        @Override
        public String className() {
            return hook.hookClass().getName();
        }

        @Override
        public HookDefinition definition(String type) {
            return hook;
        }
    }

    private record Indexed(String className, ClassLoader classLoader, URL index) implements Entry {

        @Override
        public HookDefinition definition(String type) {
            HookDefinition hook = definition();
            if (!hook.type().value().equals(type)) {
                throw new InvalidHookException(hook.hookClass(), "%s says that it is %s".formatted(index, type));
            }
            return hook;
        }

        private HookDefinition definition() {
            try {
                return define(Class.forName(className, false, classLoader));
            } catch (ClassNotFoundException ex) {
                throw new IllegalStateException(
                        "%s lists %s, which is not there".formatted(Printable.of(index), Printable.of(className)), ex);
            }
        }
    }
}
