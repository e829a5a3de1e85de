/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.HashMap;
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

    private final OptionValues options;

    private final @Nullable Map<String, Object> ownAttributes;

    private FilterContext(
            HookType filterType,
            int minorVersion,
            List<String> pipeline,
            OptionValues options,
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
                filter.type(), filter.minorVersion(), List.of(), new OptionValues(options), new HashMap<>());
    }

    /**
     * The context of one step in all runs of a pipeline: its attributes are those of the run that is under way on the
     * thread.
     */
    static FilterContext shared(OpenEdxPublicFilter<?> filter, List<String> pipeline, Map<String, Object> options) {
        return new FilterContext(filter.type(), filter.minorVersion(), pipeline, new OptionValues(options), null);
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
     * The extra options of the filter's configuration and, over them, of the step's own entry, as they are written: a
     * number in a YAML file is a text in a properties file or an environment variable. They cannot overwrite the
     * filter's type or its pipeline (FCF-5).
     *
     * @return an unmodifiable map, in configured order; an option that says nothing is {@literal null}
     */
    public Map<String, Object> options() {
        return options.asWritten();
    }

    /**
     * The options as a record, whatever source they come from. Say {@link StepOptions} on the step, so that they are
     * checked before anything runs; made once for each place in a pipeline.
     *
     * @param type the record; see {@link StepOptions} for what it may have
     * @param <R> the record
     * @return the options, never {@literal null}
     * @throws InvalidOptionException if they do not fit
     */
    public <R extends Record> R options(Class<R> type) {
        return options.as(type);
    }

    /**
     * One option, whatever source it comes from.
     *
     * @param name its name, in any spelling
     * @param type what it shall be; see {@link StepOptions#value} for what there is
     * @param defaultValue what it is if it is not given, or says nothing
     * @param <T> its type
     * @return never {@literal null}
     * @throws InvalidOptionException if it does not fit
     */
    public <T> T option(String name, Class<T> type, T defaultValue) {
        T value = options.get(name, type);
        return value == null ? defaultValue : value;
    }

    /**
     * One option, whatever source it comes from.
     *
     * @param name its name, in any spelling
     * @param type what it shall be; see {@link StepOptions#value} for what there is
     * @param <T> its type
     * @return {@literal null} if it is not given, or says nothing
     * @throws InvalidOptionException if it does not fit
     */
    public <T> @Nullable T option(String name, Class<T> type) {
        return options.get(name, type);
    }

    /**
     * One option that has several values, whatever source it comes from.
     *
     * @param name its name, in any spelling
     * @param type what each value shall be; see {@link StepOptions#value} for what there is
     * @param <T> their type
     * @return an unmodifiable list, empty if the option is not given, or says nothing
     * @throws InvalidOptionException if a value does not fit
     */
    public <T> List<T> optionList(String name, Class<T> type) {
        return options.list(name, type);
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
