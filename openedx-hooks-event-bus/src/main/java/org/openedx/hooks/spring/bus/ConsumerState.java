/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Locale;

/**
 * What a consumer is doing.
 *
 * @since 0.1.0
 */
public enum ConsumerState {

    /** It does not read: it was not started, or somebody has stopped it. */
    STOPPED,

    /** It connects for the first time. */
    STARTING,

    /** It reads. */
    RUNNING,

    /** It keeps its place and reads nothing until somebody resumes it. */
    PAUSED,

    /** The broker cannot be read; it is tried again and again. */
    WAITING,

    /** It is to stop, and deals with the message in hand. */
    STOPPING,

    /** It has given up: too many errors in a row (ERR-6), or an error of the virtual machine. */
    FAILED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /**
     * The state as endpoints and logs show it.
     *
     * @return the name in lower case
     */
    public String tag() {
        return tag;
    }
}
