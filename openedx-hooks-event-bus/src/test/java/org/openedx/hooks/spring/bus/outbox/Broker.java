/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;

/** A broker in memory, which can be away or refuse. */
final class Broker implements EventBusProducer {

    final List<EventMessage> stored = new CopyOnWriteArrayList<>();

    volatile Function<EventMessage, CompletionStage<Receipt>> answer = message -> {
        stored.add(message);
        return CompletableFuture.completedFuture(new Receipt(Integer.toString(stored.size())));
    };

    private final Function<EventMessage, CompletionStage<Receipt>> taking = answer;

    @Override
    public CompletionStage<Receipt> publish(EventMessage message) {
        return answer.apply(message);
    }

    EventBusBroker asBroker() {
        return new EventBusBroker() {
            @Override
            public String name() {
                return "memory";
            }

            @Override
            public EventBusProducer producer() {
                return Broker.this;
            }

            @Override
            public EventBusConsumer consumer(ConsumerSettings settings) {
                throw new UnsupportedOperationException();
            }
        };
    }

    void isAway() {
        answer = message -> CompletableFuture.failedFuture(new BrokerUnavailableException("away", null));
    }

    /** Takes what comes, and leaves its answers to the caller. */
    List<CompletableFuture<Receipt>> leavesOpen() {
        List<CompletableFuture<Receipt>> open = new CopyOnWriteArrayList<>();
        answer = message -> {
            CompletableFuture<Receipt> receipt = new CompletableFuture<>();
            open.add(receipt);
            return receipt;
        };
        return open;
    }

    void isBack() {
        answer = taking;
    }

    void refuses(String body) {
        answer = message -> body(message).equals(body)
                ? CompletableFuture.failedFuture(new IllegalArgumentException("too large"))
                : taking.apply(message);
    }

    List<String> bodies() {
        List<String> bodies = new ArrayList<>();
        stored.forEach(message -> bodies.add(body(message)));
        return bodies;
    }

    static String body(EventMessage message) {
        return new String(message.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
