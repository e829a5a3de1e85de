/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The pipelines of an application: what the operator configured under {@code open-edx-filters-config}, put together
 * with what plug-ins contribute, checked and resolved once (FCF-1 to FCF-8). Immutable once the application has
 * started.
 *
 * @since 0.1.0
 */
public final class FilterPipelines implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(FilterPipelines.class);

    private final ConfigurableListableBeanFactory beanFactory;

    private final HookCatalog catalog;

    private final FilterValidation validation;

    private final StepResolver resolver;

    private final Problems problems = new Problems();

    private final Map<String, PlannedPipeline> pipelines = new TreeMap<>();

    /**
     * Reads and checks the configuration. Steps are found, but not made.
     *
     * @param beanFactory has the steps and the {@linkplain FilterPipelineContribution contributions}
     * @param environment has the configuration
     * @param catalog the filters that there are
     * @param validation what happens if something is wrong
     * @throws InvalidFilterConfigurationException if something is wrong and validation is strict
     */
    public FilterPipelines(
            ConfigurableListableBeanFactory beanFactory,
            ConfigurableEnvironment environment,
            HookCatalog catalog,
            FilterValidation validation) {
        this.beanFactory = beanFactory;
        this.catalog = catalog;
        this.validation = validation;
        this.resolver = new StepResolver(beanFactory);
        plan(new FilterConfigReader(environment, catalog.types(), problems).read());
        report(problems.found(), null);
    }

    /**
     * The effective pipelines of all filters that have one.
     *
     * @return an immutable list, by type
     */
    public List<FilterPipelineDescription> all() {
        return pipelines.values().stream().map(PlannedPipeline::describe).toList();
    }

    /**
     * The effective pipeline of a filter.
     *
     * @param filterType the filter
     * @return empty if the filter has none
     */
    public Optional<FilterPipelineDescription> find(HookType filterType) {
        return Optional.ofNullable(pipelines.get(filterType.value())).map(PlannedPipeline::describe);
    }

    /**
     * What is wrong, if the application started all the same.
     *
     * @return an immutable list, empty if all is well
     * @see FilterValidation#LENIENT
     */
    public List<FilterPipelineProblem> problems() {
        return problems.found();
    }

    @Nullable
    PlannedPipeline pipeline(OpenEdxPublicFilter<?> filter) {
        return pipelines.get(filter.type().value());
    }

    /** Makes the steps that are no beans: now all beans that they may need are there. */
    @Override
    public void afterSingletonsInstantiated() {
        pipelines.values().forEach(pipeline -> {
            pipeline.steps().forEach(step -> make(step, pipeline.filter()));
            log.info("Filter {} runs {}", pipeline.filter(), pipeline);
            Deprecation deprecation = pipeline.filter().deprecation();
            if (deprecation != null) {
                log.warn("Filter {} is {}", pipeline.filter(), deprecation);
            }
        });
    }

    private void make(PlannedPipeline.PlannedStep step, OpenEdxPublicFilter<?> filter) {
        if (step.settings().enabled() && step.step() instanceof ResolvedStep.Found found && found.bean() == null) {
            try {
                log.debug(
                        "Filter {} has a step of its own, {}",
                        filter,
                        found.instance().get());
            } catch (BeansException ex) {
                Throwable why = NestedExceptionUtils.getMostSpecificCause(ex);
                String message = "%s cannot be made: %s".formatted(found.className(), why);
                report(
                        List.of(problems.add(
                                filter.type().value(), step.settings().origin(), message)),
                        ex);
            }
        }
    }

    @Override
    public void destroy() {
        resolver.destroy();
    }

    private void report(List<FilterPipelineProblem> found, @Nullable BeansException cause) {
        if (validation == FilterValidation.STRICT && !found.isEmpty()) {
            throw new InvalidFilterConfigurationException(found, cause);
        }
        found.forEach(problem -> log.error("{}", problem));
    }

    private void plan(Map<String, ConfigNode> entries) {
        Map<String, List<Contributed>> contributions = Contributed.in(beanFactory);
        Set<String> types = new TreeSet<>(entries.keySet());
        types.addAll(contributions.keySet());
        for (String type : types) {
            List<Contributed> contributed = contributions.getOrDefault(type, List.of());
            ConfigNode entry = entries.get(type);
            String origin = entry != null ? entry.origin() : contributed.get(0).origin();
            OpenEdxPublicFilter<?> filter = filter(type, origin);
            if (filter != null) {
                PipelineSettings settings =
                        entry == null ? PipelineSettings.NONE : PipelineSettings.read(type, entry, problems);
                PlannedPipeline pipeline = plan(filter, settings, contributed);
                if (!pipeline.steps().isEmpty()) {
                    pipelines.put(type, pipeline);
                }
            }
        }
    }

    private PlannedPipeline plan(
            OpenEdxPublicFilter<?> filter, PipelineSettings settings, List<Contributed> contributed) {
        List<StepSettings> steps = Contributed.place(contributed, settings);
        Set<String> names = steps.stream().map(StepSettings::name).collect(Collectors.toCollection(TreeSet::new));
        settings.disabledSteps().forEach((name, origin) -> {
            if (!names.contains(name)) {
                problems.add(
                        filter.type().value(),
                        origin,
                        "the pipeline has no step \"%s\" to disable. %s"
                                .formatted(name, Problems.suggestion(name, names, "steps of the pipeline")));
            }
        });
        return new PlannedPipeline(
                filter,
                steps.stream()
                        .map(step -> settings.disabledSteps().containsKey(step.name()) ? step.disabled() : step)
                        .map(step -> PlannedPipeline.PlannedStep.of(step, settings, resolve(step, filter)))
                        .toList(),
                settings.logLevel());
    }

    private ResolvedStep resolve(StepSettings step, OpenEdxPublicFilter<?> filter) {
        ResolvedStep resolved = resolver.resolve(step.name(), filter);
        if (step.enabled() && resolved instanceof ResolvedStep.Missing missing) {
            problems.add(filter.type().value(), step.origin(), missing.why());
        }
        return resolved;
    }

    private @Nullable OpenEdxPublicFilter<?> filter(String type, String origin) {
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
                origin,
                "%s %s"
                        .formatted(
                                hook.isPresent()
                                        ? "this is an event, which has receivers and no pipeline."
                                        : "no filter has this type.",
                                Problems.suggestion(type, filters, "filters")));
        return null;
    }
}
