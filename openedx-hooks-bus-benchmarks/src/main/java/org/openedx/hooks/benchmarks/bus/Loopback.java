/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.Replay;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventHeaders;

/** A broker that takes everything at once, and lets the benchmark's thread do what a consumer's would. */
final class Loopback implements EventBusBroker {

    private static final CompletionStage<Receipt> STORED = CompletableFuture.completedFuture(new Receipt("1-0"));

    private final CompletableFuture<EventBusConsumer.MessageHandler> handler = new CompletableFuture<>();

    private final CountDownLatch end = new CountDownLatch(1);

    private volatile int written;

    /** What deals with the messages of the one consumer. */
    EventBusConsumer.MessageHandler handler() {
        return handler.join();
    }

    /** A message as the sample's would come from Redis. */
    static ReceivedMessage message() {
        List<Map.Entry<String, byte[]>> headers =
                new ArrayList<>(EventHeaders.redis().write(Samples.METADATA).entrySet());
        headers.add(Map.entry(EventHeaders.REDIS_EVENT_DATA, Samples.BODY));
        return new ReceivedMessage(BusApplication.TOPIC, "1-0", headers, null, Samples.BODY);
    }

    @Override
    public String name() {
        return "loopback";
    }

    @Override
    public EventBusProducer producer() {
        return this::publish;
    }

    private CompletionStage<Receipt> publish(EventMessage message) {
        written = EventHeaders.redis().write(message.metadata()).size();
        return STORED;
    }

    @Override
    public EventBusConsumer consumer(ConsumerSettings settings) {
        return new LoopbackConsumer();
    }

    private final class LoopbackConsumer implements EventBusConsumer {

        @Override
        public Session open() {
            return new LoopbackSession();
        }

        @Override
        public EventHeaders headers() {
            return EventHeaders.redis();
        }

        @Override
        public <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec) {
            return codec.decode(Objects.requireNonNull(message.body()));
        }

        @Override
        public DeadLetters deadLetters() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConsumerPosition position() {
            return new ConsumerPosition(null, 0L, null, (long) written);
        }

        @Override
        public Replay replay(StartPoint start, boolean dryRun) {
            throw new UnsupportedOperationException();
        }
    }

    private final class LoopbackSession implements EventBusConsumer.Session {

        @Override
        public void poll(EventBusConsumer.MessageHandler messages) throws InterruptedException {
            handler.complete(messages);
            end.await();
        }

        @Override
        public void wakeup() {
            end.countDown();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
