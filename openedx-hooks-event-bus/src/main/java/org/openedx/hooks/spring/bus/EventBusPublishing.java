/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How publishing goes in this application. Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventBusPublishing {

    private final @Nullable EventBusBroker broker;

    private final EventPublisher publisher;

    private final LostEvents lost;

    EventBusPublishing(@Nullable EventBusBroker broker, EventPublisher publisher, LostEvents lost) {
        this.broker = broker;
        this.publisher = publisher;
        this.lost = lost;
    }

    /**
     * How it goes now, without asking the broker.
     *
     * @return never {@literal null}
     */
    public Status status() {
        LostEvents.Loss last = lost.last();
        return new Status(
                broker == null ? null : broker.name(),
                publisher.size(),
                publisher.capacity(),
                publisher.away(),
                lost.count(),
                last == null ? null : last.time(),
                last == null ? null : last.reason());
    }

    /**
     * How publishing goes. There is no value of any event in it.
     *
     * @param broker what is published on, {@literal null} if there is no broker
     * @param waiting how many events are not known to be on the broker
     * @param capacity how many may wait; more are lost
     * @param away the topics that the broker does not take now
     * @param lost how many events were lost since the application has started
     * @param lastLost when that happened last, {@literal null} if never
     * @param lastReason why that happened, {@literal null} if never
     * @since 0.1.0
     */
    public record Status(
            @Nullable String broker,
            int waiting,
            int capacity,
            Map<String, Away> away,
            long lost,
            @Nullable Instant lastLost,
            @Nullable String lastReason) {

        /** Copies the map. */
        public Status {
            away = Map.copyOf(away);
        }
    }

    /**
     * That a topic is not taken.
     *
     * @param since when that was first seen
     * @param exception the class of what says so
     * @since 0.1.0
     */
    public record Away(Instant since, String exception) {}
}
