/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
@Endpoint(id = "openedxhooks", defaultAccess = Access.READ_ONLY)
public final class OpenEdxHooksEndpoint {

    static final EndpointId ID = EndpointId.of("openedxhooks");

    private static final Logger log = LoggerFactory.getLogger(OpenEdxHooksEndpoint.class);

    private static final String OPERATOR = "actuator";

    private final HookDescriptors hooks;

    OpenEdxHooksEndpoint(HookDescriptors hooks) {
        this.hooks = hooks;
    }

    /**
     * All hooks, by type.
     *
     * @param kind {@code event} or {@code filter} for only these, {@literal null} for both
     * @param inUse {@code true} for only those that a receiver waits for in particular or that have a pipeline,
     *     {@code false} for only the others, {@literal null} for all
     * @return the hooks, and what ran last
     * @throws InvalidEndpointRequestException if an argument is something else
     */
    @ReadOperation
    public HooksDescriptor hooks(@Nullable String kind, @Nullable String inUse) {
        return hooks.all(
                kind == null
                        ? null
                        : HookKind.valueOf(
                                oneOf("kind", kind, "event", "filter").toUpperCase(Locale.ROOT)),
                inUse == null ? null : Boolean.valueOf(oneOf("inUse", inUse, "true", "false")));
    }

    /**
     * One hook.
     *
     * @param type its type
     * @return {@literal null}, answered as not found, if no hook has this type
     */
    @ReadOperation
    public @Nullable HookDescriptor hook(@Selector String type) {
        return hooks.catalog().find(type).map(hooks::of).orElse(null);
    }

    /**
     * Changes a hook for all runs that begin from now on. What is not given stays as it is.
     *
     * @param type its type
     * @param enabled whether it shall run
     * @param pipeline of a filter: the steps to run, as an entry of {@code open-edx-filters-config} has them (FCF-1):
     *     one name or several with commas between them, or a list, of names and of objects with {@code step}, its
     *     settings and its options. A list is JSON in a text
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
        return configure(type, new HookChange(enabled, HookChange.structured(pipeline), failSilently));
    }

    @Nullable
    HookDescriptor configure(String type, HookChange change) {
        HookDefinition hook = hooks.catalog().find(type).orElse(null);
        if (hook == null) {
            return null;
        }
        if (change.pipeline() != null || change.failSilently() != null) {
            refusing(() -> hooks.pipelines().override(hook.type(), change.pipeline(), change.failSilently()));
        }
        if (change.enabled() != null) {
            HookSwitches.Switch hookSwitch = hooks.switches().of(hook.type());
            hookSwitch.set(change.enabled(), OPERATOR);
            log.info("{}", hookSwitch.decision());
        }
        return hooks.of(hook);
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
        HookDefinition hook = hooks.catalog().find(type).orElse(null);
        if (hook == null) {
            return null;
        }
        refusing(() -> hooks.pipelines().restore(hook.type()));
        HookSwitches.Switch hookSwitch = hooks.switches().of(hook.type());
        if (hookSwitch.isSetByHand()) {
            hookSwitch.reset();
            log.info("{} is {} as it is configured again, by {}", type, hookSwitch.isOn() ? "on" : "off", OPERATOR);
        }
        return hooks.of(hook);
    }

    /** That there is no such hook, and which was probably meant. */
    String unknown(String type) {
        return "No hook has the type \"%s\".%s"
                .formatted(
                        Printable.of(type, 200),
                        NearestName.to(type, hooks.catalog().types())
                                .map(" Did you mean \"%s\"?"::formatted)
                                .orElse(""));
    }

    private static String oneOf(String parameter, String given, String... valid) {
        if (Stream.of(valid).noneMatch(given::equals)) {
            throw new RefusedRequestException(
                    List.of("%s must be %s, found \"%s\"."
                            .formatted(parameter, String.join(" or ", valid), Printable.of(given, 100))),
                    null);
        }
        return given;
    }

    private static void refusing(Runnable change) {
        try {
            change.run();
        } catch (InvalidHookConfigurationException ex) {
            throw new RefusedRequestException(
                    ex.problems().stream().map(ConfigurationProblem::toString).toList(), ex);
        }
    }
}
