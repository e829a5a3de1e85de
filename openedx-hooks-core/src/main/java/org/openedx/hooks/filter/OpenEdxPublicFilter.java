/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookDetails;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.InvalidHookException;

/**
 * The definition of a filter as a value, read from its record. There is one for each filter class; it is immutable and
 * thread-safe.
 *
 * @param <F> the filter
 * @since 0.1.0
 */
public final class OpenEdxPublicFilter<F extends OpenEdxFilter> implements HookDefinition {

    private static final ClassValue<OpenEdxPublicFilter<?>> DEFINITIONS = new ClassValue<>() {
        @Override
        protected OpenEdxPublicFilter<?> computeValue(Class<?> type) {
            return new OpenEdxPublicFilter<>(type.asSubclass(OpenEdxFilter.class));
        }
    };

    private final HookDetails details;

    private final FilterHook annotation;

    private final List<Class<? extends OpenEdxFilterException>> exceptions;

    private OpenEdxPublicFilter(Class<F> filterClass) {
        FilterHook hook = filterClass.getAnnotation(FilterHook.class);
        if (hook == null) {
            throw new InvalidHookException(filterClass, "it lacks @FilterHook (ANN-5)");
        }
        this.annotation = hook;
        this.details = HookDetails.of(filterClass, hook.type(), hook.minorVersion(), hook.description(), List.of());
        this.exceptions = exceptionsIn(filterClass);
    }

    /**
     * The definition of a filter.
     *
     * @param filterClass the record, must not be {@literal null}
     * @param <F> the filter
     * @return its definition, the same object at every call
     * @throws InvalidHookException if the class breaks a rule: no record, no {@link FilterHook}, a type that breaks the
     *     grammar, or a class name that fits neither type nor version
     */
    @SuppressWarnings("unchecked")
    public static <F extends OpenEdxFilter> OpenEdxPublicFilter<F> of(Class<F> filterClass) {
        Objects.requireNonNull(filterClass, "filterClass");
        return (OpenEdxPublicFilter<F>) DEFINITIONS.get(filterClass);
    }

    @Override
    public HookKind kind() {
        return HookKind.FILTER;
    }

    @Override
    public HookDetails details() {
        return details;
    }

    @Override
    public String trigger() {
        return annotation.trigger();
    }

    /**
     * The exceptions by which a step halts this filter (FLT-10).
     *
     * @return an immutable list by name; empty if halting is no part of the filter's design (FLT-11)
     */
    public List<Class<? extends OpenEdxFilterException>> exceptions() {
        return exceptions;
    }

    /** The filter's type. */
    @Override
    public String toString() {
        return type().value();
    }

    private static List<Class<? extends OpenEdxFilterException>> exceptionsIn(Class<?> filterClass) {
        return Stream.of(filterClass.getDeclaredClasses())
                .filter(OpenEdxFilterException.class::isAssignableFrom)
                .<Class<? extends OpenEdxFilterException>>map(c -> c.asSubclass(OpenEdxFilterException.class))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
    }
}
