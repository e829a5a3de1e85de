/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

/**
 * Runs filters: hands what is about to happen to the steps that the operator configured. Thread-safe.
 *
 * @since 0.1.0
 */
public interface OpenEdxFilters {

    /**
     * Runs a filter's pipeline in the calling thread.
     *
     * @param filter what is about to happen, must not be {@literal null}
     * @param <F> the filter
     * @return what the steps made of it; the argument itself if no pipeline is configured or the filter is switched off
     *     (FLT-2)
     * @throws OpenEdxFilterException if a step halts (FLT-8)
     * @throws RuntimeException what a step throws that must not fail silently (FLT-9)
     */
    <F extends OpenEdxFilter> F run(F filter);
}
