/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.catalog.SamplePayload;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.actuate.HookDescriptor.ComponentDescriptor;
import org.openedx.hooks.spring.actuate.HookDescriptor.DeprecationDescriptor;
import org.openedx.hooks.spring.actuate.HookDescriptor.SwitchDescriptor;
import org.openedx.hooks.spring.actuate.HooksDescriptor.ProblemDescriptor;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.EventUsage;
import org.openedx.hooks.spring.filter.FilterPipelineDescription;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.observe.HookActivity;
import org.openedx.hooks.spring.observe.HookTotals;

/**
 * Describes hooks from what the parts of an application know of them.
 *
 * @param catalog the known hooks
 * @param docs what their data means
 * @param switches which of them are on
 * @param receivers who receives events
 * @param usage which events were sent
 * @param pipelines which steps filters run
 * @param transports what takes events elsewhere, and brings them from there
 * @param activity what ran last
 * @param totals how often a hook has run
 */
record HookDescriptors(
        HookCatalog catalog,
        HookDocs docs,
        HookSwitches switches,
        EventReceivers receivers,
        EventUsage usage,
        FilterPipelines pipelines,
        Supplier<List<EventTransport>> transports,
        HookActivity activity,
        HookTotals.Source totals) {

    HooksDescriptor all(@Nullable HookKind kind, @Nullable Boolean inUse) {
        Predicate<HookDefinition> wanted =
                hook -> (kind == null || hook.kind() == kind) && (inUse == null || isInUse(hook) == inUse);
        return new HooksDescriptor(
                catalog.definitions().stream()
                        .filter(wanted)
                        .map(hook -> of(hook, false))
                        .toList(),
                switches.rules().stream()
                        .map(SwitchDescriptor::of)
                        .map(Objects::requireNonNull)
                        .toList(),
                ProblemDescriptor.of(pipelines.problems()),
                ProblemDescriptor.of(pipelines.refused()),
                pipelines.overdue(),
                activity.recent().stream().map(RunDescriptor::of).toList(),
                usage.unheard().stream().map(HookType::value).toList(),
                neverSent());
    }

    HookDescriptor of(HookDefinition hook) {
        return of(hook, true);
    }

    /** What is only read when one looks at a single hook would make the list of all twice as long. */
    private HookDescriptor of(HookDefinition hook, boolean alone) {
        OpenEdxPublicSignal<?> signal = hook instanceof OpenEdxPublicSignal<?> event ? event : null;
        HookSwitches.Switch hookSwitch = switches.of(hook.type());
        return new HookDescriptor(
                hook.type().value(),
                hook.kind().name().toLowerCase(Locale.ROOT),
                hook.hookClass().getName(),
                hook.type().subdomain(),
                hook.type().majorVersion() + "." + hook.minorVersion(),
                hook.description(),
                hook.trigger(),
                DeprecationDescriptor.of(hook.deprecation()),
                hookSwitch.isOn(),
                SwitchDescriptor.of(hookSwitch.decision()),
                hook.components().stream()
                        .map(component -> ComponentDescriptor.of(
                                component, alone ? docs.of(hook.hookClass(), component.name()) : null))
                        .toList(),
                signal == null ? null : signal.keyField(),
                signal == null ? null : signal.isBusCapable(),
                signal == null ? null : transported(transport -> transport.destinations(signal.type())),
                signal == null ? null : transported(transport -> transport.sources(signal.type())),
                signal == null ? null : receivers.of(signal),
                signal == null ? stepsOf(hook) : null,
                totals.totals(hook),
                activity.lastFailure(hook.type()).map(RunDescriptor::of).orElse(null),
                alone ? new SamplePayload(docs).of(hook.hookClass()) : null);
    }

    private <T> List<T> transported(Function<EventTransport, List<T>> question) {
        return transports.get().stream()
                .flatMap(transport -> question.apply(transport).stream())
                .toList();
    }

    private boolean isInUse(HookDefinition hook) {
        return hook instanceof OpenEdxPublicSignal<?> signal
                ? receivers.isAwaited(signal)
                : !stepsOf(hook).isEmpty();
    }

    private List<String> neverSent() {
        return catalog.definitions().stream()
                .filter(hook -> hook instanceof OpenEdxPublicSignal<?> signal
                        && !usage.isSent(signal.type())
                        && receivers.isAwaited(signal))
                .map(hook -> hook.type().value())
                .toList();
    }

    private List<FilterPipelineDescription.Step> stepsOf(HookDefinition filter) {
        return pipelines
                .find(filter.type())
                .map(FilterPipelineDescription::steps)
                .orElse(List.of());
    }
}
