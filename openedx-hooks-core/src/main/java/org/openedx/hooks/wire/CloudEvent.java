/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.Objects;

import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * An event and its metadata together, as one CloudEvents 1.0 document of OEP-41 (CE-1, CE-3). {@link EventJsonModule}
 * reads and writes it.
 *
 * @param metadata when, where and by whom it was sent
 * @param event what happened
 * @since 0.1.0
 */
public record CloudEvent(EventMetadata metadata, OpenEdxEvent event) {

    /** Refuses {@literal null}. */
    public CloudEvent {
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(event, "event");
    }
}
