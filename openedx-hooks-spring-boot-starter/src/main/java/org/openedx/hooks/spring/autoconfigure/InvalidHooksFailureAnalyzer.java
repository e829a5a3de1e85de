/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.InvalidHookException;
import org.openedx.hooks.catalog.InvalidCatalogException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says what is wrong with hooks that the application, or a library, defines. */
final class InvalidHooksFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidCatalogException catalog) {
                return analysis(catalog.problems(), cause);
            }
            if (cause instanceof InvalidHookException hook) {
                return analysis(List.of(String.valueOf(hook.getMessage())), cause);
            }
        }
        return null;
    }

    private static FailureAnalysis analysis(List<String> problems, Throwable cause) {
        String headline = problems.size() == 1
                ? "A hook of this application has a problem:"
                : "The hooks of this application have %d problems:".formatted(problems.size());
        return new FailureAnalysis(
                headline + problems.stream().collect(Collectors.joining("\n\n    ", "\n\n    ", "")),
                "Correct the classes that are named, or take them out of the application's packages.",
                cause);
    }
}
