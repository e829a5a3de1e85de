/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookType;

/** Times hooks with Micrometer: a timer for each hook, receiver and step and each of their outcomes, looked up once. */
final class HookTimers implements HookObserver.Factory, HookTotals.Source {

    private final MeterRegistry registry;

    private final Map<HookType, Extremes> extremes = new ConcurrentHashMap<>();

    /**
     * Times into a registry.
     *
     * @param registry where the timers are
     */
    HookTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return new Observer(
                HookMeter.of(hook.kind()), hook, null, extremes.computeIfAbsent(hook.type(), type -> new Extremes()));
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return new Observer(HookMeter.ofPart(hook.kind()), hook, part, new Extremes());
    }

    @Override
    public HookTotals totals(HookDefinition hook) {
        Collection<Timer> timers = registry.find(HookMeter.of(hook.kind()).getName())
                .tag(HookMeter.Tag.TYPE.asString(), hook.type().value())
                .timers();
        long count = timers.stream().mapToLong(Timer::count).sum();
        Extremes hooks = extremes.get(hook.type());
        if (count == 0 || hooks == null) {
            return HookTotals.NONE;
        }
        long timed = Math.max(0, count - hooks.untimed.sum());
        double total = timers.stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.NANOSECONDS))
                .sum();
        return timed == 0
                ? new HookTotals(count, 0, null, null)
                : new HookTotals(count, timed, Math.round(total / timed), hooks.max, Math.round(total));
    }

    private final class Observer implements HookObserver {

        private final HookMeter meter;

        private final HookDefinition hook;

        private final @Nullable String part;

        private final Extremes extremes;

        private final Map<HookOutcome, Timed> timers = new ConcurrentHashMap<>();

        /** Most runs end as the one before did. */
        private volatile @Nullable Timed last;

        private volatile @Nullable Counter unheard;

        Observer(HookMeter meter, HookDefinition hook, @Nullable String part, Extremes extremes) {
            this.meter = meter;
            this.hook = hook;
            this.part = part;
            this.extremes = extremes;
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            Timed timed = last;
            if (timed == null || timed.outcome != outcome) {
                timed = timers.computeIfAbsent(outcome, this::register);
                last = timed;
            }
            timed.timer.record(nanos, TimeUnit.NANOSECONDS);
            extremes.add(nanos);
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

        private Timed register(HookOutcome outcome) {
            return new Timed(outcome, registry.timer(meter.getName(), meter.tags(hook, part, outcome)));
        }
    }

    /** The timer of runs that end in one way. */
    private record Timed(HookOutcome outcome, Timer timer) {}

    /** What timers do not keep: their maximum decays, and they do not tell runs apart that took no time. */
    private static final class Extremes {

        private final LongAdder untimed = new LongAdder();

        private volatile long max;

        void add(long nanos) {
            if (nanos == 0) {
                untimed.increment();
            } else if (nanos > max) {
                raise(nanos);
            }
        }

        private synchronized void raise(long nanos) {
            max = Math.max(max, nanos);
        }
    }
}
