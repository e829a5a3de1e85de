/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.util.List;
import java.util.function.BooleanSupplier;

/** A broker in a process of its own, whose data survive it. */
interface Broker extends AutoCloseable {

    String TOPIC = "numbers";

    Child process();

    /** Whether it answers. */
    boolean isUp();

    /** Makes the topic, as soon as it is up. */
    void prepare();

    /** The arguments by which applications find it. */
    List<String> arguments();

    /** The group of each consumer: brokers differ in whether consumers may share a group and keep the order. */
    List<String> groups();

    /** The most messages that a consumer gets again after it was killed. */
    int consumerBatch();

    /** How many messages it has for a topic. */
    long stored(String topic);

    /** How many messages of the topic a group has not acknowledged. */
    long backlog(String group);

    default void await(BooleanSupplier condition, String what) {
        for (int i = 0; i < 1200; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(what, ex);
            }
        }
        throw new IllegalStateException(what);
    }

    @Override
    void close();
}
