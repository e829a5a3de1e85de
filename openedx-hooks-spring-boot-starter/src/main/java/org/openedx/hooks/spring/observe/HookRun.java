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
 * That a hook, a receiver or a step ran. It says nothing about the data.
 *
 * @param sequence counts the runs of the application, from 1
 * @param time when it ended
 * @param type the hook
 * @param kind event or filter
 * @param part the receiver or step, {@literal null} for the hook as a whole
 * @param outcome how it ended
 * @param nanos how long it took, in nanoseconds
 * @param failure the class of what was thrown, {@literal null} if nothing was
 * @since 0.1.0
 */
public record HookRun(
        long sequence,
        Instant time,
        HookType type,
        HookKind kind,
        @Nullable String part,
        HookOutcome outcome,
        long nanos,
        @Nullable String failure) {}
