/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Tells over HTTP and JMX what is wrong with a request. Nothing has changed. */
final class RefusedRequestException extends InvalidEndpointRequestException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    RefusedRequestException(List<String> problems, @Nullable Throwable cause) {
        super(String.join(" ", problems), String.join(" ", problems), cause);
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
