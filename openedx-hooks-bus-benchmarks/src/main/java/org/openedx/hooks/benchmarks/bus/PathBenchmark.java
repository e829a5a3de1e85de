/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.spring.bus.EventBusConsumer.MessageHandler;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.wire.EventHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the event bus itself takes for an event, with a broker that costs nothing: it writes and reads what Redis would
 * get and give. Shall take 1.5 µs out, 2 µs in with one receiver, and 0.6 µs of that for the headers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class PathBenchmark {

    private static final int EVENTS = 1000;

    private final ReceivedMessage message = Loopback.message();

    private BusApplication application;

    private OpenEdxEvents sender;

    private EventBusPublishing publishing;

    private MessageHandler handler;

    @Setup
    public void start() throws InterruptedException {
        application = BusApplication.loopback();
        sender = application.bean(OpenEdxEvents.class);
        publishing = application.bean(EventBusPublishing.class);
        handler = application.bean(Loopback.class).handler();
    }

    @TearDown
    public void stop() {
        application.close();
    }

    /** What the sender's thread does is measured, what is left to the others is waited for afterwards. */
    @TearDown(Level.Invocation)
    public void drain() {
        while (publishing.status().waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public SendResult outOnTheSendersThread() {
        SendResult last = SendResult.notSent();
        for (int i = 0; i < EVENTS; i++) {
            last = sender.send(Samples.ENROLLED);
        }
        return last;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public SendResult outUntilTheBrokerHasIt() {
        SendResult last = outOnTheSendersThread();
        drain();
        return last;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public boolean inToOneReceiver() {
        boolean handled = true;
        for (int i = 0; i < EVENTS; i++) {
            handled &= handler.handle(message);
        }
        return handled;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public EventMetadata headersRead() {
        EventMetadata read = Samples.METADATA;
        for (int i = 0; i < EVENTS; i++) {
            read = EventHeaders.redis().read(message.headers(), type -> Samples.METADATA);
        }
        return read;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Map<String, byte[]> headersWritten() {
        Map<String, byte[]> written = Map.of();
        for (int i = 0; i < EVENTS; i++) {
            written = EventHeaders.redis().write(Samples.METADATA);
        }
        return written;
    }
}
