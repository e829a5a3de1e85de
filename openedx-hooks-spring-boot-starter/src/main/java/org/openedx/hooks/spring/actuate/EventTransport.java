/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;

import org.openedx.hooks.HookType;

/**
 * What takes events out of the application and brings others in, for {@link OpenEdxHooksEndpoint}. A module that does
 * so has a bean of this type; the event bus does. Implementations are thread-safe and wait for nobody.
 *
 * @since 0.1.0
 */
public interface EventTransport {

    /**
     * Where an event goes to.
     *
     * @param type the event's type
     * @return never {@literal null}, empty if it stays in the application
     */
    List<Destination> destinations(HookType type);

    /**
     * Where an event may come from.
     *
     * @param type the event's type
     * @return never {@literal null}, empty if nobody waits for it, or it comes from the application alone
     */
    List<Source> sources(HookType type);

    /**
     * Where an event goes to.
     *
     * @param topic the topic on the broker
     * @param enabled whether it goes there now
     * @since 0.1.0
     */
    record Destination(String topic, boolean enabled) {}

    /**
     * Where an event may come from: a topic says by its messages alone which events it carries.
     *
     * @param topic the topic on the broker
     * @param group the consumer group
     * @param messages how many of this event have come from there since the application has started
     * @since 0.1.0
     */
    record Source(String topic, String group, long messages) {}
}
