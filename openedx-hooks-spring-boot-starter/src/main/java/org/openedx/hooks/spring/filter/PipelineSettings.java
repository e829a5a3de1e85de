/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

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
 * @param merge how the steps go together with contributed ones
 * @param logLevel at which each run and step is logged, {@literal null} for not at all (FDB-1)
 * @param disabledSteps names of steps that shall not run, with their origins
 */
record PipelineSettings(
        @Nullable List<StepSettings> steps,
        boolean failSilently,
        Merge merge,
        @Nullable Level logLevel,
        Map<String, String> disabledSteps,
        Map<String, Object> options) {

    private static final String PYTHONS_LOG_LEVEL = "log_level";

    /** What there is without an entry. */
    static final PipelineSettings NONE = new PipelineSettings(null, true, Merge.REPLACE, null, Map.of(), Map.of());

    static PipelineSettings read(String filterType, ConfigNode entry, ConfigurationProblems problems) {
        Settings settings = Settings.of(filterType, entry.children(), problems);
        ConfigNode pipeline = settings.take(FilterNames.PIPELINE);
        ConfigNode disabled = settings.take(FilterNames.DISABLED_STEPS);
        Merge merge = Merge.read(settings);
        Boolean failSilently = settings.bool(FilterNames.FAIL_SILENTLY);
        Map<String, ConfigNode> options = new LinkedHashMap<>(); // Python's steps find the level among them
        settings.rest()
                .forEach((name, node) ->
                        options.put(name.equals(FilterNames.LOG_LEVEL) ? PYTHONS_LOG_LEVEL : name, node));
        List<StepSettings> steps = pipeline == null ? null : steps(filterType, pipeline, problems);
        Map<String, String> disabledSteps = new LinkedHashMap<>();
        if (disabled != null) {
            steps(filterType, disabled, problems).forEach(step -> disabledSteps.put(step.name(), step.origin()));
        }
        return new PipelineSettings(
                steps,
                failSilently == null || failSilently,
                merge,
                level(settings),
                disabledSteps,
                Options.of(filterType, options, problems));
    }

    /** The level by its name here or in Python; {@literal null} if there is no such level. */
    private static @Nullable Level level(Settings settings) {
        ConfigNode node = settings.take(FilterNames.LOG_LEVEL);
        if (node == null) {
            return null;
        }
        String name = String.valueOf(node.value()).toUpperCase(Locale.ROOT).replace("WARNING", "WARN");
        for (Level level : Level.values()) {
            if (node.isValue() && level.name().equals(name)) {
                return level;
            }
        }
        settings.wrong(FilterNames.LOG_LEVEL, node, "one of trace, debug, info, warn and error");
        return null;
    }

    private static List<StepSettings> steps(String filterType, ConfigNode node, ConfigurationProblems problems) {
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.isText()) {
            return Stream.of(String.valueOf(node.value()).split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .map(name -> StepSettings.of(name, node.origin()))
                    .toList();
        }
        if (node.isList()) {
            return node.items().stream()
                    .map(item -> StepSettings.read(filterType, item, problems))
                    .filter(Objects::nonNull)
                    .toList();
        }
        problems.add(
                filterType,
                node.origin(),
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
