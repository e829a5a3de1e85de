/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventHeaders;

/**
 * A broker's part in reading one topic for one group (BUS-7). It knows how to get messages, acknowledge them, keep dead
 * letters and move the group. When to read, what becomes of a message, what is tried again and when to give up is
 * decided elsewhere. Thread-safe, but for its sessions.
 *
 * @since 0.1.0
 */
public interface EventBusConsumer {

    /**
     * Connects. Called on each of the threads that are to read ({@link ConsumerSettings#concurrency()}): at start, and
     * again after a session has failed. Makes what the broker needs and has not: topic, stream or group. The first
     * session of the consumer moves the group if {@link ConsumerSettings#offsetTime()} or
     * {@link ConsumerSettings#lastReadMsgId()} says so, and goes on to read from there.
     *
     * <p>When this returns, the broker knows the group's place: what is published from now on will be read, whatever
     * becomes of the session.
     *
     * @return a session for this thread
     * @throws Exception if the broker is not there; it is tried again later
     */
    Session open() throws Exception;

    /**
     * By which names messages carry their metadata.
     *
     * @return the same object at every call, never {@literal null}
     */
    EventHeaders headers();

    /**
     * Reads the event in a message.
     *
     * @param message of this consumer
     * @param codec of the message's type
     * @param <E> the event
     * @return the event
     * @throws org.openedx.hooks.wire.WireFormatException if the bytes are no such event
     * @throws UnusableMessageException if the message cannot be read for another reason
     * @throws BrokerUnavailableException if something that is needed to read it is not there now, such as a registry of
     *     schemas. It is tried again until it is, and nothing behind the message is read meanwhile; after anything else
     *     that is thrown, the message is a dead letter
     */
    <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec);

    /**
     * Where the group's dead letters are.
     *
     * @return the same object at every call, never {@literal null}
     */
    DeadLetters deadLetters();

    /**
     * How far the group has come. Asked by operators and meters; answers within a few seconds.
     *
     * @return never {@literal null}
     * @throws Exception if the broker does not say
     */
    ConsumerPosition position() throws Exception;

    /**
     * Moves the group, so that its consumers read on from another place: back to read again what they have read, or
     * forward to leave out the rest. Sessions, here or elsewhere, may be reading; each goes on from the new place after
     * the message in hand.
     *
     * @param start where to read on
     * @param dryRun whether only to say what would be done
     * @return what was done, or would be
     * @throws IllegalArgumentException if this broker has no such place; the message says what one looks like
     * @throws Exception if the broker does not do it
     */
    Replay replay(StartPoint start, boolean dryRun) throws Exception;

    /**
     * A connection of one thread, which makes all calls but {@link #wakeup()}.
     *
     * @since 0.1.0
     */
    interface Session extends AutoCloseable {

        /**
         * One turn: waits a few seconds at most for messages, hands each to the handler, in order, and acknowledges
         * those that it has dealt with, not later than at the end of the turn. Messages that were read earlier and not
         * acknowledged come first.
         *
         * <p>Handling a message may take longer than the broker grants: the session sees to it that nobody else gets
         * the message meanwhile, where the broker offers a way.
         *
         * @param handler deals with messages; when it returns {@literal false}, or throws, neither that message nor any
         *     after it is acknowledged, and the turn ends. What it throws is passed on
         * @throws Exception if the broker fails. The session is then closed and, after a pause, another one opened
         */
        void poll(MessageHandler handler) throws Exception;

        /**
         * Instead of {@link #poll} while the consumer is paused: keeps the group's place, fetches nothing, and returns
         * after about a second.
         *
         * @throws Exception if the broker fails
         */
        default void idle() throws Exception {
            Thread.sleep(1000);
        }

        /** Makes a {@link #poll} or {@link #idle} that is waiting, or the next one, return early. Any thread. */
        default void wakeup() {}

        /** Disconnects, after an orderly end and after a failure. What was handled has been acknowledged already. */
        @Override
        void close();
    }

    /**
     * Deals with received messages.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface MessageHandler {

        /**
         * Hands the message to the receivers, as often as necessary, or to the dead letters. Returns when that is done,
         * however long it takes.
         *
         * @param message what was received
         * @return whether to acknowledge it and go on (ERR-5); {@literal false} if it was not dealt with, since the
         *     consumer is to stop
         */
        boolean handle(ReceivedMessage message);
    }
}
