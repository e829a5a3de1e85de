/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/**
 * Keeps events in the sender's transaction until they are on the broker (OUT-2). Routes with {@code producer-mode:
 * outbox} need a bean of this type. Thread-safe.
 *
 * @since 0.1.0
 */
public interface EventOutbox {

    /**
     * Stores a message in the transaction of this thread: it will be published if that commits, and is gone if it does
     * not.
     *
     * @param message what to publish
     * @throws RuntimeException if it was not stored, or there is no transaction; it reaches the sender, and no receiver
     *     has been called
     */
    void store(EventMessage message);
}
