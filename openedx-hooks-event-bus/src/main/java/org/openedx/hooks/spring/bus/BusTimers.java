/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/** Counts and times in a registry. Looking a meter up by its tags costs as much as recording, so they are kept. */
final class BusTimers implements BusMeters {

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;

    private final Map<Published, Timer> published = new ConcurrentHashMap<>();

    private final Map<Consumed, Timer> consumed = new ConcurrentHashMap<>();

    BusTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void published(HookType type, String topic, long nanos) {
        published
                .computeIfAbsent(
                        new Published(type, topic),
                        key -> Timer.builder(EventBusMeter.PUBLISH.getName())
                                .tags(tags(type, topic))
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void lost(HookType type, String topic) {
        Counter.builder(EventBusMeter.LOST.getName())
                .tags(tags(type, topic))
                .register(registry)
                .increment();
    }

    @Override
    public void consumed(@Nullable HookType type, String topic, String group, MessageOutcome outcome, long nanos) {
        consumed.computeIfAbsent(
                        new Consumed(type, topic, group, outcome),
                        key -> Timer.builder(EventBusMeter.CONSUME.getName())
                                .tags(tags(type, topic)
                                        .and(EventBusMeter.Tag.GROUP.asString(), group)
                                        .and(EventBusMeter.Tag.OUTCOME.asString(), outcome.tag()))
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void queue(Supplier<Number> size) {
        Gauge.builder(EventBusMeter.QUEUE.getName(), size).register(registry);
    }

    @Override
    public void group(String topic, String group, Supplier<@Nullable Number> lag, Supplier<@Nullable Number> letters) {
        Tags tags = Tags.of(EventBusMeter.Tag.TOPIC.asString(), topic, EventBusMeter.Tag.GROUP.asString(), group);
        gauge(EventBusMeter.LAG, lag, tags);
        gauge(EventBusMeter.DEAD_LETTERS, letters, tags);
    }

    @Override
    public void outbox(
            String topic,
            Supplier<@Nullable Number> pending,
            Supplier<@Nullable Number> age,
            Supplier<@Nullable Number> dead) {
        Tags tags = Tags.of(EventBusMeter.Tag.TOPIC.asString(), topic);
        gauge(EventBusMeter.OUTBOX_PENDING, pending, tags);
        gauge(EventBusMeter.OUTBOX_AGE, age, tags);
        gauge(EventBusMeter.OUTBOX_DEAD, dead, tags);
    }

    private void gauge(EventBusMeter meter, Supplier<@Nullable Number> value, Tags tags) {
        Gauge.builder(meter.getName(), value, BusTimers::value)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static double value(Supplier<@Nullable Number> supplier) {
        Number value = supplier.get();
        return value == null ? Double.NaN : value.doubleValue();
    }

    private static Tags tags(@Nullable HookType type, String topic) {
        return Tags.of(
                EventBusMeter.Tag.TYPE.asString(),
                type == null ? UNKNOWN : type.value(),
                EventBusMeter.Tag.TOPIC.asString(),
                topic);
    }

    private record Published(HookType type, String topic) {}

    private record Consumed(@Nullable HookType type, String topic, String group, MessageOutcome outcome) {}
}
