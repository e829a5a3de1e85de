/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/**
 * Thrown by a step to halt a pipeline: to prevent what was about to happen, or to answer in its own way (FLT-8,
 * FLT-10). It always reaches the caller of the filter. Each filter nests its own exceptions, named for what they do.
 *
 * <p>It is part of a filter's normal work, so it has no stack trace. It remembers where it was thrown last; threads
 * that throw the same one at the same time read each other's places, so a step makes a new one each time it halts.
 *
 * @since 0.1.0
 */
public class OpenEdxFilterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final AtomicLong TOLD = new AtomicLong();

    private final @Nullable String redirectTo;

    private final @Nullable Integer statusCode;

    private final transient Map<String, Object> extras;

    private transient @Nullable HookType filterType;

    private @Nullable String step;

    /** Which of all halts told of this was; 0 for none. */
    private transient long told;

    /**
     * Halts with a message.
     *
     * @param message for the person who is stopped
     */
    public OpenEdxFilterException(String message) {
        this(message, null, null);
    }

    /**
     * Halts with a message and where to go or what to answer.
     *
     * @param message for the person who is stopped
     * @param redirectTo where to send the person instead, {@literal null} for nowhere
     * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
     */
    public OpenEdxFilterException(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
        this(message, redirectTo, statusCode, Map.of());
    }

    /**
     * Halts with everything a caller may ask for.
     *
     * @param message for the person who is stopped
     * @param redirectTo where to send the person instead, {@literal null} for nowhere
     * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
     * @param extras more, by name; copied
     */
    public OpenEdxFilterException(
            String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
        super(message, null, false, false);
        this.redirectTo = redirectTo;
        this.statusCode = statusCode;
        this.extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /**
     * Where to send the person instead.
     *
     * @return a URL or path, {@literal null} for nowhere
     */
    public final @Nullable String redirectTo() {
        return redirectTo;
    }

    /**
     * The HTTP status to answer with.
     *
     * @return a status code, {@literal null} for the application's choice
     */
    public final @Nullable Integer statusCode() {
        return statusCode;
    }

    /**
     * What else the step says, by name.
     *
     * @return an unmodifiable map, empty after deserialization
     */
    public final Map<String, Object> extras() {
        return extras == null ? Map.of() : extras;
    }

    /**
     * The filter whose step threw this.
     *
     * @return {@literal null} outside of a pipeline
     */
    public final @Nullable HookType filterType() {
        return filterType;
    }

    /**
     * The step that threw this.
     *
     * @return its name in the configuration, {@literal null} outside of a pipeline
     */
    public final @Nullable String step() {
        return step;
    }

    /** How many halts were told of so far: who remembers it knows later ones from earlier ones. */
    static long told() {
        return TOLD.get();
    }

    /** The innermost pipeline tells first. Outer ones keep what it said, unless that was before they began. */
    final void thrownBy(HookType filterType, String step, long toldBefore) {
        if (told <= toldBefore) {
            this.filterType = filterType;
            this.step = step;
            this.told = TOLD.incrementAndGet();
        }
    }
}
