/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxPublicSignal;

/**
 * A way by which events leave the application, such as an event bus. Beans of this type are asked for each event when
 * it is first sent, in their order. Must be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EventOutlet {

    /**
     * How an event leaves.
     *
     * @param signal which event
     * @return what takes each of it, kept for the life of the application; {@literal null} if it never leaves this way
     */
    @Nullable
    Outgoing of(OpenEdxPublicSignal<?> signal);

    /**
     * Takes the events of one type.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Outgoing {

        /**
         * Takes an event, on the sender's thread, in its transaction if there is one, and before any receiver. What
         * this throws reaches the sender as it is, whatever {@code openedx.hooks.events.robust} says, and no receiver
         * hears of the event. It is not asked when an event is {@linkplain EventDelivery#deliver delivered} to named
         * receivers again.
         *
         * @param event the event with its metadata; it must not go back to the bus it
         *     {@linkplain OpenEdxApplicationEvent#isFromEventBus() came from} (BUS-4)
         * @return whether the event leaves, and so is not unheard even if no receiver takes it
         */
        boolean take(OpenEdxApplicationEvent<?> event);
    }
}
