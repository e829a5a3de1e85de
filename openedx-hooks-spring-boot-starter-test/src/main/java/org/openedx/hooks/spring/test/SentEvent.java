/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;

import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;

/**
 * An event that was sent in a test.
 *
 * @param event the event
 * @param metadata what its receivers got with it
 * @param failures the receivers that have failed so far
 * @param <E> the event
 * @since 0.1.0
 */
public record SentEvent<E extends OpenEdxEvent>(E event, EventMetadata metadata, List<ReceiverFailure> failures) {

    /** Copies the failures. */
    public SentEvent {
        failures = List.copyOf(failures);
    }

    static <E extends OpenEdxEvent> SentEvent<E> of(OpenEdxApplicationEvent<E> envelope) {
        return new SentEvent<>(envelope.getPayload(), envelope.metadata(), envelope.failures());
    }
}
