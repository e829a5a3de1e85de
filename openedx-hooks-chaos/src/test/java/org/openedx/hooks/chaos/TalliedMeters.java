/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Writes down what the meters of the event bus say each time they are used. */
final class TalliedMeters extends SimpleMeterRegistry {

    private final Tally tally;

    TalliedMeters(Tally tally) {
        super(SimpleConfig.DEFAULT, Clock.SYSTEM);
        this.tally = tally;
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig configuration, PauseDetector pauses) {
        Count count = Count.of(id);
        if (count == null) {
            return super.newTimer(id, configuration, pauses);
        }
        return new CumulativeTimer(id, clock, configuration, pauses, getBaseTimeUnit(), false) {
            @Override
            protected void recordNonNegative(long amount, TimeUnit unit) {
                super.recordNonNegative(amount, unit);
                tally.set(count, count());
            }
        };
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        Count count = Count.of(id);
        if (count == null) {
            return super.newCounter(id);
        }
        return new CumulativeCounter(id) {
            @Override
            public void increment(double amount) {
                super.increment(amount);
                tally.set(count, (long) count());
            }
        };
    }
}
