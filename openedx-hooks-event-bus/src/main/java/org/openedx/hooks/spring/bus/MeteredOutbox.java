/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what an outbox does by the meters and in the audit log of the event bus. */
final class MeteredOutbox implements OutboxTelemetry {

    private static final Duration SAMPLED_FOR = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus.outbox");

    private final BusMeters meters;

    private final BusAudit audit;

    private final Executor background;

    MeteredOutbox(BusMeters meters, BusAudit audit, Executor background) {
        this.meters = meters;
        this.audit = audit;
        this.background = background;
    }

    @Override
    public void published(EventMessage message, Receipt receipt, Duration age) {
        meters.published(message.metadata().type(), message.topic(), age.toNanos());
        audit.published(message, receipt);
    }

    @Override
    public void topic(String topic, Supplier<OutboxTopic> state) {
        Sampled sampled = new Sampled(state);
        meters.outbox(
                topic,
                () -> sampled.value(OutboxTopic::pending),
                () -> sampled.value(found -> found.oldest().toMillis() / 1000.0),
                () -> sampled.value(OutboxTopic::dead));
    }

    /** Nobody who reads a meter waits for a database. */
    private final class Sampled {

        private final Supplier<OutboxTopic> state;

        private final AtomicBoolean sampling = new AtomicBoolean();

        private volatile @Nullable OutboxTopic last;

        private volatile Instant time = Instant.MIN;

        Sampled(Supplier<OutboxTopic> state) {
            this.state = state;
        }

        @Nullable
        Number value(Function<OutboxTopic, Number> number) {
            if (time.isBefore(Instant.now().minus(SAMPLED_FOR)) && sampling.compareAndSet(false, true)) {
                background.execute(this::sample);
            }
            OutboxTopic found = last;
            return found == null ? null : number.apply(found);
        }

        private void sample() {
            try {
                last = state.get();
            } catch (RuntimeException ex) {
                last = null;
                log.debug("The outbox does not say how it is", ex);
            } finally {
                time = Instant.now();
                sampling.set(false);
            }
        }
    }
}
