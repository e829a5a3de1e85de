/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.Settings;

/**
 * A step as somebody asked for it. Its name goes into logs, tags and the search for classes, so what is too long or
 * cannot be printed is shortened and escaped here. It is then the name of no bean and no class.
 *
 * @param failSilently {@literal null} if the pipeline decides
 * @param timeout {@literal null} for as long as the step likes
 */
record StepSettings(
        String name,
        String origin,
        boolean enabled,
        @Nullable Boolean failSilently,
        @Nullable Duration timeout,
        Map<String, Object> options) {

    private static final int LONGEST_NAME = 500;

    private static final int EXCERPT = 50;

    StepSettings {
        name = printable(name);
    }

    private static String printable(String name) {
        boolean tooLong = name.length() > LONGEST_NAME;
        if (!tooLong && name.chars().noneMatch(Character::isISOControl)) {
            return name;
        }
        StringBuilder printable = new StringBuilder();
        name.chars()
                .limit(tooLong ? EXCERPT : LONGEST_NAME)
                .forEach(c -> printable.append(
                        Character.isISOControl(c) ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return printable + (tooLong ? "... (%d characters)".formatted(name.length()) : "");
    }

    static StepSettings of(String name, String origin) {
        return new StepSettings(name, origin, true, null, null, Map.of());
    }

    StepSettings disabled() {
        return new StepSettings(name, origin, false, failSilently, timeout, options);
    }

    /** The same, asked for elsewhere. */
    StepSettings at(String origin) {
        return new StepSettings(name, origin, enabled, failSilently, timeout, options);
    }

    /** A name, or a mapping; {@literal null} if it is neither. */
    static @Nullable StepSettings read(String filterType, ConfigNode node, ConfigurationProblems problems) {
        if (node.isText() && !node.isEmpty()) {
            return of(String.valueOf(node.value()).trim(), node.origin());
        }
        Settings settings = Settings.of(filterType, node.children(), problems);
        ConfigNode step = settings.take(FilterNames.STEP);
        if (node.isList() || step == null || !step.isText() || step.isEmpty()) {
            problems.add(
                    filterType,
                    node.origin(),
                    "a step is a name, or a mapping with the name under \"step\"; found %s."
                            .formatted(step == null ? node : step + " under \"step\""));
            return null;
        }
        Boolean enabled = settings.bool(FilterNames.ENABLED);
        return new StepSettings(
                String.valueOf(step.value()).trim(),
                step.origin(),
                enabled == null || enabled,
                settings.bool(FilterNames.FAIL_SILENTLY),
                settings.duration(FilterNames.TIMEOUT),
                Options.of(filterType, settings.rest(), problems));
    }
}
