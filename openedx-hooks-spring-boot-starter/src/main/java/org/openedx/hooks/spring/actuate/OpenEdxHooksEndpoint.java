/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.EventUsage;
import org.openedx.hooks.spring.event.ReceiverDescription;
import org.openedx.hooks.spring.filter.FilterPipelineDescription;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.observe.HookActivity;
import org.openedx.hooks.spring.observe.HookTotals;
import org.openedx.hooks.spring.observe.RecordedRun;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows every known hook, who receives it or which steps it runs, and how that went (PUR-6,
 * PUR-9). Its write operation switches a hook on or off (PUR-7) and gives a filter another pipeline, until its delete
 * operation takes that back or the application ends; both are there only if
 * {@code management.endpoint.openedxhooks.access} is {@code unrestricted}.
 *
 * @since 0.1.0
 */
@Endpoint(id = "openedxhooks", defaultAccess = Access.READ_ONLY)
public final class OpenEdxHooksEndpoint {

    static final EndpointId ID = EndpointId.of("openedxhooks");

    private static final String NOTHING_GIVEN = "Give at least one of enabled, pipeline and failSilently.";

    private final HookCatalog catalog;

    private final HookSwitches switches;

    private final EventReceivers receivers;

    private final EventUsage usage;

    private final FilterPipelines pipelines;

    private final HookActivity activity;

    private final HookTotals.Source totals;

    /**
     * An endpoint over the parts of an application.
     *
     * @param catalog the known hooks
     * @param switches which of them are on
     * @param receivers who receives events
     * @param usage which events were sent
     * @param pipelines which steps filters run
     * @param activity what ran last
     * @param totals how often a hook has run
     */
    public OpenEdxHooksEndpoint(
            HookCatalog catalog,
            HookSwitches switches,
            EventReceivers receivers,
            EventUsage usage,
            FilterPipelines pipelines,
            HookActivity activity,
            HookTotals.Source totals) {
        this.catalog = catalog;
        this.switches = switches;
        this.receivers = receivers;
        this.usage = usage;
        this.pipelines = pipelines;
        this.activity = activity;
        this.totals = totals;
    }

    /**
     * All hooks, by type.
     *
     * @return the hooks, and what ran last
     */
    @ReadOperation
    public HooksDescriptor hooks() {
        return new HooksDescriptor(
                catalog.definitions().stream().map(this::describe).toList(),
                activity.recent().stream().map(RunDescriptor::of).toList(),
                usage.unheard().stream().map(HookType::value).toList(),
                neverSent());
    }

    /**
     * One hook.
     *
     * @param type its type
     * @return {@literal null}, answered as not found, if no hook has this type
     */
    @ReadOperation
    public @Nullable HookDescriptor hook(@Selector String type) {
        return catalog.find(type).map(this::describe).orElse(null);
    }

    /**
     * Changes a hook for all runs that begin from now on. What is not given stays as it is.
     *
     * @param type its type
     * @param enabled whether it shall run
     * @param pipeline of a filter: the steps to run, as an entry of {@code open-edx-filters-config} has them (FCF-1):
     *     one name or several with commas between them, or a list, of names and of objects with {@code step}, its
     *     settings and its options. A list may be JSON in a text
     * @param failSilently of a filter: whether failing steps are only skipped (FLT-9)
     * @return the hook as it is now; {@literal null} if no hook has this type
     * @throws InvalidEndpointRequestException if nothing is given or something is wrong; nothing has changed
     */
    @WriteOperation
    public @Nullable HookDescriptor configure(
            @Selector String type,
            @Nullable Boolean enabled,
            @Nullable String pipeline,
            @Nullable Boolean failSilently) {
        return configure(type, enabled, (Object) pipeline, failSilently);
    }

    @Nullable
    HookDescriptor configure(
            String type, @Nullable Boolean enabled, @Nullable Object pipeline, @Nullable Boolean failSilently) {
        HookDefinition hook = catalog.find(type).orElse(null);
        if (hook == null) {
            return null;
        }
        if (enabled == null && pipeline == null && failSilently == null) {
            throw new InvalidEndpointRequestException(NOTHING_GIVEN, NOTHING_GIVEN);
        }
        if (pipeline != null || failSilently != null) {
            refusing(() -> pipelines.override(hook.type(), PipelineJson.read(pipeline), failSilently));
        }
        if (enabled != null) {
            switches.of(hook.type()).set(enabled);
        }
        return describe(hook);
    }

    /**
     * Takes back what the write operation has changed: a hook runs as it is configured, for all runs that begin from
     * now on.
     *
     * @param type its type
     * @return the hook as it is now; {@literal null} if no hook has this type
     * @throws InvalidEndpointRequestException if the configured pipeline cannot run; nothing has changed
     */
    @DeleteOperation
    public @Nullable HookDescriptor restore(@Selector String type) {
        HookDefinition hook = catalog.find(type).orElse(null);
        if (hook == null) {
            return null;
        }
        refusing(() -> pipelines.restore(hook.type()));
        switches.of(hook.type()).reset();
        return describe(hook);
    }

