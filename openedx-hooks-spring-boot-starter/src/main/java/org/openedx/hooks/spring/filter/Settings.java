/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;

/** What entries and steps have in common. */
final class Settings {

    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    /** Long enough that an option with a similar name is a slip of the pen. */
    private static final List<String> UNMISTAKABLE = List.of(
            FilterPropertyNames.FAIL_SILENTLY, FilterPropertyNames.PIPELINE, FilterPropertyNames.DISABLED_STEPS);

    private Settings() {}

    /** Takes a boolean out of an entry, in any form that Spring knows; {@literal null} if it is absent or wrong. */
    static @Nullable Boolean bool(String filterType, String name, Map<String, ConfigNode> pieces, Problems problems) {
        ConfigNode node = pieces.remove(name);
        return node == null
                ? null
                : convert(filterType, name, node, Boolean.class, value -> true, "true or false", problems);
    }

    /** Takes a duration out of an entry, in any form that Boot knows; {@literal null} if it is absent or wrong. */
    static @Nullable Duration duration(
            String filterType, String name, Map<String, ConfigNode> pieces, Problems problems) {
        ConfigNode node = pieces.remove(name);
        return node == null
                ? null
                : convert(
                        filterType,
                        name,
                        node,
                        Duration.class,
                        value -> !value.isNegative() && !value.isZero(),
                        "a positive duration such as 2s or 500ms",
                        problems);
    }

    /** The level that an entry asks for, by its name here or in Python; {@literal null} if there is no such level. */
    static @Nullable Level level(String filterType, ConfigNode node, Problems problems) {
        String name = String.valueOf(node.value()).toUpperCase(Locale.ROOT).replace("WARNING", "WARN");
        for (Level level : Level.values()) {
            if (node.isValue() && level.name().equals(name)) {
                return level;
            }
        }
        problems.add(
                filterType,
                node.origin(),
                "%s must be one of trace, debug, info, warn and error, found %s."
                        .formatted(FilterPropertyNames.LOG_LEVEL, node));
        return null;
    }

    private static <T> @Nullable T convert(
            String filterType,
            String name,
            ConfigNode node,
            Class<T> type,
            Predicate<T> valid,
            String expected,
            Problems problems) {
        try {
            T value = node.isValue()
                    ? ApplicationConversionService.getSharedInstance().convert(node.value(), type)
                    : null;
            if (value != null && valid.test(value)) {
                return value;
            }
        } catch (ConversionException ex) {
            log.trace("Not a {}", type.getSimpleName(), ex);
        }
        problems.add(filterType, node.origin(), "%s must be %s, found %s.".formatted(name, expected, node));
        return null;
    }

    /** Everything that is no setting goes to the steps as it is (FCF-4). */
    static Map<String, Object> options(String filterType, Map<String, ConfigNode> pieces, Problems problems) {
        Map<String, Object> options = new LinkedHashMap<>();
        pieces.forEach((name, node) -> {
            NearestName.to(name, UNMISTAKABLE)
                    .ifPresent(
                            meant -> problems.hint("%s: \"%s\" of %s is an option for its steps; did you mean \"%s\"?"
                                    .formatted(node.origin(), name, filterType, meant)));
            options.put(name, node.plain());
        });
        return Collections.unmodifiableMap(options);
    }
}
