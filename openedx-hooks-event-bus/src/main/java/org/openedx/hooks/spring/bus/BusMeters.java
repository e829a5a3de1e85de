/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/** Counts and times what goes over the event bus. Apart from Micrometer, which may not be there. */
interface BusMeters {

    /** Where nobody counts. */
    BusMeters NONE = new BusMeters() {};

    /** An event was handed to the broker, {@code nanos} after it was sent. */
    default void published(HookType type, String topic, long nanos) {}

    /** An event was to be published and was not. */
    default void lost(HookType type, String topic) {}

    /**
     * A message was dealt with.
     *
     * @param type {@literal null} if the application does not know it: names from outside are no tags
     */
    default void consumed(@Nullable HookType type, String topic, String group, MessageOutcome outcome, long nanos) {}

    /** Shows how many events wait for the broker. */
    default void queue(Supplier<Number> size) {}

    /** Shows how an outbox is; {@literal null} while that is unknown. The age is in seconds. */
    default void outbox(
            String topic,
            Supplier<@Nullable Number> pending,
            Supplier<@Nullable Number> age,
            Supplier<@Nullable Number> dead) {}

    /** Shows how far a group is behind, and how many dead letters it has; {@literal null} while that is unknown. */
    default void group(
            String topic, String group, Supplier<@Nullable Number> lag, Supplier<@Nullable Number> letters) {}
}
