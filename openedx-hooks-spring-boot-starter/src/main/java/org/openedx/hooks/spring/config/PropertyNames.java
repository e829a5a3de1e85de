/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Understands the names of properties below a root whose keys have dots. Boot binds nothing to a map with such keys, so
 * this finds out where in a name the key ends: at its bracket, else where a known one ends, else after the first
 * segment that looks like a version, else before the first setting.
 */
final class PropertyNames {

    private static final Pattern VERSION = Pattern.compile("v[0-9]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final List<String> root;

    private final List<String> variables;

    private final Set<String> keys;

    /** Made for the first environment variable: most applications have none, and start without. */
    private @Nullable Map<String, String> keysByUniform;

    private final HookConfiguration.@Nullable Form form;

    /** @param form {@literal null} if a key has a value and nothing below */
    PropertyNames(String root, Collection<String> keys, HookConfiguration.@Nullable Form form) {
        this.root = Stream.of(root.split("\\.")).map(ConfigNode::uniform).toList();
        this.variables = Stream.of(root.replace('-', '_'), root.replace("-", ""))
                .map(name -> name.replace('.', '_') + "_")
                .toList();
        this.keys = Set.copyOf(keys);
        this.form = form;
    }

    /**
     * Where a property belongs.
     *
     * @return {@literal null} if it is none of ours
     */
    @Nullable
    Place place(String property, boolean fromEnvironment) {
        if (fromEnvironment) {
            for (String variable : variables) {
                if (property.length() == variable.length() - 1
                        && variable.regionMatches(true, 0, property, 0, property.length())) {
                    return new Place("", false, List.of());
                }
                if (property.length() > variable.length()
                        && property.regionMatches(true, 0, variable, 0, variable.length())) {
                    return placeOfVariable(property.substring(variable.length()).toLowerCase(Locale.ROOT));
                }
            }
        }
        return isBelowRoot(property) ? placeOfProperty(property) : null;
    }

    /** Asked for every property there is, so it makes nothing. */
    private boolean isBelowRoot(String property) {
        int at = 0;
        for (String element : root) {
            if (at > 0 && (at == property.length() || property.charAt(at++) != '.')) {
                return false;
            }
            int matched = 0;
            for (; at < property.length() && property.charAt(at) != '.' && property.charAt(at) != '['; at++) {
                char c = property.charAt(at);
                if (c == '-' || c == '_') {
                    continue;
                }
                if (matched == element.length() || Character.toLowerCase(c) != element.charAt(matched++)) {
                    return false;
                }
            }
            if (matched < element.length()) {
                return false;
            }
        }
        return true;
    }

    private Place placeOfProperty(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        return place(IntStream.range(root.size(), name.getNumberOfElements())
                .mapToObj(i -> new Segment(
                        name.getElement(i, Form.ORIGINAL), name.chop(i + 1).isLastElementIndexed()))
                .toList());
    }

    private Place place(List<Segment> segments) {
        if (segments.isEmpty() || segments.get(0).isIndex()) {
            return new Place("", false, segments);
        }
        boolean bracketed = segments.get(0).bracketed;
        int length = bracketed && form != null ? 1 : keyLength(segments, keys::contains);
        return new Place(joined(segments, length), bracketed, segments.subList(length, segments.size()));
    }

    private synchronized Map<String, String> keysByUniform() {
        Map<String, String> known = keysByUniform;
        if (known == null) {
            known = new HashMap<>();
            for (String key : new TreeSet<>(keys)) {
                known.putIfAbsent(ConfigNode.uniform(key), key);
            }
            keysByUniform = known;
        }
        return known;
    }

    /** Names of variables have lost case and punctuation: a known key is recognized by what is left. */
    private Place placeOfVariable(String variable) {
        List<Segment> words = Arrays.stream(variable.split("_+"))
                .map(word -> new Segment(word, NUMBER.matcher(word).matches()))
                .toList();
        Map<String, String> known = keysByUniform();
        int length = keyLength(words, name -> known.containsKey(ConfigNode.uniform(name)));
        String key = joined(words, length);
        List<Segment> rest = new ArrayList<>();
        for (Segment word : words.subList(length, words.size())) {
            Segment last = rest.isEmpty() ? word : rest.get(rest.size() - 1);
            if (rest.isEmpty() || last.isIndex() || word.isIndex()) {
                rest.add(word);
            } else {
                rest.set(rest.size() - 1, new Segment(last.name + "_" + word.name, false));
            }
        }
        return new Place(known.getOrDefault(ConfigNode.uniform(key), key), true, true, rest);
    }

    private int keyLength(List<Segment> segments, Predicate<String> known) {
        if (form == null) {
            return segments.size();
        }
        int end = first(segments, Segment::bracketed, segments.size());
        for (int length = end; length > 0; length--) {
            if (known.test(joined(segments, length))) {
                return length;
            }
        }
        int version = first(segments, Segment::isVersion, end) + 1;
        return version <= end ? version : first(segments, segment -> form.isSetting(segment.name), end);
    }

    private static int first(List<Segment> segments, Predicate<Segment> condition, int otherwise) {
        return IntStream.range(0, otherwise)
                .filter(i -> condition.test(segments.get(i)))
                .findFirst()
                .orElse(otherwise);
    }

    private static String joined(List<Segment> segments, int length) {
        return segments.stream().limit(length).map(Segment::name).collect(Collectors.joining("."));
    }

    /** The place's way through an entry, with settings in their proper spelling. */
    List<String> path(Place place) {
        List<String> rest = place.rest.stream().map(Segment::key).toList();
        List<String> path = new ArrayList<>(rest.size() + 1);
        path.add(place.key);
        path.addAll(form == null ? rest : place.variable ? form.pathOfVariable(rest) : form.path(rest));
        return path;
    }

    /**
     * Where a property belongs.
     *
     * @param key the entry's; empty if the name has none
     * @param bracketed whether the name spells the key in brackets
     * @param variable whether the name is that of an environment variable
     * @param rest the place in the entry
     */
    record Place(String key, boolean bracketed, boolean variable, List<Segment> rest) {

        Place(String key, boolean bracketed, List<Segment> rest) {
            this(key, bracketed, false, rest);
        }

        Place item(int index) {
            return below(new Segment(String.valueOf(index), true));
        }

        /** Below the root, maps have keys that nobody has taken to pieces. */
        Place piece(String name) {
            return key.isEmpty() && rest.isEmpty() ? new Place(name, true, rest) : below(new Segment(name, false));
        }

        private Place below(Segment segment) {
            return new Place(
                    key,
                    bracketed,
                    Stream.concat(rest.stream(), Stream.of(segment)).toList());
        }
    }

    /** One segment of a property's name. */
    record Segment(String name, boolean bracketed) {

        boolean isIndex() {
            return bracketed && NUMBER.matcher(name).matches();
        }

        String key() {
            return isIndex() ? ConfigNode.index(Integer.parseInt(name)) : name;
        }

        boolean isVersion() {
            return VERSION.matcher(name).matches();
        }
    }
}
