/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

/** What is done to the applications and what they run on. */
enum Blow {

    /** {@code kill -9}, with messages on their way to it, and it is started again within a second. */
    KILL_BROKER(1, 1),

    /** SIGSTOP for longer than every time-out; a relay may try twice in that time. */
    STOP_BROKER(2, 1),

    /** {@code kill -9} of the server and all its processes, and it is started again within a second. */
    KILL_DATABASE(1, 0),

    /** {@code kill -9} of a publisher, whatever it does. */
    KILL_PUBLISHER(1, 0),

    /** {@code kill -9} of the publisher whose relay is within its transaction. */
    KILL_RELAY(1, 0),

    /** {@code kill -9} of a consumer that is within its receiver. */
    KILL_CONSUMER(0, 1);

    /** How many batches of a relay it may repeat. */
    final int relayBatches;

    /** How many batches of a consumer it may repeat. */
    final int consumerBatches;

    Blow(int relayBatches, int consumerBatches) {
        this.relayBatches = relayBatches;
        this.consumerBatches = consumerBatches;
    }
}
