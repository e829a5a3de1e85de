/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/** Spans of what goes over the event bus. Apart from Micrometer, which may not be there. */
interface BusSpans {

    /** Where nobody traces. */
    BusSpans NONE = new BusSpans() {};

    /** An event is about to be published; on the sender's thread. */
    default Span publishing(HookType type, String topic) {
        return Span.NONE;
    }

    /** A message is about to be handed to its receivers, on this thread. */
    default Span consuming(HookType type, String group, ReceivedMessage message) {
        return Span.NONE;
    }

    /** One of them. */
    interface Span {

        /** No span. */
        Span NONE = failure -> {};

        /** What carries the span to whoever gets the event. */
        default Map<String, String> headers() {
            return Map.of();
        }

        void ended(@Nullable Throwable failure);
    }
}
