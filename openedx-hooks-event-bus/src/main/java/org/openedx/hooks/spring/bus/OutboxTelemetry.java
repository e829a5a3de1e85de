/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where an outbox tells what it does: its events are counted, timed and written into the audit log like those that are
 * published without one. A bean of the event bus, for whoever brings an outbox. Thread-safe.
 *
 * @since 0.1.0
 */
public interface OutboxTelemetry {

    /**
     * An event has been relayed.
     *
     * @param message the event
     * @param receipt the broker's word that it is stored
     * @param age how long ago it was stored in the outbox
     */
    void published(EventMessage message, Receipt receipt, Duration age);

    /**
     * The outbox has a topic, whose state is to be shown from now on. Called once for each.
     *
     * @param topic the full topic
     * @param state asks for its state; called now and then on a thread of its own, and may take its time or throw
     */
    void topic(String topic, Supplier<OutboxTopic> state);
}
