/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.Settings;
import org.slf4j.event.Level;

/**
 * An entry of the operator's configuration (FCF-1).
 *
 * @param steps {@literal null} if the entry says nothing about them
 * @param enabled whether any of its steps run
 * @param timeout of the steps that have none of their own, {@literal null} for as long as they like
 * @param merge how the steps go together with contributed ones
 * @param logLevel at which each run and step is logged, {@literal null} for not at all (FDB-1)
 * @param disabledSteps names of steps that shall not run, with their origins
 * @param options of all steps
 */
record PipelineEntry(
        @Nullable List<StepEntry> steps,
        boolean enabled,
        boolean failSilently,
        @Nullable Duration timeout,
        Merge merge,
        @Nullable Level logLevel,
        Map<String, String> disabledSteps,
        Map<String, ConfigNode> options) {

    private static final String PYTHONS_LOG_LEVEL = "log_level";

    private static final String WRITTEN_OUT = "[]";

    /** What there is without an entry. */
    static final PipelineEntry NONE =
            new PipelineEntry(null, true, true, null, Merge.REPLACE, null, Map.of(), Map.of());

    static PipelineEntry read(String filterType, ConfigNode entry, ConfigurationProblems problems) {
        Settings settings = Settings.of(filterType, entry.children(), problems);
        ConfigNode pipeline = settings.take(FilterNames.PIPELINE);
        ConfigNode disabled = settings.take(FilterNames.DISABLED_STEPS);
        Boolean enabled = settings.bool(FilterNames.ENABLED);
        Boolean failSilently = StepEntry.failSilently(settings);
        Duration timeout = settings.duration(FilterNames.TIMEOUT);
        Merge merge = Merge.read(settings);
        ConfigNode logLevel = settings.take(FilterNames.LOG_LEVEL);
        Map<String, ConfigNode> options = new LinkedHashMap<>();
        if (logLevel != null) {
            options.put(PYTHONS_LOG_LEVEL, logLevel); // Python's steps find it among their options
        }
        options.putAll(Options.OF_ENTRY.read(filterType, settings, problems));
        return new PipelineEntry(
                pipeline == null ? null : steps(filterType, pipeline, problems),
                enabled == null || enabled,
                failSilently == null || failSilently,
                timeout,
                merge,
                logLevel == null ? null : level(logLevel, settings),
                disabled == null ? Map.of() : disabled(filterType, disabled, problems),
                options);
    }

    /** Whether it says nothing about what shall run. */
    boolean isSilent() {
        return steps == null && enabled;
    }

    private static Map<String, String> disabled(String filterType, ConfigNode node, ConfigurationProblems problems) {
        Map<String, String> disabled = new LinkedHashMap<>();
        Objects.requireNonNullElse(steps(filterType, node, problems), List.<StepEntry>of())
                .forEach(step -> disabled.put(step.name(), step.origin()));
        return disabled;
    }

    /** The level by its name here or in Python; {@literal null} if there is no such level. */
    private static @Nullable Level level(ConfigNode node, Settings settings) {
        String name = String.valueOf(node.value()).toUpperCase(Locale.ROOT).replace("WARNING", "WARN");
        for (Level level : Level.values()) {
            if (node.isValue() && level.name().equals(name)) {
                return level;
            }
        }
        settings.wrong(FilterNames.LOG_LEVEL, node, "one of trace, debug, info, warn and error");
        return null;
    }

    /**
     * A list, or names with commas between them; {@literal null} if nothing is said, which only an empty list is not.
     */
    private static @Nullable List<StepEntry> steps(String filterType, ConfigNode node, ConfigurationProblems problems) {
        if (node.isList()) {
            return node.items().stream()
                    .map(item -> StepEntry.read(filterType, item, problems))
                    .filter(Objects::nonNull)
                    .toList();
        }
        if (node.isEmpty() || node.isText()) {
            String text = node.isText() ? String.valueOf(node.value()).trim() : "";
            if (text.equals(WRITTEN_OUT)) {
                return List.of();
            }
            List<StepEntry> steps = Stream.of(text.split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .map(name -> StepEntry.of(name, node.origin()))
                    .toList();
            return steps.isEmpty() ? null : steps;
        }
        problems.add(
                filterType,
                node.formOrigin(),
                "a pipeline is a list of steps, numbered from 0 without gaps, or one step's name; found %s."
                        .formatted(node));
        return List.of();
    }

    /** How an operator's steps go together with contributed ones. */
    enum Merge {
        REPLACE,
        APPEND,
        PREPEND;

        static Merge read(Settings settings) {
            ConfigNode node = settings.take(FilterNames.MERGE);
            if (node == null) {
                return REPLACE;
            }
            for (Merge merge : values()) {
                if (merge.name().equalsIgnoreCase(String.valueOf(node.value()))) {
                    return merge;
                }
            }
            settings.wrong(FilterNames.MERGE, node, "append, prepend or replace");
            return REPLACE;
        }
    }
}
