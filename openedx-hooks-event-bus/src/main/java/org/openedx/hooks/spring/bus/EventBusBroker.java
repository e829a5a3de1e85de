/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/**
 * What carries events between applications. A bean of this type is all that a broker brings: which events go where,
 * what is tried again, what is told to operators is the same for all brokers and not its business. Thread-safe.
 *
 * <p>If there are several, {@code event-bus.producer} and {@code event-bus.consumer} choose by {@linkplain #name()
 * name} (BUS-8). None of the methods here may wait for the broker: the application starts without it.
 *
 * @since 0.1.0
 */
public interface EventBusBroker {

    /**
     * What it is called in settings, meters and messages.
     *
     * @return one word in lower case, such as {@code redis}
     */
    String name();

    /**
     * Publishes on this broker; there is one for the life of the application (BUS-8).
     *
     * @return the same object at every call, never {@literal null}
     */
    EventBusProducer producer();

    /**
     * Reads one topic for one group (BUS-7). Called once for each entry of {@code event-bus.consume-events} that is
     * enabled, at startup.
     *
     * @param settings what to read, and how
     * @return never {@literal null}
     * @throws IllegalArgumentException if the settings cannot work on this broker; the message says which of them and
     *     what would
     */
    EventBusConsumer consumer(ConsumerSettings settings);

    /**
     * What this broker's own settings say about matters that all brokers share, as Open edX has settings of the same
     * meaning for each of its brokers.
     *
     * @return {@link BrokerOptions#NONE} if they say nothing
     */
    default BrokerOptions options() {
        return BrokerOptions.NONE;
    }
}
