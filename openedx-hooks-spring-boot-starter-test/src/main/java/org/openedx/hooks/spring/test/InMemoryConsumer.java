/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.Replay;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventHeaders;

/** Reads a topic of the {@link InMemoryEventBus} for a group. */
final class InMemoryConsumer implements EventBusConsumer, DeadLetters {

    private static final long POLL_MILLIS = 500;

    private final InMemoryEventBus bus;

    private final ConsumerSettings settings;

    private final InMemoryTopic topic;

    private final InMemoryTopic.Group group;

    private boolean moved;

    InMemoryConsumer(InMemoryEventBus bus, ConsumerSettings settings) {
        this.bus = bus;
        this.settings = settings;
        this.topic = bus.topic(settings.topic());
        synchronized (bus) {
            this.group = topic.groups.computeIfAbsent(settings.group(), name -> new InMemoryTopic.Group());
        }
    }

    @Override
    public Session open() {
        synchronized (bus) {
            bus.requireAvailable();
            if (group.next < 0) {
                group.next = settings.checkBacklog() ? 0 : topic.messages.size();
            }
            Instant offsetTime = settings.offsetTime();
            if (offsetTime != null && !moved) {
                group.next = index(new StartPoint.Time(offsetTime));
            }
            moved = true;
            return new InMemorySession();
        }
    }

    @Override
    public EventHeaders headers() {
        return EventHeaders.kafka();
    }

    @Override
    public <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec) {
        byte[] body = message.body();
        return codec.decode(body == null ? new byte[0] : body);
    }

    @Override
    public DeadLetters deadLetters() {
        return this;
    }

    @Override
    public ConsumerPosition position() {
        synchronized (bus) {
            bus.requireAvailable();
            int next = Math.max(group.next, 0);
            return new ConsumerPosition(
                    next == 0 ? null : String.valueOf(next - 1), (long) topic.messages.size() - next, 0L, 0L);
        }
    }

    @Override
    public Replay replay(StartPoint start, boolean dryRun) {
        synchronized (bus) {
            bus.requireAvailable();
            int index = index(start);
            if (!dryRun) {
                group.next = index;
                group.moves++;
                bus.notifyAll();
            }
            return new Replay(String.valueOf(index), (long) topic.messages.size() - index);
        }
    }

    private int index(StartPoint start) {
        if (start instanceof StartPoint.Time time) {
            int index = 0;
            while (index < topic.messages.size()
                    && topic.messages.get(index).time().isBefore(time.time())) {
                index++;
            }
            return index;
        }
        String position = ((StartPoint.Position) start).value();
        if (!position.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("That is no position; they are numbers from 0");
        }
        return Math.min(Integer.parseInt(position), topic.messages.size());
    }

    @Override
    public String name() {
        return settings.deadLetterTopic();
    }

    @Override
    public void add(DeadLetter letter) {
        synchronized (bus) {
            bus.requireAvailable();
            group.deadLetters.add(letter);
            bus.notifyAll();
        }
    }

    @Override
    public long count() {
        synchronized (bus) {
            bus.requireAvailable();
            return group.deadLetters.size();
        }
    }

    @Override
    public long take(Predicate<DeadLetter> handler) {
        List<DeadLetter> now;
        synchronized (bus) {
            bus.requireAvailable();
            now = List.copyOf(group.deadLetters);
        }
        long taken = 0;
        for (DeadLetter letter : now) {
            if (!handler.test(letter)) {
                break;
            }
            synchronized (bus) {
                group.deadLetters.remove(letter);
            }
            taken++;
        }
        return taken;
    }

    final class InMemorySession implements Session {

        private boolean awake;

        private boolean closed;

        @Override
        public void poll(MessageHandler handler) throws InterruptedException {
            for (ReceivedMessage message = await(true);
                    message != null && handle(message, handler);
                    message = next()) {}
        }

        private boolean handle(ReceivedMessage message, MessageHandler handler) {
            int moves;
            synchronized (bus) {
                moves = group.moves;
            }
            if (!handler.handle(message)) {
                return false;
            }
            synchronized (bus) {
                if (group.moves == moves) {
                    group.next++;
                }
                bus.notifyAll();
            }
            return true;
        }

        @Override
        public void idle() throws InterruptedException {
            await(false);
        }

        private @Nullable ReceivedMessage await(boolean reading) throws InterruptedException {
            long end = System.nanoTime() + POLL_MILLIS * 1_000_000;
            synchronized (bus) {
                while (true) {
                    bus.requireAvailable();
                    ReceivedMessage message = reading ? next() : null;
                    long millis = (end - System.nanoTime()) / 1_000_000;
                    if (message != null || awake || millis <= 0) {
                        awake = false;
                        return message;
                    }
                    bus.wait(millis);
                }
            }
        }

        private @Nullable ReceivedMessage next() {
            synchronized (bus) {
                if (group.reader == null) {
                    group.reader = this;
                }
                return group.reader == this && group.next < topic.messages.size()
                        ? topic.messages.get(group.next).message()
                        : null;
            }
        }

        @Override
        public void wakeup() {
            synchronized (bus) {
                awake = true;
                bus.notifyAll();
            }
        }

        @Override
        public void close() {
            synchronized (bus) {
                if (!closed) {
                    closed = true;
                    if (group.reader == this) {
                        group.reader = null;
                    }
                    bus.notifyAll();
                }
            }
        }
    }
}
