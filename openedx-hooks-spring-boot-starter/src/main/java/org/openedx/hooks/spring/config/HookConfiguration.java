/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.PropertyNames.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.PlaceholderResolutionException;

/**
 * What stands below one root of the configuration whose keys are hook types, or prefixes of them: natural, with dots,
 * or in brackets, in files, JSON, arguments and environment variables; or a text that is all of it as JSON. As with
 * Boot, the pieces of an entry may come from several sources, and a list in a higher one replaces a lower one's.
 * Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class HookConfiguration {

    private static final Logger log = LoggerFactory.getLogger(HookConfiguration.class);

    /** The literals of a setting that was copied from Python. */
    private static final Pattern PYTHON = Pattern.compile("\\b(True|False|None)\\b|\\{'");

    private final String root;

    private final String what;

    private final PropertyNames names;

    private final OtherRoots others;

    private HookConfiguration(String root, String what, Collection<String> keys, @Nullable Form form) {
        this.root = root;
        this.what = what;
        this.names = new PropertyNames(root, keys, form);
        this.others = new OtherRoots(root, keys, form);
    }

    /**
     * A root whose keys have one value each, such as switches.
     *
     * @param root its name, in lower case with hyphens: {@code openedx.hooks.enabled}
     * @param what it has, as a plural for messages: {@code switches}
     * @param keys the known ones: environment variables lack the punctuation that tells where they have dots; others
     *     are read as they are written
     * @return never {@literal null}
     */
    public static HookConfiguration ofValues(String root, String what, Collection<String> keys) {
        return new HookConfiguration(root, what, keys, null);
    }

    /**
     * A root whose keys have entries with settings, such as pipelines.
     *
     * @param root its name, in lower case with hyphens: {@code open-edx-filters-config}
     * @param what it has, as a plural for messages: {@code pipelines}
     * @param keys the known ones: where they end in a property's name would be a guess without; others are read too
     * @param form what entries look like
     * @return never {@literal null}
     */
    public static HookConfiguration ofEntries(String root, String what, Collection<String> keys, Form form) {
        return new HookConfiguration(root, what, keys, Objects.requireNonNull(form, "form"));
    }

    /**
     * Reads all sources of an environment.
     *
     * @param environment has the properties
     * @param problems are told what is wrong with how something is written
     * @return the entries by key, with pieces from lower sources overridden by those from higher ones
     */
    public Map<String, ConfigNode> read(ConfigurableEnvironment environment, ConfigurationProblems problems) {
        List<PropertySource<?>> lowestFirst = new ArrayList<>();
        environment.getPropertySources().forEach(source -> lowestFirst.add(0, source));
        ConfigNode merged = entries();
        for (PropertySource<?> source : lowestFirst) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                ConfigNode entries = read(enumerable, environment, problems);
                if (!entries.isValue()) {
                    merged = merged.isValue() ? entries : merged.overriddenBy(entries, isEnvironment(source));
                }
            }
        }
        return merged.children();
    }

    /**
     * The entry that somebody gives as maps and lists; what looks like a placeholder is none.
     *
     * @param key its hook type
     * @param pieces its settings, and what else it has
     * @param origin who gives it, for messages
     * @param problems are told what is wrong with how something is written
     * @return the entry, never {@literal null}
     */
    public ConfigNode entry(String key, Map<String, ?> pieces, String origin, ConfigurationProblems problems) {
        SourceReader reader = new SourceReader(problems, (text, ignored, where) -> text);
        Origin named = new NamedOrigin(origin);
        reader.read(new Place(key, true, List.of()), pieces, named);
        return reader.entries.children().getOrDefault(key, new ConfigNode(key, named));
    }

    private ConfigNode read(
            EnumerablePropertySource<?> source, ConfigurableEnvironment environment, ConfigurationProblems problems) {
        SourceReader reader = new SourceReader(problems, (text, key, origin) -> {
            try {
                return environment.resolveRequiredPlaceholders(text);
            } catch (PlaceholderResolutionException ex) {
                problems.addInsteadOfOthers(key, origin, Placeholders.problem(ex));
                return environment.resolvePlaceholders(text);
            }
        });
        Set<OtherRoots.Other> told = new HashSet<>();
        for (String property : source.getPropertyNames()) {
            Place place = names.place(property, isEnvironment(source));
            if (place == null) {
                OtherRoots.Other other = others.of(property, isEnvironment(source));
                if (other != null && told.add(other)) {
                    tell(other, new ConfigNode(other.name(), origin(source, property)).nameOrigin(), problems);
                }
            } else {
                Object value = WrittenText.exact(source, property);
                reader.read(place, value, origin(source, property));
            }
        }
        return reader.entries;
    }

    private void tell(OtherRoots.Other other, String origin, ConfigurationProblems problems) {
        String name = Printable.of(other.name(), 200);
        if (other.isMistake()) {
            problems.add(null, origin, "nothing reads \"%s\". Did you mean \"%s\"?".formatted(name, root));
        } else {
            log.warn("{}: \"{}\" is not read for hooks; {} stand below \"{}\"", origin, name, what, root);
        }
    }

    static Origin origin(PropertySource<?> source, String property) {
        Origin tracked = OriginLookup.getOrigin(source, property);
        return tracked != null ? tracked : PropertySourceOrigin.get(source, property);
    }

    private static ConfigNode entries() {
        return new ConfigNode("", new NamedOrigin(""));
    }

    private static boolean isEnvironment(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource;
    }

    /**
     * What the entries of a root look like.
     *
     * @since 0.1.0
     */
    public interface Form {

        /**
         * Whether an entry has a setting of this name. A key that is neither known nor in brackets nor has a version
         * ends before the first of them.
         *
         * @param name in any spelling; {@link ConfigNode#uniform} takes the differences away
         * @return {@literal false} if it may be a piece of a key
         */
        boolean isSetting(String name);

        /**
         * The setting by which an entry is known for one of this form, wherever it stands.
         *
         * @return its name, in lower case with hyphens; its value is no mapping
         */
        String mark();

        /**
         * Gives a value its place in an entry.
         *
         * @param written the way to it as it is written, below the entry's key: names, and {@code [0]} for a list's
         *     items. Names that have dots without brackets come in pieces. Empty if the entry itself is the value
         * @return the way with settings in their proper spelling
         */
        List<String> path(List<String> written);

        /**
         * As {@link #path}, for the name of an environment variable.
         *
         * @param written as of {@link #path}; names are in lower case, with underscores for whatever there was
         * @return the way with settings in their proper spelling
         */
        default List<String> pathOfVariable(List<String> written) {
            return path(written);
        }
    }

    /** Reads one source, so that what one file says twice is found. */
    private final class SourceReader {

        private final ConfigurationProblems problems;

        private final Resolver placeholders;

        private final ConfigNode entries = entries();

        private final Map<String, Boolean> bracketed = new HashMap<>();

        SourceReader(ConfigurationProblems problems, Resolver placeholders) {
            this.problems = problems;
            this.placeholders = placeholders;
        }

        void read(Place place, @Nullable Object value, Origin origin) {
            if (value instanceof Collection<?> items && !items.isEmpty()) {
                int index = 0;
                for (Object item : items) {
                    read(place.item(index++), item, origin);
                }
            } else if (value instanceof Map<?, ?> pieces && !pieces.isEmpty()) {
                pieces.forEach((name, piece) -> read(place.piece(String.valueOf(name)), piece, origin));
            } else if (place.key().isEmpty()) {
                readRoot(place, value, origin);
            } else {
                rejectSecondSpelling(place, origin);
                put(
                        place,
                        value instanceof CharSequence text
                                ? placeholders.resolve(text.toString(), place.key(), origin)
                                : value,
                        origin);
            }
        }

        /** A text may be all of it, as JSON: environment variables have no other way to write a mapping. */
        private void readRoot(Place place, @Nullable Object value, Origin origin) {
            String text = value == null || value instanceof Map
                    ? ""
                    : value.toString().strip();
            if (text.startsWith("{") && place.rest().isEmpty()) {
                try {
                    JsonParserFactory.getJsonParser()
                            .parseMap(text)
                            .forEach((name, piece) -> read(place.piece(name), piece, origin));
                } catch (JsonParseException ex) {
                    Throwable cause = ex.getCause() == null ? ex : ex.getCause();
                    String why = String.valueOf(cause.getMessage())
                            .replaceAll("\\s+", " ")
                            .replaceFirst(" at \\[Source:.*", ".");
                    if (PYTHON.matcher(text).find()) {
                        why += " JSON has true, false and null for Python's True, False and None, and double quotes.";
                    }
                    problems.add(
                            null,
                            origin.toString(),
                            "%s is no JSON object: %s".formatted(root, Printable.of(why, 400)));
                }
            } else if (!text.isEmpty()) {
                problems.add(
                        null,
                        origin.toString(),
                        "%s must be a mapping from hook types to %s, found \"%s\"."
                                .formatted(root, what, Printable.of(text, 100)));
            }
        }

        private void rejectSecondSpelling(Place place, Origin origin) {
            Boolean first = bracketed.putIfAbsent(place.key(), place.bracketed());
            if (first != null && first != place.bracketed()) {
                bracketed.put(place.key(), place.bracketed());
                problems.add(
                        place.key(),
                        origin.toString(),
                        "the entry is ambiguous: this source has it with and without brackets. Write it in one way.");
            }
        }

        /** What says nothing has no form. */
        private void put(Place place, @Nullable Object value, Origin origin) {
            boolean silent = place.rest().isEmpty() && (value == null || value instanceof Map<?, ?>);
            List<String> path = silent ? List.of(place.key()) : names.path(place);
            if (!entries.put(path, value, origin)) {
                problems.add(
                        path.get(0),
                        origin.toString(),
                        "\"%s\" is given twice, in two spellings."
                                .formatted(String.join(".", path.subList(1, path.size()))
                                        .replace(".[", "[")));
            }
        }
    }

    @FunctionalInterface
    private interface Resolver {

        String resolve(String text, String key, Origin origin);
    }

    private record NamedOrigin(String name) implements Origin {

        @Override
        public String toString() {
            return name;
        }
    }
}
