/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who received an event and how that went: a line for each send, and one for each receiver that runs later.
 * It names types, identifiers, receivers and the classes of exceptions, nothing that could be personal (PII-3).
 */
final class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.audit");

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final OpenEdxApplicationEvent<?> event;

    private final HookDefinition hook;

    private final Thread sender = Thread.currentThread();

    private final StringBuilder receivers = new StringBuilder();

    /** Known to the sender's thread only. */
    private boolean sent;

    private AuditTrail(OpenEdxApplicationEvent<?> event, HookDefinition hook) {
        this.event = event;
        this.hook = hook;
    }

    /** The trail of a send that begins on this thread, {@literal null} unless somebody reads it. */
    static @Nullable AuditTrail begin(OpenEdxApplicationEvent<?> event, HookDefinition hook) {
        return log.isDebugEnabled() ? new AuditTrail(event, hook) : null;
    }

    /** A receiver has run, while the event was being sent or after that. */
    void received(String receiver, long nanos, @Nullable Throwable failure) {
        if (isLate()) {
            log.debug(
                    "Received {} {}: {} {} in {} ms",
                    hook,
                    event.metadata().id(),
                    receiver,
                    outcome(failure),
                    milliseconds(nanos));
        } else {
            add(receiver, outcome(failure));
        }
    }

    /** A receiver runs on another thread, and has a line of its own when it has run. */
    void handedOver(String receiver) {
        if (!isLate()) {
            add(receiver, "handed over");
        }
    }

    private void add(String receiver, String what) {
        receivers
                .append(receivers.isEmpty() ? "" : ", ")
                .append(receiver)
                .append(' ')
                .append(what);
    }

    /** The event has been sent. */
    void sent(long nanos, @Nullable Throwable failure) {
        sent = true;
        log.debug(
                "Sent {} {}: {} in {} ms; {}",
                hook,
                event.metadata().id(),
                (failure == null ? HookOutcome.SUCCESS : HookOutcome.FAILURE).tag(),
                milliseconds(nanos),
                receivers.isEmpty() ? "no receiver" : receivers);
    }

    /** Whether the line of the send cannot tell of this any more. */
    private boolean isLate() {
        return !Thread.currentThread().equals(sender) || sent;
    }

    private static String outcome(@Nullable Throwable failure) {
        return failure == null
                ? HookOutcome.SUCCESS.tag()
                : HookOutcome.FAILURE.tag() + " " + failure.getClass().getName();
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLISECOND);
    }
}
