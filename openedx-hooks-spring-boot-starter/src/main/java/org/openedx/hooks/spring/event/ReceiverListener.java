/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

/** A listener that Spring calls on behalf of a {@link Receiver}, and how Spring would call the receiver's method. */
interface ReceiverListener extends ApplicationListener<ApplicationEvent>, Receiver.Bean {

    Receiver receiver();

    /** Whether the method takes the event and its condition allows it. */
    boolean accepts(ApplicationEvent event);

    /** Calls the method as Spring does, and returns what it returns. */
    @Nullable
    Object invoke(ApplicationEvent event);

    /** Sends or publishes what the method has returned. */
    void publish(Object returned);
}
