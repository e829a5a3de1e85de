/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.web;

import java.net.URI;

import org.openedx.hooks.filter.OpenEdxFilterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
     * Answers a program.
     *
     * @param halt why
     * @return the step's own response, or problem details
     */
    @ExceptionHandler
    public ResponseEntity<?> answerProgram(OpenEdxFilterException halt) {
        if (halt.extras().get(RESPONSE) instanceof ResponseEntity<?> response) {
            return response;
        }
        ProblemDetail problem = problem(halt);
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /**
     * Answers a person: a browser asks for a page by name, programs ask for JSON or for anything.
     *
     * @param halt why
     * @return a redirect if the step wants one, else what a program gets
     */
    @ExceptionHandler(produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<?> answerBrowser(OpenEdxFilterException halt) {
        return halt.redirectTo() == null
                ? answerProgram(halt)
                : ResponseEntity.status(HttpStatus.FOUND)
                        .location(URI.create(halt.redirectTo()))
                        .build();
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
}
