/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of the event bus, made where there is a tracer. Their names differ from those of the
 * {@linkplain EventBusMeter meters}: a registry that makes meters of observations too must not make the same meter
 * twice.
 *
 * @since 0.1.0
 */
public enum EventBusObservation implements ObservationDocumentation {

    /** From sending an event to the broker's word that it is stored. */
    PUBLISH("openedx.hooks.span.bus.publish"),

    /** Dealing with a received message. It continues the sender's trace if that came along. */
    CONSUME("openedx.hooks.span.bus.consume");

    private final String name;

    EventBusObservation(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return this == PUBLISH
                ? new KeyName[] {EventBusMeter.Tag.TYPE, EventBusMeter.Tag.TOPIC}
                : new KeyName[] {EventBusMeter.Tag.TYPE, EventBusMeter.Tag.TOPIC, EventBusMeter.Tag.GROUP};
    }
}
