/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.Printable;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with the messages of one consumer: finds out whether anybody wants them, hands them to the receivers, tries
 * those again that have failed, and gives up to the dead letters. Whatever is wrong with a message, the next one gets
 * its turn. Thread-safe.
 */
final class MessageProcessor implements EventBusConsumer.MessageHandler {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private static final Logger lost = LoggerFactory.getLogger(LostEvents.CATEGORY);

    /** How often the broker may refuse a dead letter. */
    private static final int REFUSALS = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EventBusConsumer consumer;

    private final String topic;

    private final String group;

    private final EventBusProperties.Retry retry;

    private final DeliveryTransaction transaction;

    private final ConsumerServices services;

    private final ConsumerLedger ledger;

    private final Patience patience;

    private final Map<String, EventCodec<?>> codecs = new ConcurrentHashMap<>();

    MessageProcessor(
            EventBusConsumer consumer,
            ConsumerSettings settings,
            EventBusProperties.Retry retry,
            DeliveryTransaction transaction,
            ConsumerServices services,
            ConsumerLedger ledger,
            Patience patience) {
        this.consumer = consumer;
        this.topic = settings.topic();
        this.group = settings.group();
        this.retry = retry;
        this.transaction = transaction;
        this.services = services;
        this.ledger = ledger;
        this.patience = patience;
    }

    @Override
    public boolean handle(ReceivedMessage message) {
        if (patience.isStopping()) {
            return false;
        }
        long started = System.nanoTime();
        Incoming incoming;
        try {
            EventCodec<?> codec = wanted(message);
            if (codec == null) {
                return dealtWith(message, null, MessageOutcome.SKIPPED, started);
            }
            incoming = readPatiently(message, codec);
        } catch (Throwable ex) {
            Fatal.rethrow(ex);
            return unusable(message, ex, started);
        }
        return incoming != null && deliver(message, incoming, started);
    }

    /**
     * Hands a dead letter to its receivers once more, on the thread of an operator. One that fails again is a dead
     * letter again.
     *
     * @throws BrokerUnavailableException if the letter cannot be read, or be put back, now
     * @throws Exception if it cannot be put back; it is still where it was
     */
    MessageOutcome redrive(DeadLetter letter) throws Exception {
        ReceivedMessage message = letter.message();
        try {
            EventCodec<?> codec = wanted(message);
            if (codec == null) {
                consumer.deadLetters().add(letter);
                return MessageOutcome.SKIPPED;
            }
            Incoming incoming = read(message, codec);
            Attempt attempt = attempt(message, incoming, letter.receivers());
            if (attempt.failure == null) {
                return MessageOutcome.PROCESSED;
            }
            again(letter, DeadLetter.Reason.RECEIVER_FAILED, attempt.failed, attempt.failure);
        } catch (WireFormatException | UnusableMessageException ex) {
            again(letter, DeadLetter.Reason.UNUSABLE, letter.receivers(), ex);
        }
        return MessageOutcome.FAILED;
    }

    private void again(DeadLetter letter, DeadLetter.Reason reason, Set<String> receivers, Throwable failure)
            throws Exception {
        consumer.deadLetters().add(letter(letter.message(), reason, receivers, failure, letter.attempts() + 1));
    }

    private Incoming read(ReceivedMessage message, EventCodec<?> codec) {
        EventMetadata metadata = consumer.headers().read(message.headers(), services.delivery()::metadata);
        return new Incoming(consumer.decode(message, codec), metadata);
    }

    /** Waits for what is needed to read the message; {@literal null} if the consumer is to stop. */
    private @Nullable Incoming readPatiently(ReceivedMessage message, EventCodec<?> codec) {
        Backoff backoff = new Backoff(retry.delay(), LONGEST_PAUSE);
        for (boolean first = true; ; first = false, backoff = backoff.next()) {
            try {
                return read(message, codec);
            } catch (BrokerUnavailableException ex) {
                if (first) {
                    log.warn("The message at {} of {} cannot be read now", position(message), topic, ex);
                }
                if (!patience.sleepUnlessStopping(backoff.pause())) {
                    return null;
                }
            }
        }
    }

