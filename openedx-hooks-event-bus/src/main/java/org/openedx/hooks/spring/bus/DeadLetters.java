/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.function.Predicate;

/**
 * The messages that a group could not deal with, in {@code <full topic>-<group>-dlt} on the broker. Thread-safe; every
 * call may wait for the broker.
 *
 * @since 0.1.0
 */
public interface DeadLetters {

    /**
     * Where they are.
     *
     * @return the name on the broker
     */
    String name();

    /**
     * Keeps one.
     *
     * @param letter the message, as it came, and why
     * @throws BrokerUnavailableException if the broker is not there; it is tried again until it is
     * @throws Exception if the broker does not take it; that is tried again a few times
     */
    void add(DeadLetter letter) throws Exception;

    /**
     * How many there are.
     *
     * @return 0 or more
     * @throws Exception if the broker does not say
     */
    long count() throws Exception;

    /**
     * Hands out those that are there now, the oldest first, and removes each that the handler is done with. One that is
     * added meanwhile is not handed out.
     *
     * @param handler returns {@literal true} if the letter is to be removed; {@literal false} keeps it, and this ends
     * @return how many were removed
     * @throws Exception if the broker fails; what was removed stays removed
     */
    long take(Predicate<DeadLetter> handler) throws Exception;
}
