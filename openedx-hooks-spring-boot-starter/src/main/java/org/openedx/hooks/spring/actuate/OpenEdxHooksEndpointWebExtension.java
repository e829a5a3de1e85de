/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The changing operations of {@link OpenEdxHooksEndpoint} over HTTP: an unknown hook is not found, and a bad request is
 * told what is wrong with it.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = OpenEdxHooksEndpoint.class)
public final class OpenEdxHooksEndpointWebExtension {

    private final OpenEdxHooksEndpoint endpoint;

    /**
     * Extends an endpoint.
     *
     * @param endpoint does what is asked for
     */
    public OpenEdxHooksEndpointWebExtension(OpenEdxHooksEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Changes a hook for all runs that begin from now on. What is not given stays as it is.
     *
     * @param type its type
     * @param enabled whether it shall run
     * @param pipeline of a filter: the steps to run
     * @param failSilently of a filter: whether failing steps are only skipped
     * @return the hook as it is now; not found if no hook has this type; a bad request with {@link Problems} if nothing
     *     is given or something is wrong
     */
    @WriteOperation
    public WebEndpointResponse<?> configure(
            @Selector String type,
            @Nullable Boolean enabled,
            @Nullable Object pipeline,
            @Nullable Boolean failSilently) {
        return answer(() -> endpoint.configure(type, enabled, joined(pipeline), failSilently));
    }

    /**
     * Takes back what was changed: the hook runs as it is configured, for all runs that begin from now on.
     *
     * @param type its type
     * @return the hook as it is now; not found if no hook has this type; a bad request with {@link Problems} if the
     *     configured pipeline cannot run
     */
    @DeleteOperation
    public WebEndpointResponse<?> restore(@Selector String type) {
        return answer(() -> endpoint.restore(type));
    }

    /** A request parameter that is given several times. */
    private static @Nullable Object joined(@Nullable Object pipeline) {
        return pipeline instanceof Object[] several ? Arrays.asList(several) : pipeline;
    }

    private static WebEndpointResponse<?> answer(Operation operation) {
        try {
            OpenEdxHooksEndpoint.HookDescriptor hook = operation.run();
            return hook == null
                    ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                    : new WebEndpointResponse<>(hook);
        } catch (InvalidEndpointRequestException ex) {
            return new WebEndpointResponse<>(Problems.of(ex), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }

    @FunctionalInterface
    private interface Operation {

        OpenEdxHooksEndpoint.@Nullable HookDescriptor run();
    }

    /**
     * Why a request was refused; nothing has changed.
     *
     * @param problems what was found, what is wrong with it and what would be valid
     * @since 0.1.0
     */
    public record Problems(List<String> problems) {

        static Problems of(InvalidEndpointRequestException refusal) {
            return new Problems(
                    refusal.getCause() instanceof InvalidHookConfigurationException invalid
                            ? invalid.problems().stream()
                                    .map(ConfigurationProblem::toString)
                                    .toList()
                            : List.of(String.valueOf(refusal.getMessage())));
        }
    }
}
