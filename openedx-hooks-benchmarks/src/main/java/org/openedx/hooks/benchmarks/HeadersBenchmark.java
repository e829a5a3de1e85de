/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.wire.EventHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing and reading what travels beside an event on Kafka and in Redis. Reading shall take at most 600 ns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class HeadersBenchmark {

    private static final EventMetadata METADATA = new EventMetadata(
            HookType.of("org.openedx.learning.course.enrollment.created.v1"),
            UUID.fromString("4a1b2c3d-0000-11ef-8000-0242ac120002"),
            0,
            "openedx/lms/web",
            "lms-7d9c5b6f4-x2x9k",
            Instant.parse("2026-11-20T01:02:03.456789Z"),
            List.of(11, 2, 0));

    private final Map<String, byte[]> kafka = EventHeaders.kafka().write(METADATA);

    private final Map<String, byte[]> redis = EventHeaders.redis().write(METADATA);

    public HeadersBenchmark() {
        redis.put(EventHeaders.REDIS_EVENT_DATA, new byte[100]);
    }

    @Benchmark
    public EventMetadata readKafka() {
        return EventHeaders.kafka().read(kafka.entrySet(), type -> METADATA);
    }

    @Benchmark
    public EventMetadata readRedis() {
        return EventHeaders.redis().read(redis.entrySet(), type -> METADATA);
    }

    @Benchmark
    public String typeInKafka() {
        return EventHeaders.kafka().type(kafka.entrySet());
    }

    @Benchmark
    public Map<String, byte[]> writeKafka() {
        return EventHeaders.kafka().write(METADATA);
    }
}
