/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ConfigurableApplicationContext;

/** Sends events through Spring's publisher, so that whatever listens to Spring's events listens to these. */
final class EventSender implements OpenEdxEvents, EventDelivery, SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private final ConfigurableApplicationContext context;

    private final Consumer<EventRun<?>> publisher;

    private final HookCatalog catalog;

    private final HookSwitches switches;

    private final Supplier<HookObserver.Factory> observers;

    private final Supplier<List<EventOutlet>> outlets;

    private final Sending sending;

    private final Map<Class<?>, EventChannel> channels = new ConcurrentHashMap<>();

    private final AtomicBoolean early = new AtomicBoolean();

    private final AtomicBoolean late = new AtomicBoolean();

    private volatile boolean started;

    /**
     * A sender for the receivers of an application context and its parents.
     *
     * @param context whose listeners receive
     * @param catalog the events that the application knows
     * @param switches which events are sent at all
     * @param observers makes the observers of events and receivers; not asked before all singletons are there
     * @param outlets by which events leave the application; not asked before all singletons are there
     * @param sending what all sends have in common
     */
    EventSender(
            ConfigurableApplicationContext context,
            HookCatalog catalog,
            HookSwitches switches,
            Supplier<HookObserver.Factory> observers,
            Supplier<List<EventOutlet>> outlets,
            Sending sending) {
        this.context = context;
        this.publisher = context::publishEvent;
        this.catalog = catalog;
        this.switches = switches;
        this.observers = observers;
        this.outlets = outlets;
        this.sending = sending;
    }

    @Override
    public void afterSingletonsInstantiated() {
        started = true;
    }

    @Override
    public SendResult send(OpenEdxEvent event) {
        return sendAt(event, null);
    }

    @Override
    public SendResult send(OpenEdxEvent event, Instant time) {
        return sendAt(event, Objects.requireNonNull(time, "time"));
    }

    private SendResult sendAt(OpenEdxEvent event, @Nullable Instant time) {
        EventChannel channel = channel(event);
        return channel.admits(event) ? send(EventRun.of(event, channel, time), publisher) : SendResult.notSent();
    }

    @Override
    public void sendAfterCommit(OpenEdxEvent event) {
        if (!EventChannel.TRANSACTIONS_PRESENT || !AfterCommit.isPossible()) {
            send(event);
            return;
        }
        EventChannel channel = channel(event);
        if (channel.admits(event)) {
            EventRun<?> run = EventRun.afterCommit(event, channel);
            run.leave();
            AfterCommit.add(run, waiting -> send(waiting, publisher));
        }
    }

    @Override
    public SendResult resend(OpenEdxEvent event, EventMetadata metadata) {
        return arrive(event, metadata, EventRun.Way.RESENT, publisher);
    }

    @Override
    public SendResult deliver(OpenEdxEvent event, EventMetadata metadata) {
        return arrive(event, metadata, EventRun.Way.DELIVERED, publisher);
    }

    @Override
    public SendResult deliver(OpenEdxEvent event, EventMetadata metadata, Set<String> onlyReceivers) {
        Set<String> names = Set.copyOf(onlyReceivers);
        return arrive(
                event, metadata, EventRun.Way.AGAIN, run -> sending.receivers().deliver(run, names));
    }

    private SendResult arrive(
            OpenEdxEvent event, EventMetadata metadata, EventRun.Way way, Consumer<EventRun<?>> listeners) {
        Objects.requireNonNull(metadata, "metadata");
        EventChannel channel = channel(event);
        return channel.admits(event)
                ? send(EventRun.arrived(event, channel, way, metadata), listeners)
                : SendResult.notSent();
    }

    /** What is sent before receivers are there, or after they are gone, fails nobody, but somebody should know. */
    private SendResult send(EventRun<?> run, Consumer<EventRun<?>> listeners) {
        if (!context.isActive()) {
            if (late.compareAndSet(false, true)) {
                log.warn("{} was sent after the application context was closed. Nobody hears what is sent then", run);
            }
            return SendResult.of(run::metadata, List.of());
        }
        SendResult result = run.send(listeners);
        if (!started && !run.isHeard() && early.compareAndSet(false, true)) {
            log.warn(
                    "{} was sent while the application's beans were being made. Receivers hear, and an event bus gets,"
                            + " only what is sent when all beans are there: for instance by an ApplicationRunner",
                    run);
        }
        return result;
    }

    @Override
    public boolean isAwaited(HookType type) {
        return find(type).map(sending.receivers()::isHeard).orElse(false);
    }

    @Override
    public EventMetadata metadata(HookType type) {
        int minorVersion = find(type).map(OpenEdxPublicSignal::minorVersion).orElse(0);
        return sending.metadata().create(type, minorVersion, Instant.now());
    }

    private Optional<OpenEdxPublicSignal<?>> find(HookType type) {
        return catalog.find(type.value())
                .filter(OpenEdxPublicSignal.class::isInstance)
                .map(signal -> (OpenEdxPublicSignal<?>) signal);
    }

    /** The run of an event that somebody else has published. */
    EventRun<?> unsent(OpenEdxEvent event) {
        return EventRun.unsent(event, channel(event));
    }

    private EventChannel channel(OpenEdxEvent event) {
        EventChannel channel = channels.get(event.getClass());
        return channel != null ? channel : open(event.getClass());
    }

    /**
     * Neither kept nor observed while the application starts or after it has ended: observers and outlets, and the
     * meters behind them, would be made too early or too late. Not {@code computeIfAbsent}, since making an observer
     * may send an event.
     */
    private EventChannel open(Class<?> eventClass) {
        OpenEdxPublicSignal<?> signal = OpenEdxPublicSignal.of(eventClass.asSubclass(OpenEdxEvent.class));
        HookSwitches.Switch enabled = switches.of(signal.type());
        if (!started || !context.isActive()) {
            return new EventChannel(signal, enabled, sending, HookObserver.Factory.NONE, List.of());
        }
        List<EventOutlet.Outgoing> outgoing = outlets.get().stream()
                .map(outlet -> outlet.of(signal))
                .filter(Objects::nonNull)
                .toList();
        EventChannel opened = new EventChannel(signal, enabled, sending, observers.get(), outgoing);
        EventChannel first = channels.putIfAbsent(eventClass, opened);
        return first != null ? first : opened;
    }
}
