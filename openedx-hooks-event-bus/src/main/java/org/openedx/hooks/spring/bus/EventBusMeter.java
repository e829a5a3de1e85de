/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * The meters of the event bus. Their tags never hold a value of the data, nor a name that came from outside.
 *
 * @since 0.1.0
 */
public enum EventBusMeter implements MeterDocumentation {

    /** From sending an event to the broker's word that it is stored. */
    PUBLISH("openedx.hooks.bus.publish", Meter.Type.TIMER, Tag.TYPE, Tag.TOPIC),

    /** Events that were to be published and were not, or are not known to be. */
    LOST("openedx.hooks.bus.lost", Meter.Type.COUNTER, Tag.TYPE, Tag.TOPIC),

    /** Events that wait for the broker in this application. */
    QUEUE("openedx.hooks.bus.queue", Meter.Type.GAUGE),

    /** Dealing with a received message: its receivers, and the waits between their attempts. */
    CONSUME("openedx.hooks.bus.consume", Meter.Type.TIMER, Tag.TYPE, Tag.TOPIC, Tag.GROUP, Tag.OUTCOME),

    /** Messages of a topic that a group has not read yet. */
    LAG("openedx.hooks.bus.lag", Meter.Type.GAUGE, Tag.TOPIC, Tag.GROUP),

    /** Messages that a group could not deal with. */
    DEAD_LETTERS("openedx.hooks.bus.dead-letters", Meter.Type.GAUGE, Tag.TOPIC, Tag.GROUP),

    /** Events in the outbox that are to be published. */
    OUTBOX_PENDING("openedx.hooks.bus.outbox.pending", Meter.Type.GAUGE, Tag.TOPIC),

    /** How long the oldest of them has been there, in seconds. */
    OUTBOX_AGE("openedx.hooks.bus.outbox.age", Meter.Type.GAUGE, Tag.TOPIC),

    /** Events in the outbox that are not tried any more. */
    OUTBOX_DEAD("openedx.hooks.bus.outbox.dead", Meter.Type.GAUGE, Tag.TOPIC);

    private final String name;

    private final Meter.Type type;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final KeyName[] tags;

    EventBusMeter(String name, Meter.Type type, KeyName... tags) {
        this.name = name;
        this.type = type;
        this.tags = tags;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public KeyName[] getKeyNames() {
        return tags.clone();
    }

    /**
     * The tags of the meters.
     *
     * @since 0.1.0
     */
    public enum Tag implements KeyName {

        /** The event's type; {@code unknown} if the application does not know it. */
        TYPE,

        /** The topic, with its prefix. */
        TOPIC,

        /** The consumer group. */
        GROUP,

        /** What became of a message, see {@link MessageOutcome}. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
