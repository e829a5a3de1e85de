/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.openedx.hooks.spring.filter.FilterPipelineProblem;
import org.openedx.hooks.spring.filter.InvalidFilterConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says where each wrong pipeline stands, and what would be right. */
final class InvalidFilterConfigurationFailureAnalyzer
        extends AbstractFailureAnalyzer<InvalidFilterConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidFilterConfigurationException cause) {
        List<FilterPipelineProblem> problems = cause.problems();
        String description = problems.stream()
                .map(InvalidFilterConfigurationFailureAnalyzer::describe)
                .collect(Collectors.joining("%n%n".formatted(), headline(problems.size()), ""));
        return new FailureAnalysis(
                description,
                "Correct the configuration. To start without what is wrong, and skip it as Open edX does, set"
                        + " openedx.hooks.filters.validation=lenient.",
                cause);
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