    /** The codec of the message's type; {@literal null} if nobody here wants it, or it is switched off (BUS-5). */
    private @Nullable EventCodec<?> wanted(ReceivedMessage message) {
        String type = consumer.headers().type(message.headers());
        EventCodec<?> codec = codecs.get(type);
        if (codec != null) {
            return isWanted(codec.definition().type()) ? codec : null;
        }
        if (!(services.catalog().find(type).orElse(null) instanceof OpenEdxPublicSignal<?> signal)) {
            log.debug("The type of the message at {} is unknown: {}", position(message), Printable.of(type, 100));
            return null;
        }
        if (!isWanted(signal.type())) {
            return null;
        }
        if (!signal.isBusCapable()) {
            throw new UnusableMessageException(signal + " cannot travel: there is no schema to read it with", null);
        }
        codec = services.codecs().of(signal.hookClass().asSubclass(OpenEdxEvent.class));
        codecs.put(type, codec);
        return codec;
    }

    private boolean isWanted(HookType type) {
        return services.delivery().isAwaited(type)
                && services.switches().of(type).isOn();
    }

    private boolean deliver(ReceivedMessage message, Incoming incoming, long started) {
        EventMetadata metadata = incoming.metadata;
        services.audit().received(group, message, metadata);
        BusSpans.Span span = services.spans().consuming(metadata.type(), group, message);
        Attempt last = null;
        try {
            last = attempts(message, incoming);
        } finally {
            span.ended(last == null ? null : last.failure);
        }
        if (last == null) {
            return false;
        }
        if (last.failure == null) {
            return dealtWith(message, metadata.type(), MessageOutcome.PROCESSED, started);
        }
        log.error(
                "The message at {} of {} is now a dead letter of {}, after {} attempts: {} failed",
                position(message),
                topic,
                group,
                retry.attempts(),
                last.failed.isEmpty() ? "the delivery" : last.failed);
        DeadLetter letter =
                letter(message, DeadLetter.Reason.RECEIVER_FAILED, last.failed, last.failure, retry.attempts());
        return bury(letter) && dealtWith(message, metadata.type(), MessageOutcome.FAILED, started);
    }

    /**
     * The first attempt with all receivers, the others with those that have failed: nobody runs again without need.
     * {@literal null} if the application does not wait for a further one.
     */
    private @Nullable Attempt attempts(ReceivedMessage message, Incoming incoming) {
        Attempt last = attempt(message, incoming, Set.of());
        Backoff backoff = new Backoff(retry.delay(), retry.maxDelay());
        for (int number = 2; last.failure != null && number <= retry.attempts(); number++, backoff = backoff.next()) {
            if (!patience.sleep(backoff.pause())) {
                return null;
            }
            last = attempt(message, incoming, last.failed);
        }
        return last;
    }

    /** With all receivers if none are named. */
    private Attempt attempt(ReceivedMessage message, Incoming incoming, Set<String> receivers) {
        List<WorkCycleCallback> entered = new ArrayList<>();
        WorkCycle cycle = new WorkCycle(topic, group, message.position(), incoming.metadata);
        try {
            for (WorkCycleCallback callback : services.callbacks()) {
                callback.before(cycle);
                entered.add(0, callback);
            }
            SendResult result = transaction.around(() -> send(incoming, receivers));
            return Attempt.of(result.failures(), ledger);
        } catch (Throwable ex) {
            // Receivers do not throw: it is a callback, or the transaction, which has undone what they did.
            Fatal.rethrow(ex);
            ledger.failed(ex);
            log.warn("The message at {} of {} could not be delivered", position(message), topic, ex);
            return new Attempt(receivers, ex);
        } finally {
            entered.forEach(callback -> after(callback, cycle));
            patience.forgetInterrupt();
        }
    }

