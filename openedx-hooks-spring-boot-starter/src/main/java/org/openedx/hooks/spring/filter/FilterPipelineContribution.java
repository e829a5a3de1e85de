/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.List;
import java.util.Objects;

import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;

/**
 * Steps that a plug-in adds to a filter's pipeline (FCF-8). A plug-in declares it as a bean; the operator's entry for
 * the filter replaces what plug-ins contribute, unless it says {@code merge: append} or {@code merge: prepend}, and
 * {@code disabled-steps} takes single steps out.
 *
 * <p>Several contributions to a filter follow each other in the order of their beans.
 *
 * @param filterType the filter
 * @param steps names of beans or classes, in order
 * @param position where in the pipeline they go
 * @since 0.1.0
 */
public record FilterPipelineContribution(HookType filterType, List<String> steps, Position position) {

    /** Copies the steps. */
    public FilterPipelineContribution {
        Objects.requireNonNull(filterType, "filterType");
        Objects.requireNonNull(position, "position");
        steps = List.copyOf(steps);
    }

    /**
     * Steps that go to the end of a filter's pipeline.
     *
     * @param filter the filter's record
     * @param steps names of beans or classes, in order
     * @return the contribution
     */
    public static FilterPipelineContribution to(Class<? extends OpenEdxFilter> filter, String... steps) {
        return new FilterPipelineContribution(OpenEdxPublicFilter.of(filter).type(), List.of(steps), new Last());
    }

    /**
     * The same steps at the beginning of the pipeline.
     *
     * @return a new contribution
     */
    public FilterPipelineContribution first() {
        return at(new First());
    }

    /**
     * The same steps right before another one, or at the end of the pipeline if that is not there.
     *
     * @param step its name in the configuration or contribution that it comes from
     * @return a new contribution
     */
    public FilterPipelineContribution before(String step) {
        return at(new Before(step));
    }

    /**
     * The same steps right after another one, or at the end of the pipeline if that is not there.
     *
     * @param step its name in the configuration or contribution that it comes from
     * @return a new contribution
     */
    public FilterPipelineContribution after(String step) {
        return at(new After(step));
    }

    private FilterPipelineContribution at(Position other) {
        return new FilterPipelineContribution(filterType, steps, other);
    }

    /**
     * Where in a pipeline contributed steps go.
     *
     * @since 0.1.0
     */
    public sealed interface Position {}

    /**
     * At the beginning.
     *
     * @since 0.1.0
     */
    public record First() implements Position {}

    /**
     * At the end.
     *
     * @since 0.1.0
     */
    public record Last() implements Position {}

    /**
     * Right before another step.
     *
     * @param step its name
     * @since 0.1.0
     */
    public record Before(String step) implements Position {}

    /**
     * Right after another step.
     *
     * @param step its name
     * @since 0.1.0
     */
    public record After(String step) implements Position {}
}
