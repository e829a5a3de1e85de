/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;

/**
 * The settings of an entry, or of a part of one: each is taken out once, and what is left has another meaning. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class Settings {

    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    private final @Nullable String hookType;

    private final Map<String, ConfigNode> pieces;

    private final ConfigurationProblems problems;

    private Settings(@Nullable String hookType, Map<String, ConfigNode> pieces, ConfigurationProblems problems) {
        this.hookType = hookType;
        this.pieces = new LinkedHashMap<>(pieces);
        this.problems = problems;
    }

    /**
     * The settings of an entry.
     *
     * @param hookType the hook as the configuration names it, {@literal null} if it is about no hook in particular
     * @param pieces what the entry has, by name; copied
     * @param problems are told what is wrong with a setting
     * @return never {@literal null}
     */
    public static Settings of(
            @Nullable String hookType, Map<String, ConfigNode> pieces, ConfigurationProblems problems) {
        return new Settings(hookType, pieces, problems);
    }

    /**
     * Takes a setting out as it is.
     *
     * @param name which
     * @return {@literal null} if it is absent
     */
    public @Nullable ConfigNode take(String name) {
        return pieces.remove(name);
    }

    /**
     * Takes a boolean out, in any form that Spring knows.
     *
     * @param name which
     * @return {@literal null} if it is absent or wrong
     */
    public @Nullable Boolean bool(String name) {
        return take(name, Boolean.class, value -> true, "true or false");
    }

    /**
     * Takes a duration out, in any form that Boot knows.
     *
     * @param name which
     * @return positive; {@literal null} if it is absent or wrong
     */
    public @Nullable Duration duration(String name) {
        return take(
                name,
                Duration.class,
                value -> !value.isNegative() && !value.isZero(),
                "a positive duration such as 2s or 500ms");
    }

    /**
     * Takes a value out.
     *
     * @param name which
     * @param type what Boot shall convert it to
     * @param valid whether a value of this type is allowed
     * @param expected what is allowed, for the message
     * @param <T> the type
     * @return {@literal null} if it is absent or wrong
     */
    public <T> @Nullable T take(String name, Class<T> type, Predicate<T> valid, String expected) {
        ConfigNode node = take(name);
        if (node == null) {
            return null;
        }
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
        wrong(name, node, expected);
        return null;
    }

    /**
     * Notes that a setting is not what it should be.
     *
     * @param name which
     * @param node what was found
     * @param expected what is allowed
     */
    public void wrong(String name, ConfigNode node, String expected) {
        problems.add(hookType, node.formOrigin(), "%s must be %s, found %s.".formatted(name, expected, node));
    }

    /**
     * What was not taken.
     *
     * @return an unmodifiable view, in configured order
     */
    public Map<String, ConfigNode> rest() {
        return Collections.unmodifiableMap(pieces);
    }
}
