/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import org.jspecify.annotations.Nullable;

/**
 * One step of a filter's pipeline (FLT-3 to FLT-9). A step is used by many threads at once, so it must be thread-safe.
 *
 * @param <F> the filter that the step is for; {@link OpenEdxFilter} if it is for any
 * @since 0.1.0
 */
@FunctionalInterface
public interface PipelineStep<F extends OpenEdxFilter> {

    /**
     * Looks at what is about to happen, and changes, halts or stops it.
     *
     * @param filter the data, with what earlier steps have changed
     * @param context which filter and pipeline this is, and the step's options
     * @return the data for the next step, changed or not; {@literal null} to end the pipeline here, with the data as it
     *     was before this step as its result (FLT-7)
     * @throws OpenEdxFilterException to halt: this reaches the caller, whatever the configuration says (FLT-8).
     *     Anything else that is thrown is a failure of the step, and skips it or reaches the caller as
     *     {@code fail-silently} says (FLT-9)
     */
    @Nullable
    F runFilter(F filter, FilterContext context);
}
