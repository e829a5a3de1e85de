/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/**
 * Puts events on a broker (BUS-6). All calls but {@link #objectionTo} come from threads that belong to the event bus,
 * never from a thread of the application: they may block, and are interrupted when the application has waited long
 * enough for its end. There may be several such threads; a topic has one at a time.
 *
 * @since 0.1.0
 */
public interface EventBusProducer {

    /**
     * Begins to publish. Messages with the same topic and key are stored in the order of the calls; many may be on
     * their way at once, and a producer may gather some until {@link #flush()}.
     *
     * <p>The returned stage, and this method, fail with a {@link BrokerUnavailableException} if the broker could not be
     * reached or did not answer in time: the message is then tried again, after all others that are on their way have
     * come to an end. Any other failure is final and concerns this message alone.
     *
     * <p>The bytes are passed on as they are, and never changed.
     *
     * @param message what to publish; its topic is the full one
     * @return completed when the broker has stored it; on any thread. As a future it may be cancelled by a caller who
     *     waits no longer and is going to try again: what can still be kept from being stored should be
     */
    CompletionStage<Receipt> publish(EventMessage message);

    /** Sends what was gathered. Called when there is nothing more to publish for now; need not wait for the answers. */
    default void flush() {}

    /**
     * Why this broker, or what usually belongs to it, does not take events of a type for a topic. Asked at startup for
     * each route; the answer is a warning for the operator.
     *
     * @param type the type
     * @param topic the full topic
     * @return a sentence, {@literal null} if there is no objection
     */
    default @Nullable String objectionTo(HookType type, String topic) {
        return null;
    }
}
