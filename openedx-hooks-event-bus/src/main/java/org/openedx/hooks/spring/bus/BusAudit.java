/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.openedx.hooks.Printable;
import org.openedx.hooks.event.EventMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each message that was published, received or dealt with, in the log category {@value #CATEGORY} at INFO
 * (AUD-1). It names the message and no value of its data; keys are data too.
 */
final class BusAudit {

    static final String CATEGORY = "org.openedx.hooks.bus.audit";

    private static final Logger log = LoggerFactory.getLogger(CATEGORY);

    private final boolean enabled;

    BusAudit(boolean enabled) {
        this.enabled = enabled;
    }

    void published(EventMessage message, Receipt receipt) {
        if (enabled && log.isInfoEnabled()) {
            EventMetadata metadata = message.metadata();
            log.info(
                    "Published: topic={}, position={}, type={}, id={}, time={}",
                    Printable.of(message.topic()),
                    Printable.of(receipt.position(), 100),
                    metadata.type(),
                    metadata.id(),
                    metadata.time());
        }
    }

    void received(String group, ReceivedMessage message, EventMetadata metadata) {
        if (enabled && log.isInfoEnabled()) {
            log.info(
                    "Received: topic={}, group={}, position={}, type={}, id={}, time={}",
                    Printable.of(message.topic()),
                    Printable.of(group),
                    Printable.of(message.position(), 100),
                    metadata.type(),
                    metadata.id(),
                    metadata.time());
        }
    }

    void dealtWith(String group, ReceivedMessage message, MessageOutcome outcome) {
        if (enabled && log.isInfoEnabled()) {
            log.info(
                    "Dealt with: topic={}, group={}, position={}, outcome={}",
                    Printable.of(message.topic()),
                    Printable.of(group),
                    Printable.of(message.position(), 100),
                    outcome.tag());
        }
    }
}
