/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/**
 * The text of configuration files, for what Boot's property sources do not keep: where names stand, and whether an
 * empty text was written as one.
 */
final class WrittenText {

    private static final int LONGEST_FILE = 1 << 20;

    private static final Pattern YAML = Pattern.compile("\\.ya?ml\\b", Pattern.CASE_INSENSITIVE);

    private WrittenText() {}

    /**
     * What a value was before Boot made an empty text of it, as it does with an empty list or mapping in YAML and where
     * nothing is written.
     */
    static @Nullable Object exact(PropertySource<?> source, String property) {
        Object value = source.getProperty(property);
        if (!"".equals(value) || !(source instanceof OriginTrackedMapPropertySource)) {
            return value;
        }
        Origin origin = OriginLookup.getOrigin(source, property);
        if (origin == null) {
            return Map.of(); // of all values in a file, only an empty mapping has no place
        }
        Location location = origin instanceof TextResourceOrigin text ? text.getLocation() : null;
        List<String> lines = location == null ? List.of() : lines(((TextResourceOrigin) origin).getResource(), YAML);
        if (location == null || location.getLine() >= lines.size()) {
            return value;
        }
        String line = lines.get(location.getLine());
        char first = location.getColumn() < line.length() ? line.charAt(location.getColumn()) : '\n';
        return switch (first) {
            case '[' -> Collections.emptyList();
            case '~', 'n', 'N', '#', ',', ']', '}', ' ', '\t', '\n' -> null;
            default -> value;
        };
    }

    /**
     * Where a name stands that has a value at some place of a file: the nearest above it.
     *
     * @return {@literal null} if it cannot be found
     */
    static @Nullable String originOf(String name, Origin valueOrigin) {
        if (!(valueOrigin instanceof TextResourceOrigin origin) || origin.getLocation() == null) {
            return null;
        }
        List<String> lines = lines(origin.getResource(), null);
        int last = Math.min(origin.getLocation().getLine(), lines.size() - 1);
        Pattern asName = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
        for (int line = last; line >= 0; line--) {
            String text = lines.get(line);
            int end = line == last
                    ? Math.max(0, Math.min(origin.getLocation().getColumn(), text.length()))
                    : text.length();
            Matcher matcher = asName.matcher(text).region(0, end);
            if (!text.stripLeading().startsWith("#") && matcher.find()) {
                return Printable.of(new TextResourceOrigin(origin.getResource(), new Location(line, matcher.start())));
            }
        }
        return null;
    }

    private static List<String> lines(@Nullable Resource resource, @Nullable Pattern description) {
        if (resource == null
                || (description != null
                        && !description.matcher(resource.getDescription()).find())) {
            return List.of();
        }
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException ex) {
            return List.of(); // it may have gone since it was loaded
        }
    }
}
