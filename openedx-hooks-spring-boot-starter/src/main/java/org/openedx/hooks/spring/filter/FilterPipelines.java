/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.FilterValidation;
import org.openedx.hooks.spring.config.HookConfiguration;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The pipelines of an application: what the operator configured under {@code open-edx-filters-config}, put together
 * with what plug-ins contribute, checked and resolved (FCF-1 to FCF-8).
 *
 * <p>They can change while the application runs (FCF-7): all at once when the environment is {@linkplain #refresh()
 * read again}, or one by an {@linkplain #override override}. Every change is checked as a whole and then takes effect
 * as a whole: runs under way finish with the steps they began with, the next runs of all filters have the new ones.
 * Steps keep their instances.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class FilterPipelines implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(FilterPipelines.class);

    private static final String OPERATOR = "actuator";

    private static final String SUBJECT = "filter pipelines";

    private static final String LENIENTLY =
            "To start without what is wrong, and skip it as Open edX does, set openedx.hooks.filters.validation=lenient.";

    private final ConfigurableEnvironment environment;

    private final HookConfiguration configuration;

    private final FilterValidation validation;

    private final PipelinePlanner planner;

    private final StepThreads threads = new StepThreads();

    private final Lock changing = new ReentrantLock();

    private boolean started;

    private volatile PlannedPipelines current = PlannedPipelines.NONE;

    private volatile List<ConfigurationProblem> refused = List.of();

    /**
     * Reads and checks the configuration. Steps are found, but not made.
     *
     * @param beanFactory has the steps and the {@linkplain FilterPipelineContribution contributions}
     * @param environment has the configuration
     * @param catalog the filters that there are
     * @param validation what happens if something is wrong
     * @throws InvalidHookConfigurationException if something is wrong and validation is strict
     */
    public FilterPipelines(
            ConfigurableListableBeanFactory beanFactory,
            ConfigurableEnvironment environment,
            HookCatalog catalog,
            FilterValidation validation) {
        this.environment = environment;
        this.configuration = FilterNames.in(catalog.types());
        this.validation = validation;
        this.planner = new PipelinePlanner(beanFactory, catalog);
        takeOver(planner.plan(read(), Map.of()));
    }

    /**
     * The effective pipelines of all filters that have one.
     *
     * @return an immutable list, by type
     */
    public List<FilterPipelineDescription> all() {
        return current.byType().values().stream().map(PlannedPipeline::describe).toList();
    }

    /**
     * The effective pipeline of a filter.
     *
     * @param filterType the filter
     * @return empty if the filter has none
     */
    public Optional<FilterPipelineDescription> find(HookType filterType) {
        return current.find(filterType);
    }

    /**
     * What is wrong with the pipelines that run all the same.
     *
     * @return an immutable list, empty if all is well
     * @see FilterValidation#LENIENT
     */
    public List<ConfigurationProblem> problems() {
        return current.problems().found();
    }

    /**
     * What is wrong with the environment as it was read last, if the pipelines are still those from before.
     *
     * @return an immutable list, empty if all is well or {@link #refresh()} was never called
     */
    public List<ConfigurationProblem> refused() {
        return refused;
    }

    /**
     * Reads the environment again. If that fails, nothing has changed. {@linkplain #override Overrides} stay on top of
     * what is read.
     *
     * @throws InvalidHookConfigurationException if something is wrong and validation is strict
     */
    public void refresh() {
        refresh(List.of());
    }

    /**
     * Reads the environment again, together with other settings.
     *
     * @param otherProblems what is wrong with the other settings; if anything is, nothing changes
     * @throws InvalidHookConfigurationException if something is wrong with the other settings, or with pipelines and
     *     validation is strict; it tells of both
     */
    public void refresh(List<ConfigurationProblem> otherProblems) {
        changing.lock();
        try {
            PlannedPipelines next = ready(planner.plan(read(), current.overrides()));
            if (!otherProblems.isEmpty()) {
                List<ConfigurationProblem> all = new ArrayList<>(otherProblems);
                all.addAll(next.problems().found());
                throw new InvalidHookConfigurationException(
                        SUBJECT, all, LENIENTLY, next.problems().cause());
            }
            PlannedPipelines before = current;
            takeOver(next);
            refused = List.of();
            logChanges(before, "the environment");
        } catch (InvalidHookConfigurationException ex) {
            refused = ex.problems();
            throw ex;
        } finally {
            changing.unlock();
        }
    }

    /**
     * Overrides the entry of one filter as a higher source of configuration would, until it is {@linkplain #restore
     * restored} or the application ends. Overrides of the same filter add up.
     *
     * @param filterType the filter
     * @param pipeline as an entry has it (FCF-1): one name or several with commas between them, or a list of names and
     *     of maps with {@code step}, its settings and its options; {@literal null} if that shall stay as it is.
     *     Placeholders are not resolved
     * @param failSilently whether failing steps are only skipped (FLT-9); {@literal null} if that shall stay as it is
     * @throws InvalidHookConfigurationException if something is wrong with it, however validation is; nothing has
     *     changed
     */
    public void override(HookType filterType, @Nullable Object pipeline, @Nullable Boolean failSilently) {
        Map<String, Object> pieces = new LinkedHashMap<>();
        if (pipeline != null) {
            pieces.put(FilterNames.PIPELINE, pipeline);
        }
        if (failSilently != null) {
            pieces.put(FilterNames.FAIL_SILENTLY, failSilently);
        }
        ConfigurationProblems problems = new ConfigurationProblems();
        ConfigNode entry = configuration.entry(filterType.value(), pieces, OPERATOR, problems);
        changeOverrides(
                overrides ->
                        overrides.merge(filterType.value(), entry, (before, now) -> before.overriddenBy(now, false)),
                problems);
    }

    /**
     * Takes all overrides of one filter back.
     *
     * @param filterType the filter
     * @throws InvalidHookConfigurationException if its configured pipeline cannot run; nothing has changed
     */
    public void restore(HookType filterType) {
        changeOverrides(overrides -> overrides.remove(filterType.value()), new ConfigurationProblems());
    }

    /**
     * The steps that work although their time is over.
     *
     * @return an immutable list of those that there are now, mostly empty
     */
    public List<OverdueStep> overdue() {
        return threads.overdue();
    }

    /** The threads of steps that have a time-out. */
    StepThreads threads() {
        return threads;
    }

    /** What runs now; another object as soon as anything has changed. */
    PlannedPipelines current() {
        return current;
    }

    /** Makes the steps that are no beans: now all beans that they may need are there. */
    @Override
    public void afterSingletonsInstantiated() {
        changing.lock();
        try {
            started = true;
            takeOver(ready(current));
            current.byType().values().forEach(pipeline -> {
                log.info("Filter {} runs {}", pipeline.filter(), pipeline);
                warnIfDeprecated(pipeline);
            });
        } finally {
            changing.unlock();
        }
    }

    /** Lets the steps that run on threads of their own end, and no other begin. */
    @Override
    public void destroy() {
        threads.close();
        planner.destroy();
    }

    private PlannedPipelines.Configured read() {
        ConfigurationProblems problems = new ConfigurationProblems();
        return new PlannedPipelines.Configured(configuration.read(environment, problems), problems);
    }

    private PlannedPipelines ready(PlannedPipelines planned) {
        return started ? planned.made() : planned;
    }

    private void changeOverrides(Consumer<Map<String, ConfigNode>> change, ConfigurationProblems problems) {
        changing.lock();
        try {
            PlannedPipelines before = current;
            Map<String, ConfigNode> overrides = new HashMap<>(before.overrides());
            change.accept(overrides);
            if (overrides.equals(before.overrides())) {
                return;
            }
            PlannedPipelines next = ready(planner.plan(before.configured(), Map.copyOf(overrides)));
            problems.addAll(next.problems());
            List<ConfigurationProblem> found = new ArrayList<>(problems.found());
            found.removeAll(before.problems().found());
            if (!found.isEmpty()) {
                throw new InvalidHookConfigurationException(SUBJECT, found, LENIENTLY, problems.cause());
            }
            takeOver(next);
            logChanges(before, OPERATOR);
        } finally {
            changing.unlock();
        }
    }

    /** Takes pipelines over for all filters at once, unless something is wrong with them. */
    private void takeOver(PlannedPipelines next) {
        ConfigurationProblems problems = next.problems();
        if (validation == FilterValidation.STRICT) {
            problems.throwIfAny(SUBJECT, LENIENTLY);
        }
        ConfigurationProblems known = current.problems();
        current = next;
        problems.found().stream()
                .filter(problem -> !known.found().contains(problem))
                .forEach(problem -> log.error("{}", problem));
    }

    private void logChanges(PlannedPipelines before, String who) {
        Set<String> types = new TreeSet<>(before.byType().keySet());
        types.addAll(current.byType().keySet());
        for (String type : types) {
            PlannedPipeline was = before.byType().get(type);
            PlannedPipeline is = current.byType().get(type);
            if (was == null || is == null || !is.isAs(was)) {
                boolean renamed = !names(is).equals(names(was));
                String what = renamed ? "instead of " + names(was) : "with other settings";
                log.info("Filter {} runs {} {}, changed by {}", type, names(is), what, who);
            }
            if (was == null && is != null) {
                warnIfDeprecated(is);
            }
        }
    }

    private static List<String> names(@Nullable PlannedPipeline pipeline) {
        return pipeline == null ? List.of() : pipeline.names();
    }

    private static void warnIfDeprecated(PlannedPipeline pipeline) {
        Deprecation deprecation = pipeline.filter().deprecation();
        if (deprecation != null) {
            log.warn("Filter {} is {}", pipeline.filter(), deprecation);
        }
    }
}
