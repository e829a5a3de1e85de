/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.observe.RecordedRun;

/**
 * One run of a hook, a receiver or a step, as {@link OpenEdxHooksEndpoint} shows it.
 *
 * @param sequence counts the runs of the application in the order in which they ended, from 1
 * @param run the number of this run, from 1 in the order in which runs began; {@literal null} if only failures are
 *     remembered
 * @param parent the number of the run that this one is part of, on whatever thread; {@literal null} if there is none
 * @param time when it ended, as ISO-8601 text in UTC
 * @param type the hook
 * @param kind event or filter
 * @param part the receiver or step, {@literal null} for the hook as a whole
 * @param outcome how it ended
 * @param nanos how long it took, in nanoseconds
 * @param failure the class of what was thrown, {@literal null} if nothing was
 * @since 0.1.0
 */
public record RunDescriptor(
        long sequence,
        @Nullable Long run,
        @Nullable Long parent,
        String time,
        String type,
        String kind,
        @Nullable String part,
        String outcome,
        long nanos,
        @Nullable String failure) {

    static RunDescriptor of(RecordedRun run) {
        return new RunDescriptor(
                run.sequence(),
                run.run(),
                run.parent(),
                run.time().toString(),
                run.type().value(),
                run.kind().name().toLowerCase(Locale.ROOT),
                run.part(),
                run.outcome().tag(),
                run.nanos(),
                run.failure());
    }
}
