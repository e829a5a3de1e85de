/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.Locale;

/**
 * How a run of a hook, or of one of its receivers or steps, ended.
 *
 * @since 0.1.0
 */
public enum HookOutcome {

    /** An event: every receiver did its work. A receiver: it returned. */
    SUCCESS,

    /** An event: at least one receiver failed. A receiver: it threw. */
    FAILURE,

    /** A filter: its pipeline ran to the end. A step: it returned data. */
    COMPLETED,

    /**
     * A step returned {@literal null} and so ended the pipeline early; what there was before it is the result (FLT-7).
     */
    STOPPED,

    /** A step threw an {@code OpenEdxFilterException} to keep something from happening (FLT-8). */
    HALTED,

    /** A step threw something else. A filter: this reached its caller (FLT-9). */
    FAILED,

    /** A filter: a step failed silently, the others did their work (FLT-9). */
    DEGRADED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /**
     * The outcome as meters, endpoints and logs show it.
     *
     * @return the name in lower case, never {@literal null}
     */
    public String tag() {
        return tag;
    }
}
