/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The effective pipeline of a filter (PUR-6).
 *
 * @param filterType the filter
 * @param steps in the order in which they run, with those that are switched off
 * @since 0.1.0
 */
public record FilterPipelineDescription(String filterType, List<Step> steps) {

    /** Copies the steps. */
    public FilterPipelineDescription {
        steps = List.copyOf(steps);
    }

    /**
     * One step of a pipeline.
     *
     * @param name what the configuration or contribution calls it
     * @param enabled whether it runs
     * @param bean the bean that it is, {@literal null} if it was made from its class alone
     * @param stepClass its class, {@literal null} if it was not found
     * @param origin where it was configured, or which bean contributed it
     * @param failSilently whether its failures only skip it (FLT-9)
     * @param timeout how long it may take, {@literal null} for as long as it likes
     * @param options the names of its options; never their values
     * @since 0.1.0
     */
    public record Step(
            String name,
            boolean enabled,
            @Nullable String bean,
            @Nullable String stepClass,
            String origin,
            boolean failSilently,
            @Nullable Duration timeout,
            Set<String> options) {

        /** Copies the options. */
        public Step {
            options = Set.copyOf(options);
        }
    }
}
