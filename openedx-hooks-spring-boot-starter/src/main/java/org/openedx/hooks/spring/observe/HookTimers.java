/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;

/**
 * Times hooks with Micrometer: a timer for each hook, receiver and step and each of their outcomes, looked up once.
 *
 * @since 0.1.0
 */
public final class HookTimers implements HookObserver.Factory, HookTotals.Source {

    private final MeterRegistry registry;

    /**
     * Times into a registry.
     *
     * @param registry where the timers are
     */
    public HookTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return new Observer(HookMeter.of(hook.kind()), hook, null);
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return new Observer(HookMeter.ofPart(hook.kind()), hook, part);
    }

    @Override
    public HookTotals totals(HookDefinition hook) {
        Collection<Timer> timers = registry.find(HookMeter.of(hook.kind()).getName())
                .tag(HookMeter.Tag.TYPE.asString(), hook.type().value())
                .timers();
        long count = timers.stream().mapToLong(Timer::count).sum();
        if (count == 0) {
            return HookTotals.NONE;
        }
        double total = timers.stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.NANOSECONDS))
                .sum();
        double max = timers.stream()
                .mapToDouble(timer -> timer.max(TimeUnit.NANOSECONDS))
                .max()
                .orElse(0);
        return new HookTotals(count, total / count, max);
    }

    private final class Observer implements HookObserver {

        private final HookMeter meter;

        private final HookDefinition hook;

        private final @Nullable String part;

        private final Map<HookOutcome, Timer> timers = new ConcurrentHashMap<>();

        private volatile @Nullable Counter unheard;

        Observer(HookMeter meter, HookDefinition hook, @Nullable String part) {
            this.meter = meter;
            this.hook = hook;
            this.part = part;
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            Timer timer = timers.get(outcome);
            if (timer == null) {
                timer = timers.computeIfAbsent(outcome, this::register);
            }
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void unheard() {
            Counter counter = unheard;
            if (counter == null) {
                counter = registry.counter(HookMeter.EVENT_UNHEARD.getName(), HookMeter.tag(hook));
                unheard = counter;
            }
            counter.increment();
        }

        private Timer register(HookOutcome outcome) {
            return registry.timer(meter.getName(), meter.tags(hook, part, outcome));
        }
    }
}
