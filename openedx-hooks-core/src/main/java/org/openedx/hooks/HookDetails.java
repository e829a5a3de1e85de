/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
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

    private static final Pattern VERSION = Pattern.compile("V([0-9]+)$");

    private static final int COMMON_WORDS = 2;

    private static final String NEGATIVE = "minorVersion must not be negative, but is ";

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
            throw new IllegalArgumentException(NEGATIVE + minorVersion);
        }
    }

    /**
     * Reads and checks what a hook's class and annotation say.
     *
     * @param hookClass the record
     * @param type the name its annotation gives
     * @param minorVersion the minor version its annotation gives
     * @param description the description its annotation gives
     * @param otherFaults what else is wrong with it
     * @return the details, never {@literal null}
     * @throws InvalidHookException with everything that is wrong: the class is no record, the type breaks the grammar
     *     (NAM-1), the class name fits neither type nor version (NAM-8, NAM-9), or anything else
     */
    public static HookDetails of(
            Class<?> hookClass, String type, int minorVersion, String description, List<String> otherFaults) {
        List<String> faults = new ArrayList<>();
        if (!hookClass.isRecord()) {
            faults.add("it must be a record (PAY-1)");
        }
        HookType hookType = valid(() -> HookType.of(type), faults);
        if (hookType != null) {
            checkName(hookClass, hookType, faults);
        }
        if (minorVersion < 0) {
            faults.add(NEGATIVE + minorVersion);
        }
        Deprecation deprecation = valid(() -> Deprecation.of(hookClass), faults);
        faults.addAll(otherFaults);
        if (hookType == null || !faults.isEmpty()) {
            throw new InvalidHookException(hookClass, String.join("; ", faults));
        }
        return new HookDetails(
                hookType, hookClass, minorVersion, description, HookComponent.of(hookClass), deprecation);
    }

    private static <T> @Nullable T valid(Supplier<@Nullable T> value, List<String> faults) {
        try {
            return value.get();
        } catch (IllegalArgumentException ex) {
            faults.add(String.valueOf(ex.getMessage()));
            return null;
        }
    }

    private static void checkName(Class<?> hookClass, HookType type, List<String> faults) {
        String name = hookClass.getSimpleName();
        Matcher version = VERSION.matcher(name);
        boolean versioned = version.find();
        String unversioned = versioned ? name.substring(0, version.start()) : name;
        int major = type.majorVersion();
        String expected = major == 1 ? null : Integer.toString(major);
        if (!Objects.equals(versioned ? version.group(1) : null, expected)) {
            faults.add("version %d of %s must be named %s (NAM-8)"
                    .formatted(major, type, unversioned + (expected == null ? "" : "V" + expected)));
        }
        String lowerCase = unversioned.toLowerCase(Locale.ROOT);
        List<String> words = Stream.of((type.subject() + "." + type.action()).split("[._-]"))
                .distinct()
                .toList();
        int needed = Math.min(COMMON_WORDS, words.size());
        if (words.stream().filter(lowerCase::contains).count() < needed) {
            faults.add("its name must say what %s is about, with at least %d words of \"%s.%s\" (NAM-9)"
                    .formatted(type, needed, type.subject(), type.action()));
        }
    }
}
