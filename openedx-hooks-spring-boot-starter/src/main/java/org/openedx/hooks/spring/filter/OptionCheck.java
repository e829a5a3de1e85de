/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.InvalidOptionException;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.StepOptions;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.springframework.core.annotation.AnnotationUtils;

/** Checks the options of a step that says which it has, before the step is made. */
final class OptionCheck {

    private final StepEntry step;

    private final PipelineEntry pipeline;

    private OptionCheck(StepEntry step, PipelineEntry pipeline) {
        this.step = step;
        this.pipeline = pipeline;
    }

    static OptionCheck of(StepEntry step, PipelineEntry pipeline) {
        return new OptionCheck(step, pipeline);
    }

    /** The record of a step's options, {@literal null} if it does not say. */
    static @Nullable Class<? extends Record> optionsOf(Class<?> stepClass) {
        StepOptions options = AnnotationUtils.findAnnotation(stepClass, StepOptions.class);
        return options == null ? null : options.value();
    }

    void run(PlannedStep planned, OpenEdxPublicFilter<?> filter, ConfigurationProblems problems) {
        Class<? extends Record> options =
                planned.behaviour().step() instanceof ResolvedStep.Found found ? optionsOf(found.stepClass()) : null;
        if (options == null || !planned.isEnabled()) {
            return;
        }
        rejectUnknown(options, filter, problems);
        try {
            FilterContext.of(filter, planned.behaviour().options()).options(options);
        } catch (InvalidOptionException ex) {
            problems.add(
                    filter.type().value(), originOf(ex.path()), "step %s: %s".formatted(step.name(), ex.getMessage()));
        }
    }

    /** The options of the whole entry may be for other steps; those of the step are for nobody else. */
    private void rejectUnknown(
            Class<? extends Record> options, OpenEdxPublicFilter<?> filter, ConfigurationProblems problems) {
        List<String> known = Stream.of(options.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        List<String> uniform = known.stream().map(ConfigNode::uniform).toList();
        step.options().forEach((name, node) -> {
            if (!uniform.contains(ConfigNode.uniform(name))) {
                problems.add(
                        filter.type().value(),
                        node.nameOrigin(),
                        "step %s has no option \"%s\". %s"
                                .formatted(
                                        step.name(),
                                        name,
                                        ConfigurationProblems.suggestion(name, known, "options of this step")));
            }
        });
    }

    private String originOf(List<String> path) {
        ConfigNode found = null;
        Map<String, ConfigNode> level = step.options();
        for (String name : path) {
            ConfigNode next = find(level, name);
            next = next == null && found == null ? find(pipeline.options(), name) : next;
            if (next == null) {
                break;
            }
            found = next;
            level = next.children();
        }
        return found == null ? step.origin() : found.origin();
    }

    private static @Nullable ConfigNode find(Map<String, ConfigNode> nodes, String name) {
        return nodes.entrySet().stream()
                .filter(node -> ConfigNode.uniform(node.getKey()).equals(ConfigNode.uniform(name)))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(null);
    }
}
