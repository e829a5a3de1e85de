/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.FilterValidation;

/**
 * Keeps an application from starting whose pipelines are configured wrongly, and a running one from taking wrong
 * pipelines over.
 *
 * @see FilterValidation
 * @since 0.1.0
 */
public final class InvalidFilterConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FilterPipelineProblem> problems;

    InvalidFilterConfigurationException(List<FilterPipelineProblem> problems, @Nullable Throwable cause) {
        super(
                problems.stream()
                        .map(FilterPipelineProblem::toString)
                        .collect(Collectors.joining("; ", FilterPropertyNames.ROOT + " is invalid: ", "")),
                cause);
        this.problems = List.copyOf(problems);
    }

    /**
     * Everything that is wrong.
     *
     * @return an immutable list, empty after deserialization
     */
    public List<FilterPipelineProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /**
     * Everything that is wrong, for people to read.
     *
     * @return several lines: what stands where, what is wrong with it and what would be valid
     */
    public String report() {
        return problems().stream()
                .map(InvalidFilterConfigurationException::describe)
                .collect(Collectors.joining(
                        "%n%n".formatted(), headline(problems().size()), ""));
    }

    private static String headline(int problems) {
        return "The filter pipelines of this application have %d problem%s:%n%n"
                .formatted(problems, problems == 1 ? "" : "s");
    }

    private static String describe(FilterPipelineProblem problem) {
        String filterType = problem.filterType() == null ? "" : "        %s:%n".formatted(problem.filterType());
        return "    %s%n%s        %s".formatted(problem.origin(), filterType, problem.message());
    }
}
