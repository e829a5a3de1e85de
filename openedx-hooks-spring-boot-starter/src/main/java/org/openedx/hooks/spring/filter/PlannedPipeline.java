/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.BeansException;
import org.springframework.core.NestedExceptionUtils;

/** A filter's steps, found but not made. */
record PlannedPipeline(
        OpenEdxPublicFilter<?> filter,
        List<PlannedStep> steps,
        @Nullable Level logLevel) {

    private static final Logger log = LoggerFactory.getLogger(PlannedPipeline.class);

    record PlannedStep(StepSettings settings, boolean failSilently, Map<String, Object> options, ResolvedStep step) {

        static PlannedStep of(StepSettings settings, PipelineSettings pipeline, ResolvedStep step) {
            Map<String, Object> options = new LinkedHashMap<>(pipeline.options());
            options.putAll(settings.options());
            Boolean failSilently = settings.failSilently();
            return new PlannedStep(
                    settings, failSilently == null ? pipeline.failSilently() : failSilently, options, step);
        }

        /** Whether both run the same, wherever they were configured. */
        private boolean isAs(PlannedStep other) {
            return settings.at("").equals(other.settings.at(""))
                    && failSilently == other.failSilently
                    && options.equals(other.options)
                    && step.isAs(other.step);
        }

        private FilterPipelineDescription.Step describe() {
            ResolvedStep.Found found = step instanceof ResolvedStep.Found there ? there : null;
            return new FilterPipelineDescription.Step(
                    settings.name(),
                    settings.enabled(),
                    found == null ? null : found.bean(),
                    found == null ? null : found.className(),
                    settings.origin(),
                    failSilently,
                    settings.timeout(),
                    options.keySet());
        }

        private <F extends OpenEdxFilter> Pipeline.Step<F> make(Executor executor) {
            PipelineStep<OpenEdxFilter> instance = instance();
            boolean needsThread = settings.timeout() != null && !(instance instanceof AsyncPipelineStep<?>);
            return new Pipeline.Step<>(
                    settings.name(),
                    needsThread ? AsyncPipelineStep.of(instance, CarriedContext.ofEachCaller(executor)) : instance,
                    failSilently,
                    options,
                    settings.timeout());
        }

        private void makeAhead(OpenEdxPublicFilter<?> filter, ConfigurationProblems problems) {
            if (settings.enabled() && step instanceof ResolvedStep.Found found && found.bean() == null) {
                try {
                    log.debug(
                            "Filter {} has a step of its own, {}",
                            filter,
                            found.instance().get());
                } catch (BeansException ex) {
                    problems.add(
                            filter.type().value(),
                            settings.origin(),
                            "%s cannot be made: %s"
                                    .formatted(found.className(), NestedExceptionUtils.getMostSpecificCause(ex)),
                            ex);
                }
            }
        }

        private PipelineStep<OpenEdxFilter> instance() {
            if (step instanceof ResolvedStep.Found found) {
                try {
                    return found.instance().get();
                } catch (BeansException ex) {
                    return failing("It cannot be made", ex);
                }
            }
            return failing(((ResolvedStep.Missing) step).why(), null);
        }

        private PipelineStep<OpenEdxFilter> failing(String why, @Nullable Throwable cause) {
            return (filter, context) -> {
                throw new IllegalStateException(why, cause);
            };
        }
    }

    FilterPipelineDescription describe() {
        return new FilterPipelineDescription(
                filter.type().value(), steps.stream().map(PlannedStep::describe).toList());
    }

    /**
     * The steps to run. One that is missing is left out or, where failures are not silent, keeps the others from
     * running (FCF-6).
     *
     * @param executor runs blocking steps that have a time-out
     */
    <F extends OpenEdxFilter> List<Pipeline.Step<F>> make(Executor executor) {
        List<Pipeline.Step<F>> made = new ArrayList<>();
        for (PlannedStep step : steps) {
            boolean missing = step.step instanceof ResolvedStep.Missing;
            if (step.settings.enabled() && missing && !step.failSilently) {
                return List.of(step.make(executor));
            }
            if (step.settings.enabled() && !missing) {
                made.add(step.make(executor));
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
        boolean same = steps.size() == other.steps.size() && logLevel == other.logLevel;
        for (int i = 0; same && i < steps.size(); i++) {
            same = steps.get(i).isAs(other.steps.get(i));
        }
        return same;
    }

    /** The names of the steps that run. */
    List<String> names() {
        return steps.stream()
                .filter(step -> step.settings.enabled())
                .map(step -> step.settings.name())
                .toList();
    }

    /** One line for the log. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "%s%s (%s)"
                        .formatted(
                                step.settings.name(),
                                step.settings.enabled() ? "" : " [disabled]",
                                step.settings.origin()))
                .collect(Collectors.joining(", "));
    }
}
