/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventHeaders;

/**
 * An event bus without a broker, for tests: {@link InMemoryEventBusTest} puts it into an application. It keeps what was
 * published, AssertJ's {@code assertThat} takes it, and a test can play the other service with {@link #receive(String,
 * OpenEdxEvent)}. Bytes and headers are those that travel over Kafka. Thread-safe.
 *
 * @since 0.1.0
 */
public final class InMemoryEventBus
        implements EventBusBroker, EventBusProducer, AssertProvider<InMemoryEventBusAssert> {

    /** What it is called in {@code event-bus.producer} and {@code event-bus.consumer}. */
    public static final String NAME = "memory";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventCodecs codecs;

    private final Map<String, InMemoryTopic> topics = new TreeMap<>();

    private final Queue<EventMessage> published = new ConcurrentLinkedQueue<>();

    private boolean available = true;

    /** Whether the application still has events on their way here. */
    private volatile BooleanSupplier busy = () -> false;

    /** An event bus for events that need nothing beside {@link EventCodecs#standard()}. */
    public InMemoryEventBus() {
        this(EventCodecs.standard());
    }

    /**
     * An event bus.
     *
     * @param codecs write and read the events of the test
     */
    public InMemoryEventBus(EventCodecs codecs) {
        this.codecs = codecs;
    }

    /**
     * The events of a class that the application has published, in the order in which they came. Publishing happens on
     * a thread of its own: what was sent before is waited for, unless the bus is not available.
     *
     * @param eventClass the event
     * @param <E> the event
     * @return an immutable list
     */
    public <E extends OpenEdxEvent> List<PublishedEvent<E>> published(Class<E> eventClass) {
        OpenEdxPublicSignal<E> signal = OpenEdxPublicSignal.of(eventClass);
        awaitPublished();
        return published.stream()
                .filter(message -> message.metadata().type().equals(signal.type()))
                .map(message -> PublishedEvent.of(message, codecs.of(eventClass)))
                .toList();
    }

    /**
     * Lets another service publish an event, and waits until every group that consumes the topic has dealt with it: its
     * receivers have run, or it is a dead letter.
     *
     * @param topic the topic as it is on the broker, with its prefix
     * @param event the event
     * @return the metadata that the other service has made
     * @throws AssertionError if nobody consumes the topic, or it takes too long
     */
    public EventMetadata receive(String topic, OpenEdxEvent event) {
        EventMetadata metadata = new EventMetadata(
                OpenEdxPublicSignal.of(event.getClass()).type(),
                UUID.randomUUID(),
                0,
                "openedx/another_service/web",
                "another-host",
                Instant.now(),
                List.of(0, 1, 0));
        receive(topic, event, metadata);
        return metadata;
    }

    /**
     * Lets another service publish an event with metadata of its own, and waits as {@link #receive(String,
     * OpenEdxEvent)} does.
     *
     * @param topic the topic as it is on the broker, with its prefix
     * @param event the event
     * @param metadata its metadata
     * @throws AssertionError if nobody consumes the topic, or it takes too long
     */
    public void receive(String topic, OpenEdxEvent event, EventMetadata metadata) {
        awaitRead(topic, store(topic, metadata, null, encode(event), Map.of()));
    }

    /**
     * The messages that a group could not deal with.
     *
     * @param topic the topic as it is on the broker
     * @param group the consumer group
     * @return those that are there now, the oldest first
     */
    public synchronized List<DeadLetter> deadLetters(String topic, String group) {
        InMemoryTopic.Group found = topic(topic).groups.get(group);
        return found == null ? List.of() : List.copyOf(found.deadLetters);
    }

    /**
     * Takes the broker away, or brings it back.
     *
     * @param available {@literal false}: whatever is asked of it fails as if it could not be reached
     */
    public synchronized void setAvailable(boolean available) {
        this.available = available;
        notifyAll();
    }

    /** Forgets what was published so far, such as what the test needed to prepare. Consumers still get it. */
    public void clear() {
        published.clear();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public EventBusProducer producer() {
        return this;
    }

    @Override
    public EventBusConsumer consumer(ConsumerSettings settings) {
        return new InMemoryConsumer(this, settings);
    }

    @Override
    public CompletionStage<Receipt> publish(EventMessage message) {
        synchronized (this) {
            requireAvailable();
            published.add(message);
            EventMessage.Key key = message.key();
            int index = store(
                    message.topic(),
                    message.metadata(),
                    key == null ? null : key.bytes(),
                    message.body(),
                    message.headers());
            return CompletableFuture.completedFuture(new Receipt(String.valueOf(index)));
        }
    }

    /** For AssertJ: call {@code assertThat(bus)} instead. */
    @Override
    public InMemoryEventBusAssert assertThat() {
        return new InMemoryEventBusAssert(this);
    }

    /** Who knows whether the application still has events on their way here. */
    void waitWhile(BooleanSupplier stillPublishing) {
        busy = stillPublishing;
    }

    private void awaitPublished() {
        Instant end = Instant.now().plus(PATIENCE);
        while (isAvailable() && busy.getAsBoolean() && Instant.now().isBefore(end)) {
            try {
                Thread.sleep(2);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while events were published", ex);
            }
        }
    }

    private synchronized boolean isAvailable() {
        return available;
    }

    synchronized InMemoryTopic topic(String name) {
        return topics.computeIfAbsent(name, key -> new InMemoryTopic());
    }

    synchronized void requireAvailable() {
        if (!available) {
            throw new BrokerUnavailableException("The event bus of this test is not available", null);
        }
    }

    @SuppressWarnings("unchecked")
    private <E extends OpenEdxEvent> byte[] encode(E event) {
        return codecs.of((Class<E>) event.getClass()).encode(event);
    }

    private synchronized int store(
            String topic, EventMetadata metadata, byte @Nullable [] key, byte[] body, Map<String, String> more) {
        List<InMemoryTopic.Stored> messages = topic(topic).messages;
        Map<String, byte[]> headers = new LinkedHashMap<>(EventHeaders.kafka().write(metadata));
        more.forEach((name, value) -> headers.put(name, value.getBytes(StandardCharsets.UTF_8)));
        String position = String.valueOf(messages.size());
        messages.add(new InMemoryTopic.Stored(
                new ReceivedMessage(topic, position, new ArrayList<>(headers.entrySet()), key, body), Instant.now()));
        notifyAll();
        return messages.size() - 1;
    }

    private synchronized void awaitRead(String topic, int index) {
        Map<String, InMemoryTopic.Group> groups = topic(topic).groups;
        if (groups.isEmpty()) {
            throw new AssertionError("Nobody consumes %s; consumed topics: %s"
                    .formatted(
                            topic,
                            topics.entrySet().stream()
                                    .filter(entry -> !entry.getValue().groups.isEmpty())
                                    .map(Map.Entry::getKey)
                                    .toList()));
        }
        Instant end = Instant.now().plus(PATIENCE);
        while (groups.values().stream().anyMatch(group -> group.next <= index)) {
            long millis = Duration.between(Instant.now(), end).toMillis();
            if (millis <= 0) {
                throw new AssertionError("The event was not dealt with in time");
            }
            try {
                wait(millis);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while the event was dealt with", ex);
            }
        }
    }
}
