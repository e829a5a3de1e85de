/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.openedx.hooks.Thrown;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.springframework.core.ResolvableType;

/**
 * An event on its way: the one owner of all that becomes of it. It calls the receivers, on the sender's thread, later
 * or on other threads, and tells observers, the audit trail, the log and the sender how it went.
 */
final class EventRun<E extends OpenEdxEvent> extends OpenEdxApplicationEvent<E> implements Supplier<EventMetadata> {

    private static final long serialVersionUID = 1L;

    /** Listeners that are not ours do not say who they are. */
    private static final String FOREIGN_LISTENER = "ApplicationListener";

    private final transient EventChannel channel;

    private final transient Way way;

    private final transient @Nullable Instant time;

    private transient volatile @Nullable EventMetadata metadata;

    private transient volatile @Nullable List<ReceiverFailure> failures;

    private transient boolean heard;

    /** Whether outlets have had it: what they throw is the sender's, what comes later is not. */
    private transient boolean left;

    private transient @Nullable AuditTrail audit;

    /** What receivers are part of, on whatever thread. */
    private transient @Nullable HookRun inside;

    /** While the event is being sent: the sender's thread, and what is known of it. */
    private transient @Nullable Thread senderThread;

    private transient @Nullable NestedHooks nested;

    private transient long clock;

    private EventRun(E event, EventChannel channel, Way way, @Nullable Instant time, @Nullable EventMetadata metadata) {
        super(channel.source(), event, channel.payloadType());
        this.channel = channel;
        this.way = way;
        this.time = time;
        if (metadata != null) { // writing a volatile field costs, even null
            this.metadata = metadata;
        }
    }

    /** An event that has happened at a time, by default now. */
    static <E extends OpenEdxEvent> EventRun<E> of(E event, EventChannel channel, @Nullable Instant time) {
        return new EventRun<>(event, channel, Way.SENT, time, null);
    }

    /** An event that has happened now, and is sent when the transaction has committed. */
    static <E extends OpenEdxEvent> EventRun<E> afterCommit(E event, EventChannel channel) {
        return new EventRun<>(event, channel, Way.AFTER_COMMIT, Instant.now(), null);
    }

    /** An event that came from elsewhere with its metadata. */
    static <E extends OpenEdxEvent> EventRun<E> arrived(
            E event, EventChannel channel, Way way, EventMetadata metadata) {
        return new EventRun<>(event, channel, way, metadata.time(), metadata);
    }

    /** An event that somebody else has published, in the name of whatever runs on the thread. */
    static <E extends OpenEdxEvent> EventRun<E> unsent(E event, EventChannel channel) {
        EventRun<E> run = of(event, channel, null);
        run.inside = NestedHooks.ofThread().current();
        return run;
    }

    @Override
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
     * The metadata is made for the first receiver that asks. Within the millisecond of the sending the clock is exact
     * to the microsecond; later the event's own time stamp is closer to the truth than the clock.
     */
    private Instant timeOfSending() {
        Instant now = Instant.now();
        return now.toEpochMilli() == getTimestamp() ? now : Instant.ofEpochMilli(getTimestamp());
    }

    @Override
    public boolean isFromEventBus() {
        return way.arrives;
    }

    @Override
    public boolean isSentAfterCommit() {
        return way == Way.AFTER_COMMIT;
    }

    @Override
    public List<ReceiverFailure> failures() {
        List<ReceiverFailure> found = failures;
        return found == null ? List.of() : found;
    }

