/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookType;

/**
 * What is remembered of one run of a hook, a receiver or a step: names, outcome and time, never a value of the data.
 *
 * @param sequence counts the runs of the application in the order in which they ended, from 1
 * @param run the number of this run, from 1 in the order in which runs began; {@literal null} if only failures are
 *     remembered
 * @param parent the number of the run that this one is part of, on whatever thread: that of the hook for a receiver or
 *     step, that of the receiver or step for a hook inside of it; {@literal null} if there is none
 * @param time when it ended
 * @param type the hook
 * @param kind event or filter
 * @param part the receiver or step, {@literal null} for the hook as a whole
 * @param outcome how it ended
 * @param nanos how long it took, in nanoseconds
 * @param failure the class of what was thrown, {@literal null} if nothing was
 * @since 0.1.0
 */
public record RecordedRun(
        long sequence,
        @Nullable Long run,
        @Nullable Long parent,
        Instant time,
        HookType type,
        HookKind kind,
        @Nullable String part,
        HookOutcome outcome,
        long nanos,
        @Nullable String failure) {}
