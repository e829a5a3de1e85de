/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookOutcome;

/**
 * The meters of hooks (PUR-6). Their tags never hold a value of the data.
 *
 * @since 0.1.0
 */
public enum HookMeter implements MeterDocumentation {

    /** Sending an event to all its receivers. */
    EVENT("openedx.hooks.event", Meter.Type.TIMER, null),

    /** One receiver of an event, on the thread on which it runs. */
    EVENT_RECEIVER("openedx.hooks.event.receiver", Meter.Type.TIMER, Tag.RECEIVER),

    /** Sending an event that nobody in this application took. */
    EVENT_UNHEARD("openedx.hooks.event.unheard", Meter.Type.COUNTER, null),

    /** Running a filter's pipeline. */
    FILTER("openedx.hooks.filter", Meter.Type.TIMER, null),

    /** One step of a pipeline. */
    FILTER_STEP("openedx.hooks.filter.step", Meter.Type.TIMER, Tag.STEP),

    /** Calls of steps that were interrupted because their time was over and that work on all the same. */
    FILTER_OVERDUE("openedx.hooks.filter.overdue", Meter.Type.GAUGE, null),

    /** What observers of hooks have thrown, which changes nothing for the hooks. */
    OBSERVER_FAILURES("openedx.hooks.observer.failures", Meter.Type.COUNTER, null),

    /** What is wrong with the configuration that runs, and with one that was refused. */
    PROBLEMS("openedx.hooks.problems", Meter.Type.GAUGE, null);

    private final String name;

    private final Meter.Type type;

    private final @Nullable Tag part;

    HookMeter(String name, Meter.Type type, @Nullable Tag part) {
        this.name = name;
        this.type = type;
        this.part = part;
    }

    static HookMeter of(HookKind kind) {
        return kind == HookKind.EVENT ? EVENT : FILTER;
    }

    static HookMeter ofPart(HookKind kind) {
        return kind == HookKind.EVENT ? EVENT_RECEIVER : FILTER_STEP;
    }

    Tags tags(HookDefinition hook, @Nullable String partName, HookOutcome outcome) {
        Tags tags = tag(hook).and(Tag.OUTCOME.asString(), outcome.tag());
        return part == null || partName == null ? tags : tags.and(part.asString(), partName);
    }

    static Tags tag(HookDefinition hook) {
        return Tags.of(Tag.TYPE.asString(), hook.type().value());
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
        if (type == Meter.Type.GAUGE || this == OBSERVER_FAILURES) {
            return new KeyName[0];
        }
        if (type == Meter.Type.COUNTER) {
            return new KeyName[] {Tag.TYPE};
        }
        return part == null ? new KeyName[] {Tag.TYPE, Tag.OUTCOME} : new KeyName[] {Tag.TYPE, part, Tag.OUTCOME};
    }

    /**
     * The tags of the meters.
     *
     * @since 0.1.0
     */
    public enum Tag implements KeyName {

        /** The hook's type. */
        TYPE,

        /** The receiver, {@code bean#method}. */
        RECEIVER,

        /** The step's name in the configuration. */
        STEP,

        /** How it ended, see {@link org.openedx.hooks.HookOutcome}. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
