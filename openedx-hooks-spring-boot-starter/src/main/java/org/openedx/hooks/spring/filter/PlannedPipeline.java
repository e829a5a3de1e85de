/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.slf4j.event.Level;

/** A filter's steps, found but not made. */
record PlannedPipeline(
        OpenEdxPublicFilter<?> filter,
        List<PlannedStep> steps,
        @Nullable Level logLevel) {

    FilterPipelineDescription describe() {
        return new FilterPipelineDescription(
                filter.type().value(), steps.stream().map(PlannedStep::describe).toList());
    }

    /**
     * The steps to run. One that is missing is left out or, where failures are not silent, keeps the others from
     * running (FCF-6).
     *
     * @param filter the filter that this is for
     * @param threads for blocking steps that have a time-out
     */
    <F extends OpenEdxFilter> List<Pipeline.Step<F>> make(OpenEdxPublicFilter<F> filter, StepThreads threads) {
        List<Pipeline.Step<F>> made = new ArrayList<>();
        for (PlannedStep step : steps) {
            if (step.isMissing() && !step.behaviour().failSilently()) {
                return List.of(step.make(filter, threads));
            }
            if (step.isEnabled() && !step.isMissing()) {
                made.add(step.make(filter, threads));
            }
        }
        return made;
    }

    /** Makes the steps that are no beans: all beans that they may need are there. */
    void makeAhead(ConfigurationProblems problems) {
        steps.forEach(step -> step.makeAhead(filter, problems));
    }

    /** Whether both run the same, wherever they were configured. */
    boolean isAs(PlannedPipeline other) {
        return logLevel == other.logLevel && behaviours().equals(other.behaviours());
    }

    private List<PlannedStep.Behaviour> behaviours() {
        return steps.stream().map(PlannedStep::behaviour).toList();
    }

    /** The names of the steps that run. */
    List<String> names() {
        return steps.stream()
                .filter(PlannedStep::isEnabled)
                .map(PlannedStep::name)
                .toList();
    }

    /** One line for the log. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "%s%s (%s)".formatted(step.name(), step.isEnabled() ? "" : " [disabled]", step.origin()))
                .collect(Collectors.joining(", "));
    }
}
