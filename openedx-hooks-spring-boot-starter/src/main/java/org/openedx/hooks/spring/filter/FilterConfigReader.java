/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads {@value #NAME} from the environment, by hook type. Boot binds nothing to a map whose keys have dots, so this
 * finds out where in a property's name the hook type ends: at its bracket, else where a known type ends, else after the
 * first segment that looks like a version.
 *
 * <p>As with Boot, the pieces of an entry may come from several sources, and a list in a higher one replaces a lower
 * one's.
 */
final class FilterConfigReader {

    static final String NAME = "open-edx-filters-config";

    static final String PIPELINE = "pipeline";

    static final String FAIL_SILENTLY = "fail-silently";

    static final String MERGE = "merge";

    static final String DISABLED_STEPS = "disabled-steps";

    static final String STEP = "step";

    static final String ENABLED = "enabled";

    private static final Map<String, String> FILTER_SETTINGS =
            byUniform(Stream.of(PIPELINE, FAIL_SILENTLY, MERGE, DISABLED_STEPS));

    private static final Map<String, String> STEP_SETTINGS = byUniform(Stream.of(STEP, FAIL_SILENTLY, ENABLED));

    private static final String UNIFORM_NAME = ConfigNode.uniform(NAME);

    private static final Pattern ENVIRONMENT_VARIABLE =
            Pattern.compile("(?:OPEN_EDX_FILTERS_CONFIG|OPENEDXFILTERSCONFIG)_(\\w+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern VERSION = Pattern.compile("v[0-9]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final ConfigurableEnvironment environment;

    private final Set<String> knownTypes;

    private final Map<String, String> knownTypesByUniform;

    private final Problems problems;

    FilterConfigReader(ConfigurableEnvironment environment, Set<String> knownTypes, Problems problems) {
        this.environment = environment;
        this.knownTypes = knownTypes;
        this.knownTypesByUniform = byUniform(knownTypes.stream());
        this.problems = problems;
    }

    private static Map<String, String> byUniform(Stream<String> names) {
        return names.collect(Collectors.toMap(ConfigNode::uniform, name -> name, (a, b) -> a));
    }

    /** The entries of all sources, by hook type. */
    Map<String, ConfigNode> read() {
        List<PropertySource<?>> lowestFirst = new ArrayList<>();
        environment.getPropertySources().forEach(source -> lowestFirst.add(0, source));
        ConfigNode merged = new ConfigNode(NAME);
        for (PropertySource<?> source : lowestFirst) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                ConfigNode entries = new SourceReader(enumerable).read();
                if (!entries.isValue()) {
                    boolean relaxed = source instanceof SystemEnvironmentPropertySource;
                    merged = merged.isValue() ? entries : merged.overriddenBy(entries, relaxed);
                }
            }
        }
        return merged.children();
    }

    /** Where a property belongs: to which entry, and where in it. */
    private record Place(String type, boolean bracketed, List<Segment> rest) {

        List<String> path() {
            List<String> path = new ArrayList<>();
            path.add(type);
            if (rest.isEmpty() || rest.get(0).isIndex()) {
                path.add(PIPELINE);
            }
            for (Segment segment : rest) {
                Map<String, String> settings = switch (path.size()) {
                    case 1 -> FILTER_SETTINGS;
                    case 3 -> path.get(1).equals(PIPELINE) ? STEP_SETTINGS : Map.of();
                    default -> Map.of();
                };
                path.add(segment.isIndex() ? segment.key() : settings.getOrDefault(segment.uniform(), segment.name));
            }
            return path;
        }
    }

    /** One segment of a property's name. */
    private record Segment(String name, boolean bracketed) {

        boolean isIndex() {
            return bracketed && NUMBER.matcher(name).matches();
        }

        String key() {
            return ConfigNode.index(Integer.parseInt(name));
        }

        String uniform() {
            return ConfigNode.uniform(name);
        }

        boolean isVersion() {
            return VERSION.matcher(name).matches();
        }

        boolean isFilterSetting() {
            return FILTER_SETTINGS.containsKey(uniform());
        }
    }

    /** Reads one source, so that what one file says twice is found. */
    private final class SourceReader {

        private final EnumerablePropertySource<?> source;

        private final ConfigNode entries = new ConfigNode(NAME);

        private final Map<String, Boolean> bracketed = new HashMap<>();

        SourceReader(EnumerablePropertySource<?> source) {
            this.source = source;
        }

        ConfigNode read() {
            for (String property : source.getPropertyNames()) {
                Place place = place(property);
                Object value = place == null ? null : source.getProperty(property);
                if (place != null && value != null) {
                    String origin = PropertySourceOrigin.get(source, property).toString();
                    if (place.type.isEmpty()) {
                        rejectRoot(value, origin);
                    } else {
                        rejectSecondSpelling(place, origin);
                        put(place.path(), value, origin);
                    }
                }
            }
            return entries;
        }

        private void rejectRoot(Object value, String origin) {
            if (!value.toString().isBlank()) {
                problems.add(
                        null,
                        origin,
                        "%s must be a mapping from hook types to pipelines, found \"%s\".".formatted(NAME, value));
            }
        }

        private void rejectSecondSpelling(Place place, String origin) {
            Boolean first = bracketed.putIfAbsent(place.type, place.bracketed);
            if (first != null && first != place.bracketed) {
                bracketed.put(place.type, place.bracketed);
                problems.add(
                        place.type,
                        origin,
                        "the entry is ambiguous: this source has it with and without brackets. Write it in one way.");
            }
        }

        private void put(List<String> path, Object value, String origin) {
            if (value instanceof Collection<?> items && !items.isEmpty()) {
                int index = 0;
                for (Object item : items) {
                    put(append(path, ConfigNode.index(index++)), item, origin);
                }
            } else if (value instanceof Map<?, ?> pieces && !pieces.isEmpty()) {
                pieces.forEach((name, piece) -> put(append(path, name.toString()), piece, origin));
            } else if (!entries.put(path, resolve(value), origin)) {
                problems.add(
                        path.get(0),
                        origin,
                        "\"%s\" is given twice, in two spellings."
                                .formatted(String.join(".", path.subList(1, path.size()))));
            }
        }

        private Object resolve(Object value) {
            if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
                return "";
            }
            return value instanceof CharSequence text ? environment.resolvePlaceholders(text.toString()) : value;
        }

        private @Nullable Place place(String property) {
            if (source instanceof SystemEnvironmentPropertySource) {
                var variable = ENVIRONMENT_VARIABLE.matcher(property);
                if (variable.matches()) {
                    return fromEnvironment(variable.group(1).toLowerCase(Locale.ROOT));
                }
            }
            if (!ConfigNode.uniform(property.split("[.\\[]", 2)[0]).equals(UNIFORM_NAME)) {
                return null;
            }
            ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
            List<Segment> segments = IntStream.range(1, name.getNumberOfElements())
                    .mapToObj(i -> new Segment(
                            name.getElement(i, Form.ORIGINAL), name.chop(i + 1).isLastElementIndexed()))
                    .toList();
            if (segments.isEmpty() || segments.get(0).isIndex()) {
                return new Place("", false, segments);
            }
            if (segments.get(0).bracketed) {
                return new Place(segments.get(0).name, true, segments.subList(1, segments.size()));
            }
            int length = typeLength(segments, knownTypes::contains);
            return new Place(joined(segments, length, "."), false, segments.subList(length, segments.size()));
        }

        /** Names of variables have lost case and punctuation: a known type is recognized by what is left. */
        private Place fromEnvironment(String variable) {
            List<Segment> words = Arrays.stream(variable.split("_+"))
                    .map(word -> new Segment(word, NUMBER.matcher(word).matches()))
                    .toList();
            int length = typeLength(words, name -> knownTypesByUniform.containsKey(ConfigNode.uniform(name)));
            String type = joined(words, length, ".");
            List<Segment> rest = new ArrayList<>();
            for (int from = length, to; from < words.size(); from = to) {
                for (to = from + 1;
                        to < words.size()
                                && !words.get(from).isIndex()
                                && !words.get(to).isIndex(); ) {
                    to++;
                }
                rest.add(new Segment(joined(words.subList(from, to), to - from, "_"), words.get(from).bracketed));
            }
            return new Place(knownTypesByUniform.getOrDefault(ConfigNode.uniform(type), type), true, rest);
        }

        private int typeLength(List<Segment> segments, Predicate<String> known) {
            int end = first(segments, Segment::bracketed, segments.size());
            for (int length = end; length > 0; length--) {
                if (known.test(joined(segments, length, "."))) {
                    return length;
                }
            }
            int version = first(segments, Segment::isVersion, end) + 1;
            return version <= end ? version : first(segments, Segment::isFilterSetting, end);
        }

        private int first(List<Segment> segments, Predicate<Segment> condition, int otherwise) {
            return IntStream.range(0, otherwise)
                    .filter(i -> condition.test(segments.get(i)))
                    .findFirst()
                    .orElse(otherwise);
        }

        private String joined(List<Segment> segments, int length, String separator) {
            return segments.stream().limit(length).map(Segment::name).collect(Collectors.joining(separator));
        }
    }

    private static List<String> append(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
