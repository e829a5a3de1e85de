/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * What hooks and their data mean, in words, for whoever shows them to people.
 *
 * <p>A library brings the words along in a properties file {@value #FILE}, in UTF-8, with lines {@code class=what it
 * is}, {@code class.component=what it means} and {@code class.component.example=a text it may have}; components have
 * their names in Python. That of the shipped hooks is made of their Javadoc. The files are read when somebody asks for
 * the first time. If two say something of the same, that counts which the class loader finds first.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class HookDocs {

    /** Where a library keeps the words. */
    public static final String FILE = "META-INF/openedx-hooks-docs.properties";

    private final ClassLoader classLoader;

    private volatile @Nullable Map<String, String> words;

    private HookDocs(ClassLoader classLoader) {
        this.classLoader = Objects.requireNonNull(classLoader, "classLoader");
    }

    /**
     * The words of all libraries. Costs nothing until somebody asks for one.
     *
     * @param classLoader finds the files
     * @return never {@literal null}
     */
    public static HookDocs of(ClassLoader classLoader) {
        return new HookDocs(classLoader);
    }

    /**
     * What a hook, or a record in it, is.
     *
     * @param type its class
     * @return a sentence or more, in Markdown; {@literal null} if no library says it
     * @throws UncheckedIOException if a file cannot be read
     */
    public @Nullable String of(Class<?> type) {
        return words().get(type.getName());
    }

    /**
     * What a component means.
     *
     * @param type the record that has it
     * @param component its name in Python
     * @return some words, in Markdown; {@literal null} if no library says it
     * @throws UncheckedIOException if a file cannot be read
     */
    public @Nullable String of(Class<?> type, String component) {
        return words().get(key(type, component));
    }

    /** A text that the component may have. */
    @Nullable
    String example(Class<?> type, String component) {
        return words().get(exampleKey(type, component));
    }

    static String key(Class<?> type, String component) {
        return type.getName() + "." + component;
    }

    static String exampleKey(Class<?> type, String component) {
        return key(type, component) + ".example";
    }

    /** Two who ask at once may both read; they find the same. */
    private Map<String, String> words() {
        Map<String, String> known = words;
        if (known == null) {
            known = read(classLoader);
            words = known;
        }
        return known;
    }

    private static Map<String, String> read(ClassLoader classLoader) {
        Map<String, String> words = new HashMap<>();
        try {
            for (URL file : Collections.list(classLoader.getResources(FILE))) {
                Properties lines = read(file);
                lines.stringPropertyNames().forEach(key -> words.putIfAbsent(key, lines.getProperty(key)));
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return words;
    }

    private static Properties read(URL file) throws IOException {
        Properties lines = new Properties();
        try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IllegalArgumentException ex) {
            throw new IOException("%s is no properties file: %s".formatted(file, ex.getMessage()), ex);
        }
        return lines;
    }
}
