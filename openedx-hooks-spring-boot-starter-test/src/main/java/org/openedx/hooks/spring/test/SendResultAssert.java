/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.openedx.hooks.event.SendResult;

/**
 * Assertions on what came of sending an event.
 *
 * @since 0.1.0
 */
public final class SendResultAssert extends AbstractAssert<SendResultAssert, SendResult> {

    SendResultAssert(SendResult actual) {
        super(actual, SendResultAssert.class);
    }

    /**
     * The event was sent, whether or not receivers failed.
     *
     * @return this
     */
    public SendResultAssert sent() {
        if (actual.metadata().isEmpty()) {
            failWithMessage("Expecting the event to be sent, but it is off.");
        }
        return this;
    }

    /**
     * The event was not sent, since it is off.
     *
     * @return this
     */
    public SendResultAssert notSent() {
        if (actual.metadata().isPresent()) {
            failWithMessage("Expecting the event to be off, but it was sent.");
        }
        return this;
    }

    /**
     * The event was sent and no receiver failed.
     *
     * @return this
     */
    public SendResultAssert noFailures() {
        failures().assertNone();
        return this;
    }

    /**
     * A receiver failed.
     *
     * @param receiver its name, {@code bean#method}
     * @return assertions on what it threw
     */
    public ThrowableAssertAlternative<Throwable> failedIn(String receiver) {
        return failures().assertFailed(receiver);
    }

    private ReceiverFailures failures() {
        sent();
        return new ReceiverFailures(actual.metadata().orElseThrow().type().value(), actual.failures());
    }
}
