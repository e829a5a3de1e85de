/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import org.openedx.hooks.spring.bus.EventBusBroker;

class InMemoryEventBusTckTests extends EventBusCompatibilityKit {

    private final InMemoryEventBus bus = new InMemoryEventBus();

    @Override
    protected EventBusBroker broker() {
        return bus;
    }
}
