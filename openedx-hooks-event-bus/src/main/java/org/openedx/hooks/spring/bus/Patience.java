/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;

/** How long the thread of a consumer may wait. */
interface Patience {

    /** Whether the consumer is to stop after the message in hand. */
    boolean isStopping();

    /**
     * Waits between two attempts with the message in hand.
     *
     * @return {@literal false} if the message has to be left as it is, since the application does not wait any longer
     */
    boolean sleep(Duration pause);

    /**
     * Waits for something that may never come.
     *
     * @return {@literal false} at once if the consumer is to stop
     */
    boolean sleepUnlessStopping(Duration pause);

    /** Receivers may leave the thread interrupted: that is not for us, unless we have done it. */
    void forgetInterrupt();
}