    private SendResult send(Incoming incoming, Set<String> receivers) {
        return receivers.isEmpty()
                ? services.delivery().deliver(incoming.event, incoming.metadata)
                : services.delivery().deliver(incoming.event, incoming.metadata, receivers);
    }

    private static void after(WorkCycleCallback callback, WorkCycle cycle) {
        try {
            callback.after(cycle);
        } catch (Throwable ex) {
            Fatal.rethrow(ex);
            log.error("{} failed after a message", callback.getClass().getName(), ex);
        }
    }

    private boolean unusable(ReceivedMessage message, Throwable why, long started) {
        boolean ours = why instanceof WireFormatException || why instanceof UnusableMessageException;
        log.error(
                "The message at {} of {} is unusable, and now a dead letter of {}: {}",
                position(message),
                topic,
                group,
                ours ? why.getMessage() : why.getClass().getName());
        DeadLetter letter = letter(message, DeadLetter.Reason.UNUSABLE, Set.of(), why, 1);
        return bury(letter) && dealtWith(message, null, MessageOutcome.UNUSABLE, started);
    }

    private DeadLetter letter(
            ReceivedMessage message, DeadLetter.Reason reason, Set<String> receivers, Throwable why, int attempts) {
        String exception = why.getClass().getName();
        return new DeadLetter(message, reason, receivers, exception, attempts, Instant.now(), services.host());
    }

    /**
     * Waits for a broker that is away, as long as the consumer need not stop; {@literal false} if it must. A letter
     * that the broker never takes holds nobody up: it has a line in the log, and is still in its topic.
     */
    private boolean bury(DeadLetter letter) {
        Backoff backoff = new Backoff(retry.delay(), LONGEST_PAUSE);
        for (int refused = 0; ; backoff = backoff.next()) {
            try {
                consumer.deadLetters().add(letter);
                return true;
            } catch (Throwable ex) {
                Fatal.rethrow(ex);
                boolean away = ex instanceof BrokerUnavailableException || ex instanceof InterruptedException;
                if (!away && ++refused >= REFUSALS) {
                    lost.error(
                            "No dead letter: topic={}, group={}, position={}, reason={}, receivers={}",
                            Printable.of(topic),
                            Printable.of(group),
                            position(letter.message()),
                            letter.reason(),
                            letter.receivers(),
                            ex);
                    return true;
                }
                log.warn("A message of {} is not among the dead letters of {} yet", topic, group, ex);
            }
            if (!patience.sleepUnlessStopping(backoff.pause())) {
                return false;
            }
        }
    }

    private boolean dealtWith(ReceivedMessage message, @Nullable HookType type, MessageOutcome outcome, long started) {
        ledger.dealtWith(message, type, outcome);
        services.meters().consumed(type, topic, group, outcome, System.nanoTime() - started);
        services.audit().dealtWith(group, message, outcome);
        return true;
    }

    private static String position(ReceivedMessage message) {
        return Printable.of(message.position(), 100);
    }

    /** What a message says. */
    private record Incoming(OpenEdxEvent event, EventMetadata metadata) {}

    /**
     * How handing over a message went.
     *
     * @param failed the receivers that failed; empty if all have to get it again
     * @param failure what the last of them threw; {@literal null} if none failed
     */
    private record Attempt(Set<String> failed, @Nullable Throwable failure) {

        static final Attempt SUCCESSFUL = new Attempt(Set.of(), null);

        static Attempt of(List<ReceiverFailure> failures, ConsumerLedger ledger) {
            Attempt attempt = SUCCESSFUL;
            Set<String> failed = new HashSet<>();
            for (ReceiverFailure failure : failures) {
                ledger.failed(failure.exception());
                failed.add(failure.receiver());
                attempt = new Attempt(failed, failure.exception());
            }
            return attempt;
        }
    }
}
