/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventHeaders;

/** A broker in this process that does what a test tells it, above all what brokers do at bad times. */
final class LocalBroker implements EventBusBroker, EventBusProducer {

    /** What it has stored, in order. */
    final List<EventMessage> published = new CopyOnWriteArrayList<>();

    final AtomicInteger calls = new AtomicInteger();

    /** How it takes a message. */
    volatile Function<EventMessage, CompletionStage<Receipt>> taking = this::store;

    volatile BrokerOptions options = BrokerOptions.NONE;

    volatile @Nullable String objection;

    final Map<List<String>, Consumer> consumers = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "local";
    }

    @Override
    public EventBusProducer producer() {
        return this;
    }

    @Override
    public BrokerOptions options() {
        return options;
    }

    @Override
    public @Nullable String objectionTo(HookType type, String topic) {
        return objection;
    }

    @Override
    public CompletionStage<Receipt> publish(EventMessage message) {
        calls.incrementAndGet();
        return taking.apply(message);
    }

    CompletionStage<Receipt> store(EventMessage message) {
        published.add(message);
        return CompletableFuture.completedFuture(new Receipt("p" + published.size()));
    }

    static <T> CompletionStage<T> away() {
        return CompletableFuture.failedFuture(new BrokerUnavailableException("away", null));
    }

    @Override
    public EventBusConsumer consumer(ConsumerSettings settings) {
        if (settings.group().equals("refused")) {
            throw new IllegalArgumentException("the group must have another name");
        }
        Consumer consumer = new Consumer(settings);
        consumers.put(List.of(settings.topic(), settings.group()), consumer);
        return consumer;
    }

    Consumer consumer(String topic, String group) {
        return Objects.requireNonNull(consumers.get(List.of(topic, group)), "consumer");
    }

    static EventMetadata metadata(OpenEdxEvent event) {
        return new EventMetadata(
                OpenEdxPublicSignal.of(event.getClass()).type(),
                UUID.randomUUID(),
                0,
                "openedx/other/web",
                "other-host",
                Instant.parse("2024-05-06T07:08:09.123456Z"),
                List.of(11, 2, 0));
    }

    /** One topic and group. */
    static final class Consumer implements EventBusConsumer, DeadLetters {

        final ConsumerSettings settings;

        final BlockingDeque<ReceivedMessage> incoming = new LinkedBlockingDeque<>();

        final List<String> acknowledged = new CopyOnWriteArrayList<>();

        final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

        final List<String> replays = new CopyOnWriteArrayList<>();

        final AtomicInteger decoded = new AtomicInteger();

        final AtomicInteger opened = new AtomicInteger();

        final AtomicInteger closed = new AtomicInteger();

        final AtomicInteger polls = new AtomicInteger();

        final AtomicInteger added = new AtomicInteger();

        private final AtomicInteger positions = new AtomicInteger();

        /** Thrown when somebody connects, reads, decodes or adds a dead letter. */
        volatile @Nullable RuntimeException cannotOpen;

        volatile @Nullable RuntimeException cannotPoll;

        volatile @Nullable RuntimeException cannotDecode;

        volatile @Nullable RuntimeException cannotAdd;

        Consumer(ConsumerSettings settings) {
            this.settings = settings;
        }

        String receive(OpenEdxEvent event) {
            return receive(event, metadata(event), Map.of());
        }

        String receive(OpenEdxEvent event, EventMetadata metadata, Map<String, String> more) {
            Map<String, byte[]> headers =
                    new LinkedHashMap<>(EventHeaders.kafka().write(metadata));
            more.forEach((name, value) -> headers.put(name, value.getBytes(StandardCharsets.UTF_8)));
            return receive(new ArrayList<>(headers.entrySet()), encode(event));
        }

        String receive(List<Map.Entry<String, byte[]>> headers, byte @Nullable [] body) {
            String position = String.valueOf(positions.incrementAndGet());
            incoming.add(new ReceivedMessage(settings.topic(), position, headers, null, body));
            return position;
        }

        @SuppressWarnings("unchecked")
        private static <E extends OpenEdxEvent> byte[] encode(E event) {
            return EventCodecs.standard().of((Class<E>) event.getClass()).encode(event);
        }

        @Override
        public Session open() {
            opened.incrementAndGet();
            throwIfAny(cannotOpen);
            return new Session() {

                private final BlockingDeque<Boolean> wakeups = new LinkedBlockingDeque<>();

                @Override
                public void poll(MessageHandler handler) throws InterruptedException {
                    polls.incrementAndGet();
                    throwIfAny(cannotPoll);
                    ReceivedMessage message = null;
                    for (int i = 0; i < 200 && message == null && wakeups.poll() == null; i++) {
                        message = incoming.poll(10, TimeUnit.MILLISECONDS);
                    }
                    if (message != null) {
                        boolean dealtWith = false;
                        try {
                            dealtWith = handler.handle(message);
                        } finally {
                            if (dealtWith) {
                                acknowledged.add(message.position());
                            } else {
                                incoming.addFirst(message);
                            }
                        }
                    }
                }

                @Override
                public void idle() throws InterruptedException {
                    Thread.sleep(10);
                }

                @Override
                public void wakeup() {
                    wakeups.add(true);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }

        private static void throwIfAny(@Nullable RuntimeException exception) {
            if (exception != null) {
                throw exception;
            }
        }

        @Override
        public EventHeaders headers() {
            return EventHeaders.kafka();
        }

        @Override
        public <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec) {
            throwIfAny(cannotDecode);
            decoded.incrementAndGet();
            byte[] body = message.body();
            if (body == null) {
                throw new UnusableMessageException("it has no body", null);
            }
            return codec.decode(body);
        }

        @Override
        public DeadLetters deadLetters() {
            return this;
        }

        @Override
        public ConsumerPosition position() {
            throwIfAny(cannotPoll);
            return new ConsumerPosition(null, (long) incoming.size(), 0L, null);
        }

        @Override
        public Replay replay(StartPoint start, boolean dryRun) {
            if (start instanceof StartPoint.Position) {
                throw new IllegalArgumentException("there is no such position");
            }
            replays.add((dryRun ? "would move to " : "moved to ") + start);
            return new Replay("7", 3L);
        }

        @Override
        public String name() {
            return settings.deadLetterTopic();
        }

        @Override
        public void add(DeadLetter letter) {
            added.incrementAndGet();
            throwIfAny(cannotAdd);
            letters.add(letter);
        }

        @Override
        public long count() {
            throwIfAny(cannotPoll);
            return letters.size();
        }

        @Override
        public long take(Predicate<DeadLetter> handler) {
            long taken = 0;
            for (DeadLetter letter : List.copyOf(letters)) {
                if (!handler.test(letter)) {
                    break;
                }
                letters.remove(letter);
                taken++;
            }
            return taken;
        }
    }
}
