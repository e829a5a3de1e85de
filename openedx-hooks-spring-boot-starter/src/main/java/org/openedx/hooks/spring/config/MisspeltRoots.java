/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds settings that nobody reads because their root is misspelt, {@code openedx.hook} or {@code event-buss}. Others
 * may have roots that look alike: one counts as misspelt only if a known setting stands below it. Environment variables
 * and system properties are left alone.
 *
 * @since 0.1.0
 */
public final class MisspeltRoots {

    /** One letter in so many may be wrong. */
    private static final int NEAR = 6;

    private static final Pattern SEPARATOR = Pattern.compile("[.\\[]");

    private MisspeltRoots() {}

    /**
     * Looks at all names.
     *
     * @param environment has the properties
     * @param root in lower case with hyphens: {@code openedx.hooks}
     * @param settings the first elements of the names of all settings below the root
     * @param problems are told of each misspelt root once
     */
    public static void check(
            ConfigurableEnvironment environment,
            String root,
            Collection<String> settings,
            ConfigurationProblems problems) {
        String[] elements = root.split("\\.");
        Set<String> known = settings.stream().map(ConfigNode::uniform).collect(Collectors.toSet());
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> properties && !isShared(source)) {
                Set<String> found = new HashSet<>();
                for (String property : properties.getPropertyNames()) {
                    String misspelt = misspelt(SEPARATOR.split(property), elements, known);
                    if (misspelt != null && found.add(misspelt)) {
                        problems.add(
                                null,
                                HookConfiguration.origin(source, property).toString(),
                                "nothing reads \"%s\". Did you mean \"%s\"?".formatted(misspelt, root));
                    }
                }
            }
        }
    }

    private static boolean isShared(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource
                || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    /** The root that a property has, {@literal null} if it is the right one or quite another one. */
    private static @Nullable String misspelt(String[] property, String[] root, Set<String> settings) {
        if (isBelow(property, root)) {
            return null;
        }
        for (int length = 1; length < property.length && length <= root.length + 1; length++) {
            if (settings.contains(ConfigNode.uniform(property[length])) && isNear(property, length, root)) {
                return String.join(".", Arrays.asList(property).subList(0, length));
            }
        }
        return null;
    }

    private static boolean isBelow(String[] property, String[] root) {
        return property.length > root.length
                && IntStream.range(0, root.length)
                        .allMatch(i -> ConfigNode.uniform(property[i]).equals(ConfigNode.uniform(root[i])));
    }

    /** Few err in the first letter. */
    private static boolean isNear(String[] property, int length, String[] root) {
        boolean sameStart = length != root.length
                || IntStream.range(0, length).allMatch(i -> property[i].regionMatches(true, 0, root[i], 0, 1));
        String beginning =
                ConfigNode.uniform(String.join("", Arrays.asList(property).subList(0, length)));
        String uniform = ConfigNode.uniform(String.join("", root));
        return sameStart && NearestName.distance(beginning, uniform) <= uniform.length() / NEAR;
    }
}
