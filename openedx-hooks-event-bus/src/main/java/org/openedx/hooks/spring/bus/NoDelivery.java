/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Set;

import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.spring.event.EventDelivery;

/**
 * Stands in where the application has an {@code OpenEdxEvents} of its own, such as a mock: nothing is consumed there.
 */
enum NoDelivery implements EventDelivery {
    INSTANCE;

    @Override
    public SendResult deliver(OpenEdxEvent event, EventMetadata metadata) {
        throw none();
    }

    @Override
    public SendResult deliver(OpenEdxEvent event, EventMetadata metadata, Set<String> onlyReceivers) {
        throw none();
    }

    @Override
    public boolean isAwaited(HookType type) {
        return false;
    }

    @Override
    public EventMetadata metadata(HookType type) {
        throw none();
    }

    private static IllegalStateException none() {
        return new IllegalStateException("There is no EventDelivery");
    }
}
