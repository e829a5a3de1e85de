/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/**
 * Prepares the thread of a consumer for a message, and cleans up after it: caches of a request, the tenant, the MDC
 * (BUS-9). All beans of this type are called around each message that receivers get, in their order before it and in
 * the opposite order after it.
 *
 * @since 0.1.0
 */
public interface WorkCycleCallback {

    /**
     * Called before the first receiver. If it throws, the message is tried again as if its receivers had failed.
     *
     * @param cycle the message
     */
    default void before(WorkCycle cycle) {}

    /**
     * Called after the last attempt, however it ended, if {@link #before} has returned. What it throws is logged.
     *
     * @param cycle the message
     */
    default void after(WorkCycle cycle) {}
}
