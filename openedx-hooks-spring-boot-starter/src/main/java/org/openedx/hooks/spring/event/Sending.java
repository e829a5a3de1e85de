/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.function.BooleanSupplier;

/**
 * What all sends of an application have in common.
 *
 * @param source the source of Spring's events
 * @param metadata makes the metadata of sent events
 * @param receivers who may hear
 * @param usage remembers what was sent
 * @param robust whether failing receivers leave the sender and the other receivers alone (SND-4, SND-5)
 * @param maxDepth how many events may be sent inside each other on a thread
 * @param handlesUncaughtExceptions whether the application has said what becomes of exceptions on other threads
 */
record Sending(
        Object source,
        EventMetadataFactory metadata,
        EventReceivers receivers,
        EventUsage usage,
        boolean robust,
        int maxDepth,
        BooleanSupplier handlesUncaughtExceptions) {}
