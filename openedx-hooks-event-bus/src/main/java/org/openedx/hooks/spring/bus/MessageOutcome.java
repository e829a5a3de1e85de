/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Locale;

/**
 * What became of a received message.
 *
 * @since 0.1.0
 */
public enum MessageOutcome {

    /** Its receivers got it, and none of them failed at last. */
    PROCESSED,

    /** At least one receiver failed at every attempt; it is a dead letter (ERR-3). */
    FAILED,

    /** Its headers or its body are not what they should be; it is a dead letter (ERR-4). */
    UNUSABLE,

    /** The application does not know its type, or nobody in it receives it: it was not decoded (BUS-5). */
    SKIPPED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /**
     * The outcome as meters and logs show it.
     *
     * @return the name in lower case
     */
    public String tag() {
        return tag;
    }
}
