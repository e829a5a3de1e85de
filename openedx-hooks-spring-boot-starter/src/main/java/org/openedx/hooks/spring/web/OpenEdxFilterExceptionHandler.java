/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * <p>What was prevented is never answered as if it had happened: a status that is none of an error counts as not given,
 * and so does a redirect that leads nowhere.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 100)
final class OpenEdxFilterExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(OpenEdxFilterExceptionHandler.class);

    private static final String RESPONSE = "response";

    /** Servers answer 500 if all headers together have more than 8 kB. */
    private static final int LONGEST_REDIRECT = 4096;

    /** Brackets stand around a host only. */
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*");

    /** What RFC 3986 does not let stand in a URI, and a percent sign that encodes nothing. */
    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[^A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]+|%(?![0-9a-fA-F]{2})");

    @ExceptionHandler
    ResponseEntity<?> answerProgram(OpenEdxFilterException halt) {
        return answer(halt, redirect(halt));
    }

    /** A browser asks for a page by name, programs ask for JSON or for anything. */
    @ExceptionHandler(produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<?> answerBrowser(OpenEdxFilterException halt) {
        URI redirect = redirect(halt);
        return redirect == null
                ? answer(halt, null)
                : ResponseEntity.status(HttpStatus.FOUND).location(redirect).build();
    }

    private static ResponseEntity<?> answer(OpenEdxFilterException halt, @Nullable URI redirect) {
        if (halt.extras().get(RESPONSE) instanceof ResponseEntity<?> response) {
            return response;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(halt), writable(halt.getMessage()));
        if (halt.filterType() != null) {
            problem.setProperty("hook", halt.filterType().value());
        }
        if (redirect != null) {
            problem.setProperty("redirectTo", redirect);
        }
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** Half of a character, which is left where a text was cut, cannot be written as JSON. */
    private static @Nullable String writable(@Nullable String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static HttpStatusCode status(OpenEdxFilterException halt) {
        Integer status = halt.statusCode();
        if (status == null) {
            return HttpStatus.FORBIDDEN;
        }
        if (status < 400 || status > 599) {
            log.warn(
                    "Step {} halted filter {} with status {}, which is none of an error. It is answered with 403",
                    halt.step(),
                    halt.filterType(),
                    status);
            return HttpStatus.FORBIDDEN;
        }
        return HttpStatusCode.valueOf(status);
    }

    private static @Nullable URI redirect(OpenEdxFilterException halt) {
        String location = halt.redirectTo();
        if (location == null || location.isBlank()) {
            return null;
        }
        try {
            URI redirect = new URI(encode(location.strip()));
            if (redirect.toString().length() <= LONGEST_REDIRECT) {
                return redirect;
            }
            log.warn("Step {} halted filter {} with a redirect that is too long", halt.step(), halt.filterType());
        } catch (URISyntaxException ex) {
            log.warn("Step {} halted filter {} with a redirect that is no URI", halt.step(), halt.filterType());
        }
        return null;
    }

    /** Encodes what is not allowed, line breaks among it, and leaves alone what is encoded already. */
    private static String encode(String location) {
        Matcher authority = AUTHORITY.matcher(location);
        int path = authority.lookingAt() ? authority.end() : 0;
        int fragment = location.indexOf('#', path);
        String rest = fragment < 0
                ? encodePart(location.substring(path))
                : encodePart(location.substring(path, fragment)) + '#' + encodePart(location.substring(fragment + 1));
        return encodePart(location.substring(0, path))
                + rest.replace("[", "%5B").replace("]", "%5D");
    }

    private static String encodePart(String part) {
        return NOT_ALLOWED.matcher(part).replaceAll(found -> octets(found.group()));
    }

    private static String octets(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return encoded.toString();
    }
}
