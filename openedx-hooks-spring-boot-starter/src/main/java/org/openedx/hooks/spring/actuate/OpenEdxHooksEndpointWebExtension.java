/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The operations of {@link OpenEdxHooksEndpoint} over HTTP, where a hook that is not found and a request that is
 * refused are answered with the reason.
 */
@EndpointWebExtension(endpoint = OpenEdxHooksEndpoint.class)
final class OpenEdxHooksEndpointWebExtension {

    private final OpenEdxHooksEndpoint endpoint;

    OpenEdxHooksEndpointWebExtension(OpenEdxHooksEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @ReadOperation
    WebEndpointResponse<?> hooks(@Nullable String kind, @Nullable String inUse) {
        return answer(() -> new WebEndpointResponse<>(endpoint.hooks(kind, inUse)));
    }

    @ReadOperation
    WebEndpointResponse<?> hook(@Selector String type) {
        return found(type, endpoint.hook(type));
    }

    /** @param body the whole of it, see {@link WholeBody} */
    @WriteOperation
    WebEndpointResponse<?> configure(@Selector String type, @Nullable String body) {
        return answer(() -> found(type, endpoint.configure(type, HookChange.read(body))));
    }

    @DeleteOperation
    WebEndpointResponse<?> restore(@Selector String type) {
        return answer(() -> found(type, endpoint.restore(type)));
    }

    private WebEndpointResponse<?> found(String type, @Nullable HookDescriptor hook) {
        return hook != null
                ? new WebEndpointResponse<>(hook)
                : new WebEndpointResponse<>(
                        new Problems(List.of(endpoint.unknown(type))), WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private static WebEndpointResponse<?> answer(Supplier<WebEndpointResponse<?>> operation) {
        try {
            return operation.get();
        } catch (RefusedRequestException ex) {
            return new WebEndpointResponse<>(new Problems(ex.problems()), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }

    /**
     * Why a request was refused; nothing has changed.
     *
     * @param problems what was found, what is wrong with it and what would be valid
     */
    record Problems(List<String> problems) {}
}
