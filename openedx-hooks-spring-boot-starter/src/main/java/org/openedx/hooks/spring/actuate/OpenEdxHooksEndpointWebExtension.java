/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.asyncapi.ApplicationAsyncApi;
import org.openedx.hooks.wire.AsyncApi;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

/**
 * The operations of {@link OpenEdxHooksEndpoint} over HTTP, where a hook that is not found and a request that is
 * refused are answered with the reason.
 */
@EndpointWebExtension(endpoint = OpenEdxHooksEndpoint.class)
final class OpenEdxHooksEndpointWebExtension {

    private static final String ASYNC_API = "asyncapi";

    private static final MimeType ASYNC_API_TYPE = MimeType.valueOf(AsyncApi.MEDIA_TYPE);

    private final OpenEdxHooksEndpoint endpoint;

    private final ObjectProvider<ApplicationAsyncApi> asyncApi;

    OpenEdxHooksEndpointWebExtension(OpenEdxHooksEndpoint endpoint, ObjectProvider<ApplicationAsyncApi> asyncApi) {
        this.endpoint = endpoint;
        this.asyncApi = asyncApi;
    }

    @ReadOperation
    WebEndpointResponse<?> hooks(@Nullable String kind, @Nullable String inUse) {
        return answer(() -> new WebEndpointResponse<>(endpoint.hooks(kind, inUse)));
    }

    /** @param type of a hook, or {@code asyncapi}, which is no type, for the application's AsyncAPI document */
    @ReadOperation
    WebEndpointResponse<?> hook(@Selector String type) {
        ApplicationAsyncApi document = type.equals(ASYNC_API) ? asyncApi.getIfAvailable() : null;
        if (document != null) {
            return new WebEndpointResponse<>(document.document(), WebEndpointResponse.STATUS_OK, ASYNC_API_TYPE);
        }
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
