/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.web;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers requests whose filter was halted and that handle it nowhere nearer: with the response that the step brought,
 * with a redirect for people in a browser, and else with problem details (RFC 9457). An application's own handler of
 * the exception goes first.
 *
 * @since 0.1.0
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 100)
public final class OpenEdxFilterExceptionHandler {

    private static final String RESPONSE = "response";

    /** A handler. */
    public OpenEdxFilterExceptionHandler() {}

    /**
     * Answers for a halted filter.
     *
     * @param halt why
     * @param accept what the client wants to see, {@literal null} if it did not say
     * @return the answer
     */
    @ExceptionHandler
    public ResponseEntity<?> handle(
            OpenEdxFilterException halt,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        if (halt.extras().get(RESPONSE) instanceof ResponseEntity<?> response) {
            return response;
        }
        if (halt.redirectTo() != null && isBrowser(accept)) {
            return ResponseEntity.status(HttpStatus.FOUND)
                    .location(URI.create(halt.redirectTo()))
                    .build();
        }
        return ResponseEntity.of(problem(halt)).build();
    }

    private static ProblemDetail problem(OpenEdxFilterException halt) {
        Integer status = halt.statusCode();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status == null ? HttpStatus.FORBIDDEN : HttpStatusCode.valueOf(status), halt.getMessage());
        if (halt.filterType() != null) {
            problem.setProperty("hook", halt.filterType().value());
        }
        if (halt.redirectTo() != null) {
            problem.setProperty("redirectTo", halt.redirectTo());
        }
        return problem;
    }

    /** A browser asks for a page by name; programs ask for JSON or for anything. */
    private static boolean isBrowser(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            return accepted.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }
}
