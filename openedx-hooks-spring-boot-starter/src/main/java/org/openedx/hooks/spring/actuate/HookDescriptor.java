/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.spring.event.ReceiverDescription;
import org.openedx.hooks.spring.filter.FilterPipelineDescription;
import org.openedx.hooks.spring.observe.HookTotals;

/**
 * One hook, as {@link OpenEdxHooksEndpoint} shows it. The names and meanings of its pieces are kept; new ones may come.
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
 * @param enabledBy what decided that, {@literal null} if it is on because nothing says otherwise
 * @param components its data, by name and type
 * @param keyField of an event: the path to its key
 * @param busCapable of an event: whether it can be put on an event bus
 * @param routedTo of an event: the topics that it goes to
 * @param consumedFrom of an event: the topics that are read, if anybody here waits for it
 * @param receivers of an event: who receives it, in order
 * @param pipeline of a filter: the steps of its effective pipeline, in order
 * @param runs how often it has run and how long that took
 * @param lastFailure the last receiver or step that failed or halted it, {@literal null} if none has
 * @param sample an example of its data, by name in Python; {@literal null} among other hooks, or if none can be made
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
        @Nullable DeprecationDescriptor deprecation,
        boolean enabled,
        @Nullable SwitchDescriptor enabledBy,
        List<ComponentDescriptor> components,
        @Nullable String keyField,
        @Nullable Boolean busCapable,
        @Nullable List<EventTransport.Destination> routedTo,
        @Nullable List<EventTransport.Source> consumedFrom,
        @Nullable List<ReceiverDescription> receivers,
        @Nullable List<FilterPipelineDescription.Step> pipeline,
        HookTotals runs,
        @Nullable RunDescriptor lastFailure,
        @Nullable Map<String, Object> sample) {

    /**
     * That and how a hook is deprecated.
     *
     * @param since the version of the defining library that deprecated it
     * @param replacedBy the type of the hook to use instead, {@literal null} if there is none
     * @param removedIn the version that will no longer have it, {@literal null} if not decided
     * @since 0.1.0
     */
    public record DeprecationDescriptor(
            String since,
            @Nullable String replacedBy,
            @Nullable String removedIn) {

        static @Nullable DeprecationDescriptor of(@Nullable Deprecation deprecation) {
            return deprecation == null
                    ? null
                    : new DeprecationDescriptor(
                            deprecation.since(),
                            Objects.toString(deprecation.replacedBy(), null),
                            deprecation.removedIn());
        }
    }

    /**
     * What decides whether hooks are on.
     *
     * @param prefix whole leading segments of hook types, {@code all} for those that nothing else matches; the type of
     *     a hook that was switched by itself
     * @param on whether they are
     * @param origin the file and line, the variable, or who switched
     * @since 0.1.0
     */
    public record SwitchDescriptor(String prefix, boolean on, String origin) {

        static @Nullable SwitchDescriptor of(HookSwitches.@Nullable Rule rule) {
            return rule == null ? null : new SwitchDescriptor(rule.prefix(), rule.on(), rule.origin());
        }
    }

    /**
     * One piece of a hook's data; never its value.
     *
     * @param name its name on the wire
     * @param type its type
     * @param nullable whether it may be missing
     * @param pii whether it identifies a person
     * @param description what it means, in Markdown; {@literal null} among other hooks, or if no library says it
     * @since 0.1.0
     */
    public record ComponentDescriptor(
            String name,
            String type,
            boolean nullable,
            boolean pii,
            @Nullable String description) {

        static ComponentDescriptor of(HookComponent component, @Nullable String description) {
            return new ComponentDescriptor(
                    component.name(),
                    component.type().getTypeName(),
                    component.nullable(),
                    component.pii(),
                    description);
        }
    }
}
