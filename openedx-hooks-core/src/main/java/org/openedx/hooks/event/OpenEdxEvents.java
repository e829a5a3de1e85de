/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.time.Instant;

/**
 * Sends events to the receivers in this application. Thread-safe.
 *
 * <p>Receivers run one after the other, in their order, in the thread that sends (SND-7), unless they say otherwise.
 * None of them can break the sender: what a receiver throws is logged, counted and put into the {@link SendResult}
 * (SND-4), unless the application is configured to let the first failure through (SND-5). A {@link VirtualMachineError}
 * always gets through.
 *
 * @since 0.1.0
 */
public interface OpenEdxEvents {

    /**
     * Sends an event that has happened now.
     *
     * @param event must not be {@literal null}
     * @return what came of it, never {@literal null}
     * @throws org.openedx.hooks.InvalidHookException if the event's class breaks a rule; not if the event is switched
     *     off (SND-3)
     */
    SendResult send(OpenEdxEvent event);

    /**
     * Sends an event that happened at a known time, such as a row's creation (META-9).
     *
     * @param event must not be {@literal null}
     * @param time when it happened, must not be {@literal null}
     * @return what came of it, never {@literal null}
     */
    SendResult send(OpenEdxEvent event, Instant time);

    /**
     * Sends an event when the running transaction has committed, and not at all if it rolls back; at once if there is
     * no transaction (DSN-15). The event's time is that of this call.
     *
     * @param event must not be {@literal null}
     */
    void sendAfterCommit(OpenEdxEvent event);

    /**
     * Sends an event that came from elsewhere, such as an event bus, with the metadata that it had there (META-13).
     *
     * @param event must not be {@literal null}
     * @param metadata the producer's, must not be {@literal null}
     * @return what came of it, never {@literal null}
     */
    SendResult resend(OpenEdxEvent event, EventMetadata metadata);
}
