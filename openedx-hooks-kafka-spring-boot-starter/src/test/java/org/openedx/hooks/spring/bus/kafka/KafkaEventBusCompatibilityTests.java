/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import org.junit.jupiter.api.AfterAll;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.test.EventBusCompatibilityKit;

/** Kafka does what every broker of the event bus does. */
class KafkaEventBusCompatibilityTests extends EventBusCompatibilityKit {

    private static final FakeRegistry REGISTRY = new FakeRegistry();

    private static final KafkaEventBus BUS = TestBus.of(SharedBroker.address(), REGISTRY.url());

    @AfterAll
    static void close() {
        BUS.close();
        REGISTRY.close();
    }

    @Override
    protected EventBusBroker broker() {
        return BUS;
    }
}
