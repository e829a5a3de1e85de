/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.ConsumerState;
import org.openedx.hooks.spring.bus.ConsumerStatus;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports an event bus that does not work as it should. A broker that is away, and is tried again, is out of service;
 * events that were lost in the last minutes, and a consumer that has given up, are down; an outbox beyond its
 * thresholds is out of service. All are statuses that Boot aggregates by default. The broker is not asked, the outbox
 * is.
 */
final class OpenEdxEventBusHealthIndicator implements HealthIndicator {

    private static final Duration LOST_SHOWN_FOR = Duration.ofMinutes(10);

    private final EventBusPublishing publishing;

    private final EventBusConsumers consumers;

    private final @Nullable EventOutboxOperations outbox;

    OpenEdxEventBusHealthIndicator(
            EventBusPublishing publishing, EventBusConsumers consumers, @Nullable EventOutboxOperations outbox) {
        this.publishing = publishing;
        this.consumers = consumers;
        this.outbox = outbox;
    }

    @Override
    public Health health() {
        List<String> down = new ArrayList<>();
        List<String> degraded = new ArrayList<>();
        EventBusPublishing.Status status = publishing.status();
        status.away()
                .forEach((topic, away) -> degraded.add(
                        "Events for %s wait since %s: %s".formatted(topic, away.since(), away.exception())));
        Instant lastLost = status.lastLost();
        if (lastLost != null && lastLost.isAfter(Instant.now().minus(LOST_SHOWN_FOR))) {
            down.add("%d events were lost, the last at %s: %s".formatted(status.lost(), lastLost, status.lastReason()));
        }
        for (ConsumerStatus consumer : consumers.all()) {
            String name = "Consumer of %s for %s ".formatted(consumer.fullTopic(), consumer.group());
            if (consumer.state() == ConsumerState.FAILED) {
                down.add(name + "has given up: " + consumer.failure());
            } else if (consumer.state() == ConsumerState.WAITING) {
                degraded.add(name + "cannot read: " + consumer.failure());
            }
        }
        if (outbox != null) {
            try {
                degraded.addAll(outbox.problems());
            } catch (RuntimeException ex) {
                down.add("The outbox does not answer: " + ex.getClass().getName());
            }
        }
        Health.Builder health = new Health.Builder(
                !down.isEmpty() ? Status.DOWN : !degraded.isEmpty() ? Status.OUT_OF_SERVICE : Status.UP);
        down.addAll(degraded);
        if (!down.isEmpty()) {
            health.withDetail("problems", down);
        }
        return health.build();
    }
}
