/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.core.NestedExceptionUtils;

/**
 * A step in its place in a pipeline, found but not made.
 *
 * @param origin where it was configured, or who contributed it
 * @param behaviour all that matters to a run
 */
record PlannedStep(String origin, Behaviour behaviour) {

    private static final Logger log = LoggerFactory.getLogger(PlannedStep.class);

    /** What a step does: two places that have the same run the same, wherever they were configured. */
    record Behaviour(
            String name,
            boolean enabled,
            boolean failSilently,
            @Nullable Duration timeout,
            Map<String, @Nullable Object> options,
            ResolvedStep step) {}

    static PlannedStep of(StepEntry entry, PipelineEntry pipeline, ResolvedStep step) {
        Map<String, ConfigNode> options = new LinkedHashMap<>(pipeline.options());
        options.putAll(entry.options());
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        options.forEach((name, node) -> plain.put(name, node.plain()));
        return new PlannedStep(
                entry.origin(),
                new Behaviour(
                        entry.name(),
                        pipeline.enabled()
                                && entry.enabled()
                                && !pipeline.disabledSteps().containsKey(entry.name()),
                        entry.failSilently() == null ? pipeline.failSilently() : entry.failSilently(),
                        entry.timeout() == null ? pipeline.timeout() : entry.timeout(),
                        plain,
                        step));
    }

    String name() {
        return behaviour.name();
    }

    boolean isEnabled() {
        return behaviour.enabled();
    }

    /** Whether it is to run, but cannot. */
    boolean isMissing() {
        return isEnabled() && behaviour.step() instanceof ResolvedStep.Missing;
    }

    FilterPipelineDescription.Step describe() {
        ResolvedStep.Found found = behaviour.step() instanceof ResolvedStep.Found there ? there : null;
        return new FilterPipelineDescription.Step(
                name(),
                isEnabled(),
                found == null ? null : found.bean(),
                found == null ? null : found.className(),
                origin,
                behaviour.failSilently(),
                behaviour.timeout(),
                behaviour.options().keySet());
    }

    /** @param threads for it if it blocks and has a time-out */
    <F extends OpenEdxFilter> Pipeline.Step<F> make(OpenEdxPublicFilter<F> filter, StepThreads threads) {
        PipelineStep<OpenEdxFilter> instance = instance();
        boolean needsThread = behaviour.timeout() != null && !(instance instanceof AsyncPipelineStep<?>);
        return new Pipeline.Step<>(
                name(),
                needsThread ? threads.leavable(instance, name(), filter) : instance,
                behaviour.failSilently(),
                behaviour.options(),
                behaviour.timeout());
    }

    /** Makes a step that is no bean: all beans that it may need are there. */
    void makeAhead(OpenEdxPublicFilter<?> filter, ConfigurationProblems problems) {
        if (isEnabled() && behaviour.step() instanceof ResolvedStep.Found found && found.bean() == null) {
            try {
                PipelineStep<?> unused = found.instance().get();
            } catch (BeansException ex) {
                problems.add(
                        filter.type().value(),
                        origin,
                        "%s cannot be made: %s"
                                .formatted(found.className(), NestedExceptionUtils.getMostSpecificCause(ex)),
                        ex);
            } catch (OpenEdxFilterException ex) {
                log.debug("Step {} of filter {} halts while it is made", name(), filter, ex);
            }
        }
    }

    private PipelineStep<OpenEdxFilter> instance() {
        if (behaviour.step() instanceof ResolvedStep.Missing missing) {
            return (filter, context) -> {
                throw new IllegalStateException(missing.why());
            };
        }
        ResolvedStep.Found found = (ResolvedStep.Found) behaviour.step();
        try {
            return found.instance().get();
        } catch (BeansException | OpenEdxFilterException ex) {
            return (filter, context) -> found.instance().get().runFilter(filter, context);
        }
    }
}
