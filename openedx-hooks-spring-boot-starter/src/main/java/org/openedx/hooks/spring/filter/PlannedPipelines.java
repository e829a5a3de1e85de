/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.Map;
import java.util.Optional;

import org.openedx.hooks.HookType;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;

/**
 * All pipelines of an application at one time. Immutable, and told apart by identity: what was made of one is outdated
 * when another has taken its place.
 */
final class PlannedPipelines {

    /** What there is before the configuration is read. */
    static final PlannedPipelines NONE = new PlannedPipelines(
            new Configured(Map.of(), new ConfigurationProblems()), Map.of(), Map.of(), new ConfigurationProblems());

    private final Configured configured;

    private final Map<String, ConfigNode> overrides;

    private final Map<String, PlannedPipeline> byType;

    private final ConfigurationProblems problems;

    PlannedPipelines(
            Configured configured,
            Map<String, ConfigNode> overrides,
            Map<String, PlannedPipeline> byType,
            ConfigurationProblems problems) {
        this.configured = configured;
        this.overrides = overrides;
        this.byType = byType;
        this.problems = problems;
    }

    /** What the environment says. */
    Configured configured() {
        return configured;
    }

    /** What was said on top of that while the application ran, by filter type. */
    Map<String, ConfigNode> overrides() {
        return overrides;
    }

    /** The pipelines that have steps, by filter type. */
    Map<String, PlannedPipeline> byType() {
        return byType;
    }

    /** Everything that is wrong. */
    ConfigurationProblems problems() {
        return problems;
    }

    Optional<FilterPipelineDescription> find(HookType filterType) {
        return Optional.ofNullable(byType.get(filterType.value())).map(PlannedPipeline::describe);
    }

    /** The same, once all steps that are no beans were made. */
    PlannedPipelines made() {
        ConfigurationProblems found = new ConfigurationProblems();
        found.addAll(problems);
        byType.values().forEach(pipeline -> pipeline.makeAhead(found));
        return new PlannedPipelines(configured, overrides, byType, found);
    }

    /**
     * What the environment says about pipelines.
     *
     * @param entries by filter type
     * @param problems what is wrong with how they are written
     */
    record Configured(Map<String, ConfigNode> entries, ConfigurationProblems problems) {}
}
