/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes a line for each run of a filter and one for each of its steps: names, outcomes and times, never a value
 * (FDB-1, FDB-2).
 */
final class FilterLog implements HookObserver.Factory {

    /** The category of the lines. */
    static final String CATEGORY = "org.openedx.hooks.filter.runs";

    private static final Logger log = LoggerFactory.getLogger(CATEGORY);

    private final Level level;

    FilterLog(Level level) {
        this.level = level;
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return (outcome, nanos, failure) -> log.atLevel(level)
                .log("{} {} in {} µs", hook.type(), outcome.tag(), TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return (outcome, nanos, failure) -> log.atLevel(level)
                .log(
                        "{} step {} {} in {} µs{}",
                        hook.type(),
                        part,
                        outcome.tag(),
                        TimeUnit.NANOSECONDS.toMicros(nanos),
                        thrown(failure));
    }

    private static String thrown(@Nullable Throwable failure) {
        return failure == null ? "" : " (%s)".formatted(failure.getClass().getName());
    }
}
