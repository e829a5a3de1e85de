/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/**
 * What a step is told beside the data: the running filter, its pipeline, and the options of its configuration (FLT-13,
 * FCF-4).
 *
 * @since 0.1.0
 */
public final class FilterContext {

    private final HookType filterType;

    private final int minorVersion;

    private final List<String> pipeline;

    private final Map<String, Object> options;

    private final @Nullable Map<String, Object> ownAttributes;

    private FilterContext(
            HookType filterType,
            int minorVersion,
            List<String> pipeline,
            Map<String, Object> options,
            @Nullable Map<String, Object> ownAttributes) {
        this.filterType = filterType;
        this.minorVersion = minorVersion;
        this.pipeline = List.copyOf(pipeline);
        this.options = options;
        this.ownAttributes = ownAttributes;
    }

    /**
     * A context to call a step with, outside of any pipeline.
     *
     * @param filter which filter the step is called for
     * @param options the step's options; copied
     * @return a context with attributes of its own
     */
    public static FilterContext of(OpenEdxPublicFilter<?> filter, Map<String, Object> options) {
        Objects.requireNonNull(filter, "filter");
        return new FilterContext(
                filter.type(),
                filter.minorVersion(),
                List.of(),
                Collections.unmodifiableMap(new LinkedHashMap<>(options)),
                new HashMap<>());
    }

    /**
     * The context of one step in all runs of a pipeline: its attributes are those of the run that is under way on the
     * thread.
     */
    static FilterContext shared(OpenEdxPublicFilter<?> filter, List<String> pipeline, Map<String, Object> options) {
        return new FilterContext(filter.type(), filter.minorVersion(), pipeline, options, null);
    }

    /** The same for one run only, on whatever threads it runs. */
    FilterContext with(Map<String, Object> attributes) {
        return new FilterContext(filterType, minorVersion, pipeline, options, attributes);
    }

    /**
     * The running filter.
     *
     * @return never {@literal null}
     */
    public HookType filterType() {
        return filterType;
    }

    /**
     * The minor version of the running filter's data (VER-6, DIV-5).
     *
     * @return 0 or more
     */
    public int minorVersion() {
        return minorVersion;
    }

    /**
     * The names of all steps of the running pipeline, in order.
     *
     * @return an immutable list
     */
    public List<String> pipeline() {
        return pipeline;
    }

    /**
     * The extra options of the filter's configuration and, over them, of the step's own entry. They cannot overwrite
     * the filter's type or its pipeline (FCF-5).
     *
     * @return an unmodifiable map, in configured order
     */
    public Map<String, Object> options() {
        return options;
    }

    /**
     * Where a step leaves something for later steps of the same run (FLT-6).
     *
     * @return a modifiable map that lives as long as the run
     * @throws IllegalStateException on any thread but the one that runs the step, unless the step or the run is
     *     asynchronous
     */
    public Map<String, Object> attributes() {
        return ownAttributes != null ? ownAttributes : RunAttributes.ofThread();
    }
}
