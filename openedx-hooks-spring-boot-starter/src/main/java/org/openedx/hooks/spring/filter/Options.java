/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.Settings;

/**
 * What entries and steps have besides their settings: everything that is no setting goes to the steps (FCF-4), but what
 * is nearly one was meant to be it. Whoever has an option of such a name writes it under {@code options}.
 */
final class Options {

    /** Who writes these believes that something is off. */
    private static final Map<String, String> OTHER_WORDS =
            Map.of("disabled", "enabled", "disable", "enabled", "silently", "failsilently", "silent", "failsilently");

    static final Options OF_ENTRY = new Options(FilterNames.OF_ENTRY, FilterNames.OF_STEP);

    static final Options OF_STEP = new Options(FilterNames.OF_STEP, FilterNames.OF_ENTRY_ALONE);

    private final Map<String, String> own;

    private final Map<String, String> others;

    private Options(Map<String, String> own, Map<String, String> others) {
        this.own = own;
        this.others = others;
    }

    /** The options among what is left of the settings. */
    Map<String, ConfigNode> read(String filterType, Settings settings, ConfigurationProblems problems) {
        ConfigNode explicit = settings.take(FilterNames.OPTIONS);
        Map<String, ConfigNode> options = new LinkedHashMap<>();
        settings.rest().forEach((name, node) -> {
            String mistake = mistake(name);
            if (mistake == null) {
                options.put(name, node);
            } else {
                problems.add(filterType, node.nameOrigin(), mistake);
            }
        });
        if (explicit != null && (explicit.isList() || (explicit.isValue() && !explicit.isEmpty()))) {
            settings.wrong(FilterNames.OPTIONS, explicit, "a mapping");
        } else if (explicit != null) {
            explicit.children().forEach((name, node) -> {
                if (options.put(name, node) != null) {
                    problems.add(
                            filterType,
                            node.nameOrigin(),
                            "\"%s\" is given twice, under \"options\" and beside it.".formatted(name));
                }
            });
        }
        return options;
    }

    private @Nullable String mistake(String name) {
        String uniform = OTHER_WORDS.getOrDefault(ConfigNode.uniform(name), ConfigNode.uniform(name));
        Optional<String> meant = Stream.concat(own.keySet().stream(), others.keySet().stream())
                .filter(setting -> isNear(uniform, setting))
                .findFirst(); // no name is near to two of them
        return meant.map(setting -> own.containsKey(setting)
                        ? "\"%s\" is no setting. Did you mean \"%s\"?".formatted(name, own.get(setting))
                        : "\"%s\" is no setting here.%s".formatted(name, elsewhere(others.get(setting))))
                .map(message -> message + " An option of this name goes under \"options\".")
                .orElse(null);
    }

    private String elsewhere(@Nullable String setting) {
        return FilterNames.STEP.equals(setting)
                ? " Did you mean \"%s\"?".formatted(FilterNames.PIPELINE)
                : " \"%s\" is one of the %s.".formatted(setting, this == OF_STEP ? "whole entry" : "steps");
    }

    /** Short names have many neighbours that are words of their own, and few err in the first letter. */
    private static boolean isNear(String uniform, String setting) {
        int distance = NearestName.distance(uniform, setting);
        boolean sameStart = !uniform.isEmpty() && uniform.charAt(0) == setting.charAt(0);
        return distance <= 1 || (sameStart && setting.length() > 5 && distance <= Math.max(2, setting.length() / 4));
    }
}
