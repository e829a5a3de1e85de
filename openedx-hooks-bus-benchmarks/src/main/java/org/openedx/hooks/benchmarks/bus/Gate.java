/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.BrokerOptions;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.Replay;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventHeaders;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Holds the consumer of an application before its next turn, until there is something to measure. Its threads keep
 * their places in their group meanwhile.
 */
final class Gate implements BeanPostProcessor {

    private final List<EventBusConsumer.Session> sessions = new ArrayList<>();

    private volatile CountDownLatch remaining = new CountDownLatch(0);

    private int standing;

    private volatile boolean ending;

    /** Lets the consumer's threads work until its receiver, and maybe others, have had enough events. */
    synchronized void open(CountDownLatch received) {
        remaining = received;
        sessions.forEach(EventBusConsumer.Session::wakeup);
    }

    /** Waits until so many threads stand before the gate: one that is on its way would take what comes too early. */
    synchronized void awaitStanding(int threads) throws InterruptedException {
        while (standing < threads) {
            wait();
        }
    }

    void passed() {
        remaining.countDown();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof EventBusBroker broker ? new Gated(broker) : bean;
    }

    private void awaitOpen(EventBusConsumer.Session session) throws Exception {
        stand(1);
        try {
            while (!ending && remaining.getCount() == 0) {
                session.idle();
            }
        } finally {
            stand(-1);
        }
    }

    private synchronized void stand(int more) {
        standing += more;
        notifyAll();
    }

    private synchronized EventBusConsumer.Session gated(EventBusConsumer.Session session) {
        sessions.add(session);
        return new GatedSession(session);
    }

    private final class Gated implements EventBusBroker {

        private final EventBusBroker broker;

        Gated(EventBusBroker broker) {
            this.broker = broker;
        }

        @Override
        public String name() {
            return broker.name();
        }

        @Override
        public EventBusProducer producer() {
            return broker.producer();
        }

        @Override
        public EventBusConsumer consumer(ConsumerSettings settings) {
            return new GatedConsumer(broker.consumer(settings));
        }

        @Override
        public BrokerOptions options() {
            return broker.options();
        }
    }

    private final class GatedConsumer implements EventBusConsumer {

        private final EventBusConsumer consumer;

        GatedConsumer(EventBusConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public Session open() throws Exception {
            return gated(consumer.open());
        }

        @Override
        public EventHeaders headers() {
            return consumer.headers();
        }

        @Override
        public <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec) {
            return consumer.decode(message, codec);
        }

        @Override
        public DeadLetters deadLetters() {
            return consumer.deadLetters();
        }

        @Override
        public ConsumerPosition position() throws Exception {
            return consumer.position();
        }

        @Override
        public Replay replay(StartPoint start, boolean dryRun) throws Exception {
            return consumer.replay(start, dryRun);
        }
    }

    private final class GatedSession implements EventBusConsumer.Session {

        private final EventBusConsumer.Session session;

        GatedSession(EventBusConsumer.Session session) {
            this.session = session;
        }

        @Override
        public void poll(EventBusConsumer.MessageHandler handler) throws Exception {
            awaitOpen(session);
            session.poll(handler);
        }

        @Override
        public void idle() throws Exception {
            session.idle();
        }

        @Override
        public void wakeup() {
            ending = true;
            session.wakeup();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
