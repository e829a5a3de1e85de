/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Keeps an application from starting whose hooks are configured wrongly, and a running one from taking a wrong
 * configuration over.
 *
 * @since 0.1.0
 */
public final class InvalidHookConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;

    private final @Nullable String advice;

    private final transient List<ConfigurationProblem> problems;

    /**
     * Refuses a configuration.
     *
     * @param what is configured, as a plural for the headline: {@code filter pipelines}
     * @param problems everything that is wrong
     * @param advice what the operator can do besides correcting it, {@literal null} if that is all
     * @param cause what was thrown first, {@literal null} if nothing was
     */
    public InvalidHookConfigurationException(
            String what,
            Collection<ConfigurationProblem> problems,
            @Nullable String advice,
            @Nullable Throwable cause) {
        super(
                problems.stream()
                        .map(ConfigurationProblem::toString)
                        .collect(Collectors.joining("; ", "The " + what + " are invalid: ", "")),
                cause);
        this.what = what;
        this.advice = advice;
        this.problems = List.copyOf(problems);
    }

    /**
     * Everything that is wrong.
     *
     * @return an immutable list, empty after deserialization
     */
    public List<ConfigurationProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /**
     * Everything that is wrong, for people to read.
     *
     * @return several lines: what stands where, what is wrong with it and what would be valid
     */
    public String report() {
        int count = problems().size();
        return problems().stream()
                .map(InvalidHookConfigurationException::describe)
                .collect(Collectors.joining(
                        "%n%n".formatted(),
                        "The %s of this application have %d problem%s:%n%n"
                                .formatted(what, count, count == 1 ? "" : "s"),
                        ""));
    }

    /**
     * What the operator can do.
     *
     * @return one or more sentences
     */
    public String action() {
        return "Correct the configuration." + (advice == null ? "" : " " + advice);
    }

    private static String describe(ConfigurationProblem problem) {
        String hookType = problem.hookType() == null ? "" : "        %s:%n".formatted(problem.hookType());
        return "    %s%n%s        %s".formatted(problem.origin(), hookType, problem.message());
    }
}
