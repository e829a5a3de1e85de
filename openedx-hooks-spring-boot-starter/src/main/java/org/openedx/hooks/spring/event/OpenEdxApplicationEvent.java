/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.ReceiverFailure;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.ResolvableType;

/**
 * What travels through Spring's publisher when an Open edX event is sent: the event and its metadata (SND-9). A
 * receiver that wants the metadata takes this as its parameter,
 * {@code OpenEdxApplicationEvent<CourseEnrollmentCreated>}; one that does not takes the event itself.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public final class OpenEdxApplicationEvent<E extends OpenEdxEvent> extends PayloadApplicationEvent<E> {

    private static final long serialVersionUID = 1L;

    private final transient EventChannel channel;

    private final transient @Nullable Instant time;

    private final transient boolean fromEventBus;

    private transient volatile @Nullable EventMetadata metadata;

    private transient volatile @Nullable List<ReceiverFailure> failures;

    private transient boolean heard;

    private transient @Nullable AuditTrail audit;

    private transient @Nullable Thread timedThread;

    private transient long clock;

    private transient @Nullable HookRun inside;

    private transient boolean robust;

    private transient @Nullable Set<String> onlyReceivers;

    OpenEdxApplicationEvent(Object source, E event, EventChannel channel, @Nullable Instant time) {
        this(source, event, channel, time, null);
    }

    OpenEdxApplicationEvent(Object source, E event, EventChannel channel, EventMetadata metadata) {
        this(source, event, channel, metadata.time(), metadata);
    }

    private OpenEdxApplicationEvent(
            Object source, E event, EventChannel channel, @Nullable Instant time, @Nullable EventMetadata metadata) {
        super(source, event, channel.payloadType());
        this.channel = channel;
        this.time = time;
        this.fromEventBus = metadata != null;
        this.robust = channel.isRobust();
        if (metadata != null) { // writing a volatile field costs, even null
            this.metadata = metadata;
        }
    }

    /**
     * The event's metadata, the same for all receivers.
     *
     * @return never {@literal null}
     */
    public EventMetadata metadata() {
        EventMetadata made = metadata;
        if (made == null) {
            synchronized (this) {
                made = metadata;
                if (made == null) {
                    made = channel.metadata(time != null ? time : timeOfSending());
                    metadata = made;
                }
            }
        }
        return made;
    }

    /**
     * Whether the event came from an event bus, and so must not be published there again (BUS-4).
     *
     * @return {@literal false} if this application has sent it first
     */
    public boolean isFromEventBus() {
        return fromEventBus;
    }

    /**
     * The receivers that have failed so far; those that run after the transaction come later than the sender's result.
     *
     * @return an immutable list
     */
    public List<ReceiverFailure> failures() {
        List<ReceiverFailure> found = failures;
        return found == null ? List.of() : found;
    }

    /** Spring would work this out anew for each listener, at several times the cost of calling it. */
    @Override
    public ResolvableType getResolvableType() {
        return channel.envelopeType();
    }

    /** Names the event's type only: the data may be personal (PII-3). */
    @Override
    public String toString() {
        return "OpenEdxApplicationEvent[" + channel.signal() + "]";
    }

    EventChannel channel() {
        return channel;
    }

    /** A receiver has taken the event, or will when the transaction ends. */
    void markHeard() {
        heard = true;
    }

    /** What a receiver on another thread may have said is seen sooner or later. */
    boolean isHeard() {
        return heard;
    }

    /** Receivers are isolated from each other, whatever is configured, and only some hear it again. */
    void robustTo(@Nullable Set<String> onlyReceivers) {
        this.robust = true;
        this.onlyReceivers = onlyReceivers;
    }

    boolean isRobust() {
        return robust;
    }

    @Nullable
    Set<String> onlyReceivers() {
        return onlyReceivers;
    }

    /** The run that receivers are part of, on whatever thread. */
    void inside(@Nullable HookRun run) {
        inside = run;
    }

    @Nullable
    HookRun inside() {
        return inside;
    }

    void audit(AuditTrail trail) {
        audit = trail;
    }

    @Nullable
    AuditTrail audit() {
        return audit;
    }

    synchronized void addFailure(ReceiverFailure failure) {
        List<ReceiverFailure> all = new ArrayList<>(failures());
        all.add(failure);
        failures = List.copyOf(all);
    }

    /**
     * While the event is being sent, one reading of the clock ends one receiver and starts the next: reading it costs
     * as much as calling a receiver. On other threads, and after the sending, each receiver reads it for itself.
     */
    void startSharingClock(long now) {
        timedThread = Thread.currentThread();
        clock = now;
    }

    void stopSharingClock() {
        timedThread = null;
    }

    long startClock() {
        return Thread.currentThread().equals(timedThread) ? clock : System.nanoTime();
    }

    long stopClock() {
        long now = System.nanoTime();
        if (Thread.currentThread().equals(timedThread)) {
            clock = now;
        }
        return now;
    }

    /**
     * The metadata is made for the first receiver that asks. Within the millisecond of the sending the clock is exact
     * to the microsecond; later the event's own time stamp is closer to the truth than the clock.
     */
    private Instant timeOfSending() {
        Instant now = Instant.now();
        return now.toEpochMilli() == getTimestamp() ? now : Instant.ofEpochMilli(getTimestamp());
    }
}
