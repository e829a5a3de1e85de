/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;

/**
 * The observations of hooks, made where there is a tracer. Their names differ from those of the {@linkplain HookMeter
 * timers}: a registry that makes meters of observations too must not make the same meter twice. Their keys never hold a
 * value of the data.
 */
enum HookObservation implements ObservationDocumentation {
    /** Sending an event to all its receivers. */
    EVENT("openedx.hooks.span.event", "send %s", null),

    /** One receiver of an event. */
    EVENT_RECEIVER("openedx.hooks.span.event.receiver", "%2$s", HookMeter.Tag.RECEIVER),

    /** Running a filter's pipeline. */
    FILTER("openedx.hooks.span.filter", "filter %s", null),

    /** One step of a pipeline. */
    FILTER_STEP("openedx.hooks.span.filter.step", "%2$s", HookMeter.Tag.STEP);

    private final String name;

    private final String contextualName;

    private final HookMeter.@Nullable Tag part;

    HookObservation(String name, String contextualName, HookMeter.@Nullable Tag part) {
        this.name = name;
        this.contextualName = contextualName;
        this.part = part;
    }

    static HookObservation of(HookKind kind) {
        return kind == HookKind.EVENT ? EVENT : FILTER;
    }

    static HookObservation ofPart(HookKind kind) {
        return kind == HookKind.EVENT ? EVENT_RECEIVER : FILTER_STEP;
    }

    Observation of(HookDefinition hook, @Nullable String partName, ObservationRegistry registry) {
        Observation observation = Observation.createNotStarted(name, registry)
                .contextualName(contextualName.formatted(hook.type(), partName))
                .lowCardinalityKeyValue(HookMeter.Tag.TYPE.withValue(hook.type().value()));
        return part == null || partName == null
                ? observation
                : observation.lowCardinalityKeyValue(part.withValue(partName));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return part == null
                ? new KeyName[] {HookMeter.Tag.TYPE, HookMeter.Tag.OUTCOME}
                : new KeyName[] {HookMeter.Tag.TYPE, part, HookMeter.Tag.OUTCOME};
    }
}
