/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.util.Locale;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventBusMeter;
import org.openedx.hooks.spring.bus.MessageOutcome;

/** What an application counts, and what its meters say. */
enum Count {

    /** Transactions that have committed, as far as the application was told. */
    COMMITTED,

    /** Calls of a receiver. */
    BEGUN,

    /** Those of them that have come to their end. */
    ENDED,

    /** The meter of events that were published. */
    PUBLISHED,

    /** The meter of events that were given up. */
    LOST,

    /** The meters of messages that were consumed, by outcome. */
    PROCESSED,
    FAILED,
    UNUSABLE,
    SKIPPED;

    static @Nullable Count of(Meter.Id meter) {
        if (meter.getName().equals(EventBusMeter.PUBLISH.getName())) {
            return PUBLISHED;
        }
        if (meter.getName().equals(EventBusMeter.LOST.getName())) {
            return LOST;
        }
        if (meter.getName().equals(EventBusMeter.CONSUME.getName())) {
            String outcome = meter.getTag(EventBusMeter.Tag.OUTCOME.asString());
            return outcome == null
                    ? null
                    : valueOf(MessageOutcome.valueOf(outcome.toUpperCase(Locale.ROOT))
                            .name());
        }
        return null;
    }
}