    private static void refusing(Runnable change) {
        try {
            change.run();
        } catch (InvalidHookConfigurationException ex) {
            throw new InvalidEndpointRequestException(
                    ex.problems().stream().map(ConfigurationProblem::toString).collect(Collectors.joining("; ")),
                    "The pipeline is wrong.",
                    ex);
        }
    }

    private List<String> neverSent() {
        return catalog.definitions().stream()
                .filter(hook -> hook instanceof OpenEdxPublicSignal<?> signal
                        && !usage.isSent(signal.type())
                        && receivers.isAwaited(signal))
                .map(hook -> hook.type().value())
                .toList();
    }

    private HookDescriptor describe(HookDefinition hook) {
        OpenEdxPublicSignal<?> signal = hook instanceof OpenEdxPublicSignal<?> event ? event : null;
        return new HookDescriptor(
                hook.type().value(),
                nameOf(hook.kind()),
                hook.hookClass().getName(),
                hook.type().subdomain(),
                hook.type().majorVersion() + "." + hook.minorVersion(),
                hook.description(),
                hook.trigger(),
                hook.deprecation(),
                switches.of(hook.type()).isOn(),
                hook.components().stream().map(ComponentDescriptor::of).toList(),
                signal == null ? null : signal.keyField(),
                signal == null ? null : signal.isBusCapable(),
                signal == null ? null : receivers.of(signal),
                signal == null ? pipelineOf(hook) : null,
                totals.totals(hook),
                activity.lastFailure(hook.type()).map(RunDescriptor::of).orElse(null));
    }

    private static String nameOf(HookKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private List<FilterPipelineDescription.Step> pipelineOf(HookDefinition filter) {
        return pipelines
                .find(filter.type())
                .map(FilterPipelineDescription::steps)
                .orElse(List.of());
    }

    /**
     * All hooks.
     *
     * @param hooks every known hook, by type
     * @param recent the last runs, the newest last; empty unless {@code openedx.hooks.recent} is set
     * @param sentUnheard the types of events that were sent at least once since the start with nobody to take them
     * @param neverSent the types of events that a receiver waits for and that have not been sent since the start; those
     *     that take every event wait for none in particular
     * @since 0.1.0
     */
    public record HooksDescriptor(
            List<HookDescriptor> hooks, List<RunDescriptor> recent, List<String> sentUnheard, List<String> neverSent) {}

    /**
     * One hook.
     *
     * @param type its public name
     * @param kind event or filter
     * @param hookClass its record
     * @param subdomain the architecture subdomain that owns it
     * @param version major and minor version
     * @param description what it tells or allows
     * @param trigger the repository that runs it in Open edX
     * @param deprecation {@literal null} unless it is deprecated
     * @param enabled whether it runs
     * @param components its data, by name and type
     * @param keyField of an event: the path to its key
     * @param busCapable of an event: whether it can be put on an event bus
     * @param receivers of an event: who receives it, in order
     * @param pipeline of a filter: the steps of its effective pipeline, in order
     * @param runs how often it has run and how long that took
     * @param lastFailure the last receiver or step that failed or halted it, {@literal null} if none has
     * @since 0.1.0
     */
    public record HookDescriptor(
            String type,
            String kind,
            String hookClass,
            String subdomain,
            String version,
            String description,
            String trigger,
            @Nullable Deprecation deprecation,
            boolean enabled,
            List<ComponentDescriptor> components,
            @Nullable String keyField,
            @Nullable Boolean busCapable,
            @Nullable List<ReceiverDescription> receivers,
            @Nullable List<FilterPipelineDescription.Step> pipeline,
            HookTotals runs,
            @Nullable RunDescriptor lastFailure) {}

    /**
     * One piece of a hook's data; never its value.
     *
     * @param name its name on the wire
     * @param type its type
     * @param nullable whether it may be missing
     * @param pii whether it identifies a person
     * @since 0.1.0
     */
    public record ComponentDescriptor(String name, String type, boolean nullable, boolean pii) {

        static ComponentDescriptor of(HookComponent component) {
            return new ComponentDescriptor(
                    component.name(), component.type().getTypeName(), component.nullable(), component.pii());
        }
    }

    /**
     * One run of a hook, a receiver or a step.
     *
     * @param sequence counts the runs of the application in the order in which they ended
     * @param run the number of this run; {@literal null} if only failures are remembered
     * @param parent the number of the run that this one is part of, {@literal null} if there is none
     * @param time when it ended, as ISO-8601 text
     * @param type the hook
     * @param kind event or filter
     * @param part the receiver or step, {@literal null} for the hook as a whole
     * @param outcome how it ended
     * @param nanos how long it took, in nanoseconds
     * @param failure the class of what was thrown, {@literal null} if nothing was
     * @since 0.1.0
     */
    public record RunDescriptor(
            long sequence,
            @Nullable Long run,
            @Nullable Long parent,
            String time,
            String type,
            String kind,
            @Nullable String part,
            String outcome,
            long nanos,
            @Nullable String failure) {

        static RunDescriptor of(RecordedRun run) {
            return new RunDescriptor(
                    run.sequence(),
                    run.run(),
                    run.parent(),
                    Objects.toString(run.time()),
                    run.type().value(),
                    nameOf(run.kind()),
                    run.part(),
                    run.outcome().tag(),
                    run.nanos(),
                    run.failure());
        }
    }
}
