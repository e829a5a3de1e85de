/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.Settings;

/**
 * A step as the operator or a contribution names it.
 *
 * @param failSilently {@literal null} if the pipeline decides
 * @param timeout {@literal null} if the pipeline decides
 * @param options of this step alone
 */
record StepEntry(
        String name,
        String origin,
        boolean enabled,
        @Nullable Boolean failSilently,
        @Nullable Duration timeout,
        Map<String, ConfigNode> options) {

    private static final int LONGEST_NAME = 500;

    private static final int EXCERPT = 50;

    private static final int LISTED = 5;

    private static final List<String> NAME = List.of(FilterNames.STEP);

    /** A name with anything in it that cannot be printed names nothing, and goes to logs all the same. */
    StepEntry {
        name = name.length() > LONGEST_NAME
                ? "%s (%d characters)".formatted(Printable.of(name, EXCERPT), name.length())
                : Printable.of(name);
    }

    static StepEntry of(String name, String origin) {
        return new StepEntry(name, origin, true, null, null, Map.of());
    }

    /** A name, or a mapping; {@literal null} if it is neither. */
    static @Nullable StepEntry read(String filterType, ConfigNode node, ConfigurationProblems problems) {
        if (node.isText() && !node.isEmpty()) {
            return of(String.valueOf(node.value()).trim(), node.origin());
        }
        Settings settings = Settings.of(filterType, node.children(), problems);
        ConfigNode step = settings.take(FilterNames.STEP);
        if (node.isList() || step == null || !step.isText() || step.isEmpty()) {
            rejectUnnamed(filterType, node, step, problems);
            return null;
        }
        Boolean enabled = settings.bool(FilterNames.ENABLED);
        return new StepEntry(
                String.valueOf(step.value()).trim(),
                step.origin(),
                enabled == null || enabled,
                failSilently(settings),
                settings.duration(FilterNames.TIMEOUT),
                Options.OF_STEP.read(filterType, settings, problems));
    }

    /** Leniently, what is written and says nothing is false, as in Python; what is neither true nor false is not. */
    static @Nullable Boolean failSilently(Settings settings) {
        ConfigNode written = settings.rest().get(FilterNames.FAIL_SILENTLY);
        Boolean value = settings.bool(FilterNames.FAIL_SILENTLY);
        if (value == null && written != null && isFalsy(written)) {
            return false;
        }
        return value;
    }

    private static boolean isFalsy(ConfigNode node) {
        return node.isEmpty() || (node.value() instanceof Number number && number.doubleValue() == 0);
    }

    private static void rejectUnnamed(
            String filterType, ConfigNode node, @Nullable ConfigNode step, ConfigurationProblems problems) {
        Optional<Map.Entry<String, ConfigNode>> meant = node.children().entrySet().stream()
                .filter(piece ->
                        step == null && NearestName.to(piece.getKey(), NAME).isPresent())
                .findFirst();
        problems.add(
                filterType,
                meant.map(piece -> piece.getValue().nameOrigin()).orElseGet(node::origin),
                "a step is a name, or a mapping with the name under \"step\"; found %s"
                        .formatted(meant.map(piece -> "\"%s\". Did you mean \"step\"?".formatted(piece.getKey()))
                                .orElseGet(() -> step == null ? found(node) : step + " under \"step\".")));
    }

    private static String found(ConfigNode node) {
        return node.isValue() || node.isList()
                ? node + "."
                : "a mapping with %s."
                        .formatted(node.children().keySet().stream()
                                .limit(LISTED)
                                .map("\"%s\""::formatted)
                                .collect(Collectors.joining(", ")));
    }
}