    /** What the sender's result asks when somebody asks it. */
    @Override
    public EventMetadata get() {
        return metadata();
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

    /**
     * Whether a receiver has taken the event, or will when the transaction ends; from other threads known sooner or
     * later.
     */
    boolean isHeard() {
        return heard;
    }

    /** A receiver will take the event when the transaction ends. */
    void markHeard() {
        heard = true;
    }

    /** Gives the event to the outlets, once; what they throw is thrown on. */
    void leave() {
        if (!left) {
            heard |= way != Way.AGAIN && channel.leave(this);
            left = true;
        }
    }

    /** Sends the event by a way that leads to its receivers. */
    SendResult send(Consumer<? super EventRun<?>> listeners) {
        NestedHooks thread = NestedHooks.ofThread();
        channel.begin(thread);
        HookRun outer = thread.current();
        try {
            return send(listeners, thread);
        } finally {
            channel.end(thread);
            thread.resume(outer);
        }
    }

    private SendResult send(Consumer<? super EventRun<?>> listeners, NestedHooks thread) {
        AuditTrail trail = AuditTrail.begin(this, channel.signal());
        if (trail != null) { // to write a field costs more than to ask, here and below
            audit = trail;
        }
        EventObservers observers = channel.observers();
        boolean observed = observers.isTimed();
        HookRun run = observed ? thread.start(observers.ofEvent()) : observers.ofEvent();
        HookRun current = thread.current();
        if (current != null) {
            inside = current;
        }
        boolean timed = observed || trail != null;
        long started = timed ? startClock(thread) : 0;
        Throwable thrown = null;
        try {
            leave();
            listeners.accept(this);
        } catch (Throwable ex) {
            thrown = kept(ex) ? null : ex;
        }
        if (way != Way.AGAIN) {
            channel.sent(heard);
        }
        List<ReceiverFailure> failed = failures();
        Throwable failure =
                thrown != null || failed.isEmpty() ? thrown : failed.get(0).exception();
        long nanos = 0;
        if (timed) {
            senderThread = null;
            nanos = System.nanoTime() - started;
        }
        tell(run, observed, nanos, failure);
        if (trail != null) {
            trail.sent(nanos, failure);
        }
        if (thrown != null) {
            throw Thrown.again(thrown);
        }
        return SendResult.of(this, failed);
    }

    /** Whether a failure of a listener that is not ours is kept from the sender (SND-4). */
    private boolean kept(Throwable thrown) {
        boolean kept = left && isRobust() && !(thrown instanceof VirtualMachineError) && !Failures.isOfStoring(thrown);
        if (kept) {
            if (audit != null) {
                audit.received(FOREIGN_LISTENER, 0, thrown);
            }
            failed(FOREIGN_LISTENER, thrown);
        }
        return kept;
    }

    /** A listener's receiver takes the event. */
    void receive(ReceiverListener listener) {
        heard = true;
        Receiver receiver = listener.receiver();
        Receiver.Observed how = receiver.observed(channel.observers());
        if (receiver.handsOver()) {
            offer(listener, how);
            return;
        }
        long started = how.timed() || audit != null ? clock() : 0;
        NestedHooks thread = how.timed() ? thread() : null;
        HookRun outer = thread == null ? null : thread.current();
        HookRun run = how.observer();
        CompletableFuture<?> pending = null;
        Throwable failure = null;
        try {
            Consumer<Object> direct = receiver.direct(listener);
            if (direct == null ? !listener.accepts(this) : !how.taken()) {
                return;
            }
            if (thread != null) {
                thread.resume(inside);
                run = thread.start(how.observer());
            }
            if (direct != null) {
                direct.accept(how.envelope() ? this : getPayload());
            } else {
                pending = ReturnedEvents.publish(listener.invoke(this), listener);
            }
        } catch (Throwable ex) {
            failure = Failures.unwrap(ex);
        } finally {
            if (thread != null) {
                thread.resume(outer);
            }
        }
        returned(receiver, run, how.timed(), started, pending, failure);
    }

    /** The run is observed on its own thread; here only what never gets there, and what nobody there would tell. */
    private void offer(ReceiverListener listener, Receiver.Observed how) {
        Receiver receiver = listener.receiver();
        long started = how.timed() || audit != null ? clock() : 0;
        HandOver handOver = new HandOver(invocation -> runElsewhere(invocation, receiver, how));
        CompletableFuture<?> pending = null;
        Throwable failure = null;
        try {
            if (!listener.accepts(this)) {
                return;
            }
            Object result = handOver.offer(() -> listener.invoke(this));
            receiver.handsOver(handOver.isTaken());
            if (handOver.isTaken()) {
                ReturnedEvents.publishElsewhere(result, listener, ex -> failedLater(receiver, ex));
            } else {
                pending = ReturnedEvents.publish(result, listener);
            }
        } catch (Throwable ex) {
            failure = Failures.unwrap(ex);
        }
        if (failure != null || !handOver.isTaken()) {
            returned(receiver, how.observer(), how.timed(), started, pending, failure);
        } else if (audit != null) {
            audit.handedOver(receiver.name());
        }
    }

    /** A receiver's run on the thread that has taken it over. */
    private @Nullable Object runElsewhere(MethodInvocation invocation, Receiver receiver, Receiver.Observed how)
            throws Throwable {
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        thread.resume(inside);
        HookRun run = how.timed() ? thread.start(how.observer()) : how.observer();
        long started = System.nanoTime();
        Object result = null;
        Throwable thrown = null;
        try {
            result = invocation.proceed();
        } catch (Throwable ex) {
            thrown = ex;
        }
        thread.resume(outer);
        Throwable failure = thrown != null
                ? Failures.unwrap(thrown)
                : result instanceof Future<?> future ? Failures.of(future) : null;
        endedLater(receiver, run, how.timed(), System.nanoTime() - started, failure);
        if (thrown != null && !mayBeKept(invocation, thrown)) {
            throw thrown;
        }
        return result;
    }

    /** A future must fail, and an application that has its own handler of such exceptions wants to see them. */
    private boolean mayBeKept(MethodInvocation invocation, Throwable thrown) {
        return isRobust()
                && !(thrown instanceof VirtualMachineError)
                && !Future.class.isAssignableFrom(invocation.getMethod().getReturnType())
                && !channel.handlesUncaughtExceptions();
    }

    /** A receiver has returned or thrown; its run has ended, unless it waits for what it has returned. */
    private void returned(
            Receiver receiver,
            HookRun run,
            boolean timed,
            long started,
            @Nullable CompletableFuture<?> pending,
            @Nullable Throwable thrown) {
        if (pending != null && !pending.isDone()) {
            run.detached();
            CompletableFuture<?> unused = pending.whenComplete((nothing, ex) ->
                    endedLater(receiver, run, timed, System.nanoTime() - started, Failures.unwrap(ex)));
            return;
        }
        Throwable failure = pending == null ? thrown : Failures.of(pending);
        long nanos = timed || audit != null ? stopClock() - started : 0;
        tell(run, timed, nanos, failure);
        if (audit != null) {
            audit.received(receiver.name(), nanos, failure);
        }
        if (failure != null) {
            failed(receiver.name(), failure);
        }
    }

    /** The sender does not wait for this, so it is no part of the result. */
    private void endedLater(Receiver receiver, HookRun run, boolean timed, long nanos, @Nullable Throwable failure) {
        tell(run, timed, timed ? nanos : 0, failure);
        if (audit != null) {
            audit.received(receiver.name(), nanos, failure);
        }
        if (failure != null && isRobust()) {
            failedLater(receiver, failure);
        }
    }

    private void failedLater(Receiver receiver, Throwable failure) {
        Failures.log(channel.signal(), receiver.name(), failure);
    }

    private static void tell(HookRun run, boolean timed, long nanos, @Nullable Throwable failure) {
        if (timed || failure != null) {
            run.ended(failure == null ? HookOutcome.SUCCESS : HookOutcome.FAILURE, nanos, failure);
        }
    }

    /** One line with hook type, receiver and stack trace, and an entry in the sender's result. */
    private void failed(String receiver, Throwable failure) {
        if (!isRobust() || failure instanceof VirtualMachineError) {
            throw Thrown.again(failure);
        }
        Thrown.keepInterrupt(failure);
        Failures.log(channel.signal(), receiver, failure);
        synchronized (this) {
            List<ReceiverFailure> all = new ArrayList<>(failures());
            all.add(new ReceiverFailure(receiver, failure));
            failures = List.copyOf(all);
        }
    }

    private boolean isRobust() {
        return way.alwaysRobust || channel.isRobust();
    }

    /**
     * While the event is being sent, one reading of the clock ends one receiver and starts the next: reading it costs
     * as much as calling a receiver. On other threads, and after the sending, each receiver reads it for itself.
     */
    private long startClock(NestedHooks thread) {
        nested = thread;
        senderThread = Thread.currentThread();
        clock = System.nanoTime();
        return clock;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isBeingSentHere() {
        return Thread.currentThread() == senderThread;
    }

    private long clock() {
        return isBeingSentHere() ? clock : System.nanoTime();
    }

    private long stopClock() {
        long now = System.nanoTime();
        if (isBeingSentHere()) {
            clock = now;
        }
        return now;
    }

    private NestedHooks thread() {
        NestedHooks known = nested;
        return known != null && isBeingSentHere() ? known : NestedHooks.ofThread();
    }

    /** How an event comes to its receivers. */
    enum Way {
        SENT(false, false),

        AFTER_COMMIT(false, false),

        /** From an event bus, by whatever has taken it from there. */
        RESENT(true, false),

        /** From an event bus, for whoever wants to know which receivers have failed. */
        DELIVERED(true, true),

        /** The same once more, for some of the receivers: for nobody else is there anything new. */
        AGAIN(true, true);

        private final boolean arrives;

        private final boolean alwaysRobust;

        Way(boolean arrives, boolean alwaysRobust) {
            this.arrives = arrives;
            this.alwaysRobust = alwaysRobust;
        }
    }
}
