/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookObservers;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Runs the pipelines of an application. What a filter needs is put together at its first run and kept until pipelines
 * change.
 */
final class FilterRunner implements OpenEdxFilters, SmartInitializingSingleton {

    private final FilterPipelines pipelines;

    private final HookSwitches switches;

    private final Supplier<HookObserver.Factory> observers;

    private final Supplier<Executor> executor;

    private final int maxDepth;

    private final Map<Class<?>, Plan<?>> plans = new ConcurrentHashMap<>();

    private volatile boolean started;

    /**
     * A runner of pipelines.
     *
     * @param pipelines which steps a filter has
     * @param switches which filters run at all
     * @param observers makes the observers of filters and steps; not asked before all singletons are there
     * @param executor runs blocking steps of asynchronous runs; asked for when first needed
     * @param maxDepth how many filters may run inside each other on a thread, at least 1
     */
    FilterRunner(
            FilterPipelines pipelines,
            HookSwitches switches,
            Supplier<HookObserver.Factory> observers,
            Supplier<Executor> executor,
            int maxDepth) {
        this.pipelines = pipelines;
        this.switches = switches;
        this.observers = observers;
        this.executor = executor;
        this.maxDepth = maxDepth;
    }

    @Override
    public <F extends OpenEdxFilter> F run(F filter) {
        return planOf(filter).run(filter);
    }

    @Override
    public <F extends OpenEdxFilter> CompletableFuture<F> runAsync(F filter) {
        return runAsync(filter, executor.get());
    }

    @Override
    public <F extends OpenEdxFilter> CompletableFuture<F> runAsync(F filter, Executor executor) {
        return planOf(filter).runAsync(filter, executor);
    }

    @Override
    public void afterSingletonsInstantiated() {
        started = true;
    }

    @SuppressWarnings("unchecked")
    private <F extends OpenEdxFilter> Plan<F> planOf(F filter) {
        Plan<F> plan = (Plan<F>) plans.get(filter.getClass());
        return plan != null && plan.pipelines == pipelines.current() ? plan : this.<F>plan(filter.getClass());
    }

    /**
     * A run while the application starts is neither kept nor observed: its observers, and the meters behind them, would
     * be made too early. Not {@code computeIfAbsent}, since making a step may run a filter.
     */
    @SuppressWarnings("unchecked")
    private <F extends OpenEdxFilter> Plan<F> plan(Class<?> filterClass) {
        OpenEdxPublicFilter<F> filter = OpenEdxPublicFilter.of((Class<F>) filterClass);
        boolean keep = started;
        PlannedPipelines current = pipelines.current();
        PlannedPipeline planned = current.byType().get(filter.type().value());
        HookObserver.Factory factory = keep ? observers.get() : HookObserver.Factory.NONE;
        Pipeline<F> pipeline = planned == null
                ? Pipeline.of(filter, List.of(), factory, maxDepth)
                : Pipeline.of(filter, planned.make(filter, pipelines.threads()), logged(factory, planned), maxDepth);
        Plan<F> plan = new Plan<>(current, switches.of(filter.type()), pipeline);
        if (keep) {
            plans.put(filterClass, plan);
        }
        return plan;
    }

    private static HookObserver.Factory logged(HookObserver.Factory observers, PlannedPipeline pipeline) {
        return pipeline.logLevel() == null
                ? observers
                : HookObservers.of(observers).and(new FilterLog(pipeline.logLevel()));
    }

    /** What a filter needs, and the pipelines that it was made of. */
    private record Plan<F extends OpenEdxFilter>(
            PlannedPipelines pipelines, HookSwitches.Switch enabled, Pipeline<F> pipeline) {

        F run(F filter) {
            return enabled.isOn() ? pipeline.run(filter) : filter;
        }

        CompletableFuture<F> runAsync(F filter, Executor executor) {
            return enabled.isOn()
                    ? pipeline.runAsync(filter, CarriedContext.ofFirstCaller(executor))
                    : CompletableFuture.completedFuture(filter);
        }
    }
}
