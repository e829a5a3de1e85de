/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Understands the names of properties below {@value #ROOT}. Boot binds nothing to a map whose keys have dots, so this
 * finds out where in a name the hook type ends: at its bracket, else where a known type ends, else after the first
 * segment that looks like a version, else before the first setting.
 */
final class FilterPropertyNames {

    static final String ROOT = "open-edx-filters-config";

    static final String PIPELINE = "pipeline";

    static final String FAIL_SILENTLY = "fail-silently";

    static final String MERGE = "merge";

    static final String DISABLED_STEPS = "disabled-steps";

    static final String LOG_LEVEL = "log-level";

    static final String STEP = "step";

    static final String ENABLED = "enabled";

    static final String TIMEOUT = "timeout";

    private static final Map<String, String> FILTER_SETTINGS =
            byUniform(Stream.of(PIPELINE, FAIL_SILENTLY, MERGE, DISABLED_STEPS, LOG_LEVEL));

    private static final Map<String, String> STEP_SETTINGS =
            byUniform(Stream.of(STEP, FAIL_SILENTLY, ENABLED, TIMEOUT));

    private static final String UNIFORM_ROOT = ConfigNode.uniform(ROOT);

    private static final Pattern VARIABLE =
            Pattern.compile("(?:OPEN_EDX_FILTERS_CONFIG|OPENEDXFILTERSCONFIG)_(\\w+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern VERSION = Pattern.compile("v[0-9]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final Set<String> knownTypes;

    private final Map<String, String> knownTypesByUniform;

    FilterPropertyNames(Set<String> knownTypes) {
        this.knownTypes = knownTypes;
        this.knownTypesByUniform = byUniform(knownTypes.stream());
    }

    private static Map<String, String> byUniform(Stream<String> names) {
        return names.collect(Collectors.toMap(ConfigNode::uniform, name -> name, (a, b) -> a));
    }

    /**
     * Where a property belongs.
     *
     * @return {@literal null} if it is none of ours
     */
    @Nullable
    Place place(String property, boolean fromEnvironment) {
        Matcher variable = VARIABLE.matcher(property);
        return fromEnvironment && variable.matches()
                ? placeOfVariable(variable.group(1).toLowerCase(Locale.ROOT))
                : placeOfProperty(property);
    }

    private @Nullable Place placeOfProperty(String property) {
        if (!ConfigNode.uniform(property.split("[.\\[]", 2)[0]).equals(UNIFORM_ROOT)) {
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
    private Place placeOfVariable(String variable) {
        List<Segment> words = Arrays.stream(variable.split("_+"))
                .map(word -> new Segment(word, NUMBER.matcher(word).matches()))
                .toList();
        int length = typeLength(words, name -> knownTypesByUniform.containsKey(ConfigNode.uniform(name)));
        String type = joined(words, length, ".");
        List<Segment> rest = new ArrayList<>();
        for (Segment word : words.subList(length, words.size())) {
            Segment last = rest.isEmpty() ? word : rest.get(rest.size() - 1);
            if (rest.isEmpty() || last.isIndex() || word.isIndex()) {
                rest.add(word);
            } else {
                rest.set(rest.size() - 1, new Segment(last.name + "_" + word.name, false));
            }
        }
        return new Place(knownTypesByUniform.getOrDefault(ConfigNode.uniform(type), type), true, rest);
    }

    private static int typeLength(List<Segment> segments, Predicate<String> known) {
        int end = first(segments, Segment::bracketed, segments.size());
        for (int length = end; length > 0; length--) {
            if (known.test(joined(segments, length, "."))) {
                return length;
            }
        }
        int version = first(segments, Segment::isVersion, end) + 1;
        return version <= end ? version : first(segments, Segment::isFilterSetting, end);
    }

    private static int first(List<Segment> segments, Predicate<Segment> condition, int otherwise) {
        return IntStream.range(0, otherwise)
                .filter(i -> condition.test(segments.get(i)))
                .findFirst()
                .orElse(otherwise);
    }

    private static String joined(List<Segment> segments, int length, String separator) {
        return segments.stream().limit(length).map(Segment::name).collect(Collectors.joining(separator));
    }

    /**
     * Where a property belongs.
     *
     * @param type the entry; empty if the name has none
     * @param bracketed whether the name spells the type in brackets
     * @param rest the place in the entry
     */
    record Place(String type, boolean bracketed, List<Segment> rest) {

        Place item(int index) {
            return below(new Segment(String.valueOf(index), true));
        }

        Place piece(String name) {
            return below(new Segment(name, false));
        }

        private Place below(Segment segment) {
            return new Place(
                    type,
                    bracketed,
                    Stream.concat(rest.stream(), Stream.of(segment)).toList());
        }

        /** The place, with settings in their proper spelling and a bare list or name as the pipeline. */
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
    record Segment(String name, boolean bracketed) {

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
}
