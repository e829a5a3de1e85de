/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Puts together what the operator configured with what plug-ins contribute, and finds the steps. Not thread-safe. */
final class PipelinePlanner {

    private static final String WITHOUT_STEPS =
            "the entry has no steps, so it does nothing. Name them under \"pipeline\"; write \"pipeline: []\" for none.";

    private final ConfigurableListableBeanFactory beanFactory;

    private final HookCatalog catalog;

    private final StepResolver resolver;

    PipelinePlanner(ConfigurableListableBeanFactory beanFactory, HookCatalog catalog) {
        this.beanFactory = beanFactory;
        this.catalog = catalog;
        this.resolver = new StepResolver(beanFactory);
    }

    /**
     * Plans all pipelines. An entry that is overridden is planned nevertheless, to tell what is wrong with it before
     * the application restarts with it.
     */
    PlannedPipelines plan(PlannedPipelines.Configured configured, Map<String, ConfigNode> overrides) {
        ConfigurationProblems problems = new ConfigurationProblems();
        problems.addAll(configured.problems());
        Map<String, List<Contributed>> contributions = Contributed.in(beanFactory);
        Map<String, ConfigNode> entries = new TreeMap<>(configured.entries());
        Map<String, PlannedPipeline> pipelines = plan(entries, contributions, problems);
        if (!overrides.isEmpty()) {
            Map<String, ConfigNode> overridden = new HashMap<>();
            overrides.forEach((type, override) -> overridden.put(
                    type, entries.containsKey(type) ? entries.get(type).overriddenBy(override, false) : override));
            contributions.keySet().retainAll(overrides.keySet());
            pipelines.keySet().removeAll(overrides.keySet());
            pipelines.putAll(plan(overridden, contributions, problems));
        }
        return new PlannedPipelines(configured, overrides, pipelines, problems);
    }

    /** Ends the lives of the steps that were made from their classes. */
    void destroy() {
        resolver.destroy();
    }

    private Map<String, PlannedPipeline> plan(
            Map<String, ConfigNode> entries,
            Map<String, List<Contributed>> contributions,
            ConfigurationProblems problems) {
        Map<String, PlannedPipeline> pipelines = new TreeMap<>();
        Set<String> types = new TreeSet<>(entries.keySet());
        types.addAll(contributions.keySet());
        for (String type : types) {
            List<Contributed> contributed = contributions.getOrDefault(type, List.of());
            ConfigNode entry = entries.get(type);
            Supplier<String> origin = entry != null ? entry::nameOrigin : contributed.get(0)::origin;
            OpenEdxPublicFilter<?> filter = filter(type, origin, problems);
            if (filter != null) {
                PlannedPipeline pipeline = plan(filter, entry, contributed, problems);
                if (!pipeline.steps().isEmpty()) {
                    pipelines.put(type, pipeline);
                }
            }
        }
        return pipelines;
    }

    private PlannedPipeline plan(
            OpenEdxPublicFilter<?> filter,
            @Nullable ConfigNode node,
            List<Contributed> contributed,
            ConfigurationProblems problems) {
        String type = filter.type().value();
        ConfigurationProblems misread = new ConfigurationProblems();
        PipelineEntry entry = node == null ? PipelineEntry.NONE : PipelineEntry.read(type, node, misread);
        problems.addAll(misread);
        List<StepEntry> steps = Contributed.place(contributed, entry);
        if (node != null
                && entry.isSilent()
                && steps.isEmpty()
                && misread.found().isEmpty()) {
            problems.add(type, node.nameOrigin(), WITHOUT_STEPS);
        }
        rejectUnknownDisabled(type, entry, steps, problems);
        return new PlannedPipeline(
                filter,
                steps.stream().map(step -> plan(step, entry, filter, problems)).toList(),
                entry.logLevel());
    }

    private PlannedStep plan(
            StepEntry step, PipelineEntry entry, OpenEdxPublicFilter<?> filter, ConfigurationProblems problems) {
        PlannedStep planned = PlannedStep.of(step, entry, resolver.resolve(step.name(), filter));
        if (planned.behaviour().step() instanceof ResolvedStep.Missing missing) {
            if (planned.isEnabled()) {
                problems.add(filter.type().value(), step.origin(), missing.why());
            }
        } else {
            OptionCheck.of(step, entry).run(planned, filter, problems);
        }
        return planned;
    }

    private static void rejectUnknownDisabled(
            String type, PipelineEntry entry, List<StepEntry> steps, ConfigurationProblems problems) {
        Set<String> names = steps.stream().map(StepEntry::name).collect(Collectors.toCollection(TreeSet::new));
        entry.disabledSteps().forEach((name, origin) -> {
            if (!names.contains(name)) {
                problems.add(
                        type,
                        origin,
                        "the pipeline has no step \"%s\" to disable. %s"
                                .formatted(
                                        name, ConfigurationProblems.suggestion(name, names, "steps of the pipeline")));
            }
        });
    }

    private @Nullable OpenEdxPublicFilter<?> filter(
            String type, Supplier<String> origin, ConfigurationProblems problems) {
        Optional<HookDefinition> hook = catalog.find(type);
        if (hook.isPresent() && hook.get() instanceof OpenEdxPublicFilter<?> filter) {
            return filter;
        }
        List<String> filters = catalog.definitions().stream()
                .filter(known -> known.kind() == HookKind.FILTER)
                .map(known -> known.type().value())
                .toList();
        problems.add(
                type,
                origin.get(),
                "%s %s"
                        .formatted(
                                hook.isPresent()
                                        ? "this is an event, which has receivers and no pipeline."
                                        : "no filter has this type.",
                                ConfigurationProblems.suggestion(type, filters, "filters")));
        return null;
    }
}
