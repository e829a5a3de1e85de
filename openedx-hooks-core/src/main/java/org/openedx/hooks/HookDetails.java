/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the definitions of events and filters have in common.
 *
 * @param type the hook's public name
 * @param hookClass the record that is the hook
 * @param minorVersion counts backward-compatible additions, from 0 (VER-2)
 * @param description what it tells or allows, one sentence; empty if not given
 * @param components its data, in declared order
 * @param deprecation {@literal null} unless it is deprecated
 * @since 0.1.0
 */
public record HookDetails(
        HookType type,
        Class<?> hookClass,
        int minorVersion,
        String description,
        List<HookComponent> components,
        @Nullable Deprecation deprecation) {

    private static final Pattern CLASS_NAME = Pattern.compile("(.*?)(?:V([0-9]+))?");

    private static final int COMMON_WORDS = 2;

    /**
     * Copies the components.
     *
     * @throws IllegalArgumentException if the minor version is negative
     */
    public HookDetails {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(hookClass, "hookClass");
        Objects.requireNonNull(description, "description");
        components = List.copyOf(components);
        if (minorVersion < 0) {
            throw new IllegalArgumentException("minorVersion must not be negative, but is " + minorVersion);
        }
    }

    /**
     * Reads and checks what a hook's class and annotation say.
     *
     * @param hookClass the record
     * @param type the name its annotation gives
     * @param minorVersion the minor version its annotation gives
     * @param description the description its annotation gives
     * @return the details, never {@literal null}
     * @throws InvalidHookException if the class is no record, the type breaks the grammar (NAM-1), or the class name
     *     fits neither type nor version (NAM-8, NAM-9)
     */
    public static HookDetails of(Class<?> hookClass, String type, int minorVersion, String description) {
        if (!hookClass.isRecord()) {
            throw new InvalidHookException(hookClass, "it must be a record (PAY-1)");
        }
        try {
            HookType hookType = HookType.of(type);
            checkName(hookClass, hookType);
            return new HookDetails(
                    hookType,
                    hookClass,
                    minorVersion,
                    description,
                    HookComponent.of(hookClass),
                    Deprecation.of(hookClass));
        } catch (InvalidHookException ex) {
            throw ex;
        } catch (IllegalArgumentException ex) {
            throw new InvalidHookException(hookClass, String.valueOf(ex.getMessage()), ex);
        }
    }

    private static void checkName(Class<?> hookClass, HookType type) {
        Matcher name = CLASS_NAME.matcher(hookClass.getSimpleName());
        if (!name.matches()) {
            throw new InvalidHookException(hookClass, "its class needs a name");
        }
        int major = type.majorVersion();
        String expected = major == 1 ? null : Integer.toString(major);
        if (!Objects.equals(name.group(2), expected)) {
            throw new InvalidHookException(
                    hookClass,
                    "version %d of %s must be named %s (NAM-8)"
                            .formatted(major, type, name.group(1) + (expected == null ? "" : "V" + expected)));
        }
        String lowerCase = name.group(1).toLowerCase(Locale.ROOT);
        List<String> words = Stream.of((type.subject() + "." + type.action()).split("[._-]"))
                .distinct()
                .toList();
        int needed = Math.min(COMMON_WORDS, words.size());
        if (words.stream().filter(lowerCase::contains).count() < needed) {
            throw new InvalidHookException(
                    hookClass,
                    "its name must say what %s is about, with at least %d words of \"%s.%s\" (NAM-9)"
                            .formatted(type, needed, type.subject(), type.action()));
        }
    }
}
