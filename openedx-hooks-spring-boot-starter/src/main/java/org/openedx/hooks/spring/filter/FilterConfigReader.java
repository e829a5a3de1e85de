/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.filter.FilterPropertyNames.Place;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads what is configured for filters from the environment, by hook type. As with Boot, the pieces of an entry may
 * come from several sources, and a list in a higher one replaces a lower one's.
 */
final class FilterConfigReader {

    private final ConfigurableEnvironment environment;

    private final FilterPropertyNames names;

    private final Problems problems;

    FilterConfigReader(ConfigurableEnvironment environment, Set<String> knownTypes, Problems problems) {
        this.environment = environment;
        this.names = new FilterPropertyNames(knownTypes);
        this.problems = problems;
    }

    /** The entry that somebody gives as maps and lists; what looks like a placeholder is none. */
    static ConfigNode entry(String filterType, Map<String, ?> pieces, String origin, Problems problems) {
        SourceReader reader = new SourceReader(problems, UnaryOperator.identity());
        reader.read(new Place(filterType, true, List.of()), pieces, origin);
        return reader.entries.children().getOrDefault(filterType, new ConfigNode(origin));
    }

    /** The entries of all sources, by hook type. */
    Map<String, ConfigNode> read() {
        List<PropertySource<?>> lowestFirst = new ArrayList<>();
        environment.getPropertySources().forEach(source -> lowestFirst.add(0, source));
        ConfigNode merged = new ConfigNode(FilterPropertyNames.ROOT);
        for (PropertySource<?> source : lowestFirst) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                ConfigNode entries = read(enumerable);
                if (!entries.isValue()) {
                    merged = merged.isValue() ? entries : merged.overriddenBy(entries, isEnvironment(source));
                }
            }
        }
        return merged.children();
    }

    private ConfigNode read(EnumerablePropertySource<?> source) {
        SourceReader reader = new SourceReader(problems, environment::resolvePlaceholders);
        for (String property : source.getPropertyNames()) {
            Place place = names.place(property, isEnvironment(source));
            if (place != null) {
                String origin = PropertySourceOrigin.get(source, property).toString();
                reader.read(place, source.getProperty(property), origin);
            }
        }
        return reader.entries;
    }

    private static boolean isEnvironment(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource;
    }

    /** Reads one source, so that what one file says twice is found. */
    private static final class SourceReader {

        private final Problems problems;

        private final UnaryOperator<String> placeholders;

        private final ConfigNode entries = new ConfigNode(FilterPropertyNames.ROOT);

        private final Map<String, Boolean> bracketed = new HashMap<>();

        SourceReader(Problems problems, UnaryOperator<String> placeholders) {
            this.problems = problems;
            this.placeholders = placeholders;
        }

        void read(Place place, @Nullable Object value, String origin) {
            if (place.type().isEmpty()) {
                rejectRoot(value, origin);
            } else if (value instanceof Collection<?> items && !items.isEmpty()) {
                int index = 0;
                for (Object item : items) {
                    read(place.item(index++), item, origin);
                }
            } else if (value instanceof Map<?, ?> pieces && !pieces.isEmpty()) {
                pieces.forEach((name, piece) -> read(place.piece(String.valueOf(name)), piece, origin));
            } else {
                rejectSecondSpelling(place, origin);
                put(place.path(), resolve(value), origin);
            }
        }

        private void rejectRoot(@Nullable Object value, String origin) {
            if (value != null && !value.toString().isBlank()) {
                problems.add(
                        null,
                        origin,
                        "%s must be a mapping from hook types to pipelines, found \"%s\"."
                                .formatted(FilterPropertyNames.ROOT, value));
            }
        }

        private void rejectSecondSpelling(Place place, String origin) {
            Boolean first = bracketed.putIfAbsent(place.type(), place.bracketed());
            if (first != null && first != place.bracketed()) {
                bracketed.put(place.type(), place.bracketed());
                problems.add(
                        place.type(),
                        origin,
                        "the entry is ambiguous: this source has it with and without brackets. Write it in one way.");
            }
        }

        private void put(List<String> path, Object value, String origin) {
            if (!entries.put(path, value, origin)) {
                problems.add(
                        path.get(0),
                        origin,
                        "\"%s\" is given twice, in two spellings."
                                .formatted(String.join(".", path.subList(1, path.size()))));
            }
        }

        private Object resolve(@Nullable Object value) {
            if (value == null || value instanceof Collection<?> || value instanceof Map<?, ?>) {
                return "";
            }
            return value instanceof CharSequence text ? placeholders.apply(text.toString()) : value;
        }
    }
}
