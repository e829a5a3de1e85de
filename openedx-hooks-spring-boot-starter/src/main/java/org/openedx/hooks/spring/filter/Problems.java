/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;

/** Collects everything that is wrong, so that the operator sees all of it at once. */
final class Problems {

    private static final int LISTED = 10;

    private final List<FilterPipelineProblem> found = new ArrayList<>();

    private final List<String> hints = new ArrayList<>();

    private @Nullable Throwable cause;

    void add(@Nullable String filterType, String origin, String message) {
        add(new FilterPipelineProblem(filterType, origin, message));
    }

    void add(@Nullable String filterType, String origin, String message, Throwable cause) {
        add(filterType, origin, message);
        this.cause = this.cause == null ? cause : this.cause;
    }

    void addAll(Problems others) {
        others.found.forEach(this::add);
        hints.addAll(others.hints);
        cause = cause == null ? others.cause : cause;
    }

    /** An entry may be looked at twice, by itself and with what overrides it. */
    private void add(FilterPipelineProblem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Notes what is allowed, but was probably not meant. */
    void hint(String hint) {
        hints.add(hint);
    }

    List<String> hints() {
        return List.copyOf(hints);
    }

    /** What was thrown first, {@literal null} if nothing was. */
    @Nullable
    Throwable cause() {
        return cause;
    }

    List<FilterPipelineProblem> found() {
        return List.copyOf(found);
    }

    /** Names what was probably meant or, if nothing is near, what there is. */
    static String suggestion(String given, Collection<String> valid, String what) {
        return NearestName.to(given, valid)
                .map(name -> "Did you mean \"%s\"?".formatted(name))
                .orElseGet(() -> "Known %s: %s.".formatted(what, list(valid)));
    }

    private static String list(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.stream().sorted().limit(LISTED).toList());
        return names.size() > LISTED ? "%s and %d more".formatted(first, names.size() - LISTED) : first;
    }
}
