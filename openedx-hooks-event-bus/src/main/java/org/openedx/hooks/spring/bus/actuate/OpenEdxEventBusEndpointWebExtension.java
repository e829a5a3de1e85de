/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** The operations of {@link OpenEdxEventBusEndpoint} over HTTP, where what is refused is answered with the reason. */
@EndpointWebExtension(endpoint = OpenEdxEventBusEndpoint.class)
final class OpenEdxEventBusEndpointWebExtension {

    private static final Logger log = LoggerFactory.getLogger(OpenEdxEventBusEndpointWebExtension.class);

    private static final List<String> CONSUMER = List.of("state", "from", "redrive", "limit", "dryRun");

    private static final List<String> PART = List.of("enabled", "id");

    private final OpenEdxEventBusEndpoint endpoint;

    OpenEdxEventBusEndpointWebExtension(OpenEdxEventBusEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @ReadOperation
    WebEndpointResponse<?> part(@Selector String topic, @Selector String group) {
        return answer(topic, group, "", () -> endpoint.part(topic, group));
    }

    /** @param body the whole of it, see {@link org.openedx.hooks.spring.actuate.WholeBody} */
    @WriteOperation
    WebEndpointResponse<?> operate(@Selector String topic, @Selector String group, @Nullable String body) {
        return answer(topic, group, "", () -> {
            ConsumerChange change = ConsumerChange.read(body, CONSUMER);
            return endpoint.operate(
                    topic,
                    group,
                    change.text("state"),
                    change.text("from"),
                    change.bool("redrive"),
                    change.number("limit"),
                    change.bool("dryRun"));
        });
    }

    /** @param body the whole of it */
    @WriteOperation
    WebEndpointResponse<?> configure(
            @Selector String what, @Selector String name, @Selector String detail, @Nullable String body) {
        return answer(what, name, detail, () -> {
            ConsumerChange change = ConsumerChange.read(body, PART);
            return endpoint.configure(what, name, detail, change.bool("enabled"), change.number("id"));
        });
    }

    @DeleteOperation
    WebEndpointResponse<?> restore(@Selector String what, @Selector String name, @Selector String detail) {
        return answer(what, name, detail, () -> endpoint.restore(what, name, detail));
    }

    private WebEndpointResponse<?> answer(String what, String name, String detail, Operation operation) {
        try {
            Object result = operation.run();
            return result != null
                    ? new WebEndpointResponse<>(result)
                    : problems(List.of(endpoint.unknown(what, name, detail)), WebEndpointResponse.STATUS_NOT_FOUND);
        } catch (RefusedRequestException ex) {
            return problems(ex.problems(), WebEndpointResponse.STATUS_BAD_REQUEST);
        } catch (Exception ex) {
            if (ex instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.warn("An operation on the event bus has failed", ex);
            return problems(
                    List.of("It has failed with " + ex.getClass().getName() + "; the log says more."),
                    WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }

    private static WebEndpointResponse<Problems> problems(List<String> problems, int status) {
        return new WebEndpointResponse<>(new Problems(problems), status);
    }

    @FunctionalInterface
    private interface Operation {

        @Nullable
        Object run() throws Exception;
    }

    /**
     * Why a request was not done.
     *
     * @param problems what was found, what is wrong with it and what would be valid
     */
    record Problems(List<String> problems) {}
}
