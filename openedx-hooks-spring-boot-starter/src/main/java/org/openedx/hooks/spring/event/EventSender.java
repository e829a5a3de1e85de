/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Sends events through Spring's publisher, so that whatever listens to Spring's events listens to these.
 *
 * @since 0.1.0
 */
public final class EventSender implements OpenEdxEvents, EventDelivery {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            EventSender.class.getClassLoader());

    /** Listeners that are not ours do not say who they are. */
    private static final String FOREIGN_LISTENER = "ApplicationListener";

    private final ApplicationContext context;

    private final HookCatalog catalog;

    private final HookSwitches switches;

    private final EventMetadataFactory metadata;

    private final Supplier<List<EventOutlet>> outlets;

    private final Supplier<HookObserver.Factory> observers;

    private final EventReceivers receivers;

    private final EventUsage usage;

    private final boolean robust;

    private final int maxDepth;

    private final Map<Class<?>, EventChannel> channels = new ConcurrentHashMap<>();

    /**
     * A sender for the receivers of an application context and its parents.
     *
     * @param context whose listeners receive
     * @param catalog the events that the application knows
     * @param switches which events are sent at all
     * @param metadata makes the metadata of sent events
     * @param observers makes the observers of events and receivers; asked for each event when it is first sent
     * @param outlets by which events leave the application; asked for each event when it is first sent
     * @param usage remembers what was sent
     * @param robust whether failing receivers leave the sender and the other receivers alone (SND-4, SND-5)
     * @param maxDepth how many events may be sent inside each other on a thread, at least 1
     * @throws IllegalArgumentException if nothing could be sent
     */
    public EventSender(
            ApplicationContext context,
            HookCatalog catalog,
            HookSwitches switches,
            EventMetadataFactory metadata,
            Supplier<HookObserver.Factory> observers,
            Supplier<List<EventOutlet>> outlets,
            EventUsage usage,
            boolean robust,
            int maxDepth) {
        if (maxDepth < 1) {
            throw new IllegalArgumentException("openedx.hooks.events.max-depth must be at least 1, but is " + maxDepth);
        }
        this.context = context;
        this.catalog = catalog;
        this.switches = switches;
        this.metadata = metadata;
        this.observers = observers;
        this.outlets = outlets;
        this.receivers = new EventReceivers(context);
        this.usage = usage;
        this.robust = robust;
        this.maxDepth = maxDepth;
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
        return channel.isEnabled()
                ? publish(new OpenEdxApplicationEvent<>(context, event, channel, time))
                : SendResult.notSent();
    }

    @Override
    public void sendAfterCommit(OpenEdxEvent event) {
        Objects.requireNonNull(event, "event");
        if (!TRANSACTIONS_PRESENT || !AfterCommit.register(this, event, Instant.now())) {
            send(event);
        }
    }

    @Override
    public SendResult resend(OpenEdxEvent event, EventMetadata metadata) {
        Objects.requireNonNull(metadata, "metadata");
        EventChannel channel = channel(event);
        return channel.isEnabled()
                ? publish(new OpenEdxApplicationEvent<>(context, event, channel, metadata))
                : SendResult.notSent();
    }

    @Override
    public SendResult deliver(OpenEdxEvent event, EventMetadata metadata) {
        return deliverTo(event, metadata, null);
    }

    @Override
    public SendResult deliver(OpenEdxEvent event, EventMetadata metadata, Set<String> onlyReceivers) {
        return deliverTo(event, metadata, Set.copyOf(onlyReceivers));
    }

    private SendResult deliverTo(OpenEdxEvent event, EventMetadata metadata, @Nullable Set<String> onlyReceivers) {
        Objects.requireNonNull(metadata, "metadata");
        EventChannel channel = channel(event);
        if (!channel.isEnabled()) {
            return SendResult.notSent();
        }
        OpenEdxApplicationEvent<?> envelope = new OpenEdxApplicationEvent<>(context, event, channel, metadata);
        envelope.robustTo(onlyReceivers);
        return publish(envelope);
    }

    @Override
    public boolean isAwaited(HookType type) {
        return catalog.find(type.value())
                .filter(OpenEdxPublicSignal.class::isInstance)
                .map(signal -> receivers.isHeard((OpenEdxPublicSignal<?>) signal))
                .orElse(false);
    }

    @Override
    public EventMetadata metadata(HookType type) {
        int minorVersion = catalog.find(type.value())
                .filter(OpenEdxPublicSignal.class::isInstance)
                .map(HookDefinition::minorVersion)
                .orElse(0);
        return metadata.create(type, minorVersion, Instant.now());
    }

    /** An envelope for an event that somebody else has published. */
    OpenEdxApplicationEvent<?> envelope(OpenEdxEvent event) {
        return new OpenEdxApplicationEvent<>(context, event, channel(event), (Instant) null);
    }

    private EventChannel channel(OpenEdxEvent event) {
        EventChannel channel = channels.get(event.getClass());
        return channel != null ? channel : channels.computeIfAbsent(event.getClass(), this::open);
    }

    private EventChannel open(Class<?> eventClass) {
        OpenEdxPublicSignal<?> signal = OpenEdxPublicSignal.of(eventClass.asSubclass(OpenEdxEvent.class));
        return new EventChannel(
                signal,
                switches.of(signal.type()),
                robust,
                receivers,
                usage,
                metadata,
                observers.get(),
                outlets.get().stream()
                        .map(outlet -> outlet.of(signal))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private SendResult publish(OpenEdxApplicationEvent<?> envelope) {
        OpenEdxPublicSignal<?> signal = envelope.channel().signal();
        NestedHooks thread = NestedHooks.ofThread();
        thread.begin(signal, maxDepth);
        HookRun outer = thread.current();
        try {
            return publish(envelope, thread);
        } finally {
            thread.end(signal, maxDepth);
            thread.resume(outer);
        }
    }

    private SendResult publish(OpenEdxApplicationEvent<?> envelope, NestedHooks thread) {
        EventChannel channel = envelope.channel();
        Set<String> only = envelope.onlyReceivers();
        if (only == null) {
            channel.markSent();
        }
        AuditTrail audit = AuditTrail.begin();
        boolean observed = channel.isTimed();
        boolean timed = observed || audit != null;
        HookRun run = channel.observer();
        long started = 0;
        if (observed) {
            run = thread.start(channel.observer());
            envelope.inside(thread.current());
        }
        if (audit != null) {
            envelope.audit(audit);
        }
        if (timed) {
            started = System.nanoTime();
            envelope.startSharingClock(started);
        }
        boolean left = false;
        Throwable thrown = null;
        try {
            if (only == null) {
                channel.leave(envelope);
                left = true;
                context.publishEvent(envelope);
            } else {
                receivers.deliver(envelope, only);
            }
        } catch (Throwable ex) {
            thrown = ex;
        }
        if (thrown != null && left && mayBeKept(envelope, thrown)) {
            Failures.report(envelope, FOREIGN_LISTENER, thrown);
            if (audit != null) {
                audit.received(envelope, FOREIGN_LISTENER, 0, thrown);
            }
            thrown = null;
        }
        if (!envelope.isHeard() && only == null) {
            channel.unmarked();
        }
        Throwable failure = thrown != null ? thrown : firstOf(envelope);
        if (timed) {
            envelope.stopSharingClock();
        }
        long nanos = timed ? System.nanoTime() - started : 0;
        if (observed || failure != null) {
            run.ended(failure == null ? HookOutcome.SUCCESS : HookOutcome.FAILURE, nanos, failure);
        }
        if (audit != null) {
            audit.sent(envelope, nanos, failure);
        }
        if (thrown != null) {
            throw Failures.<RuntimeException>unchanged(thrown);
        }
        return SendResult.of(envelope::metadata, envelope.failures());
    }

    private static boolean mayBeKept(OpenEdxApplicationEvent<?> envelope, Throwable thrown) {
        return envelope.isRobust() && !(thrown instanceof VirtualMachineError) && !Failures.isOfStoring(thrown);
    }

    private static @Nullable Throwable firstOf(OpenEdxApplicationEvent<?> envelope) {
        List<ReceiverFailure> failures = envelope.failures();
        return failures.isEmpty() ? null : failures.get(0).exception();
    }

    /** Apart, since Spring's transactions may not be there. */
    private static final class AfterCommit {

        static boolean register(EventSender sender, OpenEdxEvent event, Instant time) {
            if (!TransactionSynchronizationManager.isSynchronizationActive()
                    || !TransactionSynchronizationManager.isActualTransactionActive()) {
                return false;
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    sender.send(event, time);
                }
            });
            return true;
        }
    }
}
