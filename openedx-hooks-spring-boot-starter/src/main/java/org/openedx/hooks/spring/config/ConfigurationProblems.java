/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.springframework.boot.origin.Origin;

/**
 * Collects everything that is wrong, so that the operator sees all of it at once. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ConfigurationProblems {

    private static final int LISTED = 10;

    private final List<ConfigurationProblem> found = new ArrayList<>();

    private final Set<String> unreadable = new HashSet<>();

    private @Nullable Throwable cause;

    /** Nothing is wrong yet. */
    public ConfigurationProblems() {}

    /**
     * Notes that something is wrong.
     *
     * @param hookType the hook as the configuration names it, {@literal null} if it is about no hook in particular
     * @param origin where it stands
     * @param message what was found, what is wrong with it and what would be valid
     */
    public void add(@Nullable String hookType, String origin, String message) {
        add(new ConfigurationProblem(hookType, origin, message));
    }

    /**
     * Notes that something is wrong, and what was thrown because of it.
     *
     * @param hookType the hook as the configuration names it, {@literal null} if it is about no hook in particular
     * @param origin where it stands
     * @param message what was found, what is wrong with it and what would be valid
     * @param cause kept if it is the first
     */
    public void add(@Nullable String hookType, String origin, String message, Throwable cause) {
        add(hookType, origin, message);
        this.cause = this.cause == null ? cause : this.cause;
    }

    /**
     * Takes over what others have found.
     *
     * @param others are not changed
     */
    public void addAll(ConfigurationProblems others) {
        others.found.forEach(this::add);
        unreadable.addAll(others.unreadable);
        cause = cause == null ? others.cause : cause;
    }

    /** Notes why something cannot be read; what else seems to be wrong with it is of no interest. */
    void addInsteadOfOthers(String hookType, Origin origin, String message) {
        ConfigurationProblem problem = new ConfigurationProblem(hookType, origin.toString(), message);
        add(problem);
        unreadable.add(problem.origin());
    }

    /** An entry may be looked at twice, by itself and with what overrides it. */
    private void add(ConfigurationProblem problem) {
        if (!found.contains(problem) && !unreadable.contains(problem.origin())) {
            found.add(problem);
        }
    }

    /**
     * What was thrown first.
     *
     * @return {@literal null} if nothing was
     */
    public @Nullable Throwable cause() {
        return cause;
    }

    /**
     * Everything that is wrong.
     *
     * @return an immutable list, in the order in which it was found
     */
    public List<ConfigurationProblem> found() {
        return List.copyOf(found);
    }

    /**
     * Refuses the configuration if anything is wrong with it.
     *
     * @param what is configured, as a plural for the headline: {@code filter pipelines}
     * @param advice what the operator can do besides correcting it, {@literal null} if that is all
     * @throws InvalidHookConfigurationException with everything that is wrong
     */
    public void throwIfAny(String what, @Nullable String advice) {
        if (!found.isEmpty()) {
            throw new InvalidHookConfigurationException(what, found, advice, cause);
        }
    }

    /**
     * Names what was probably meant or, if nothing is near, what there is.
     *
     * @param given what was found
     * @param valid what would be valid
     * @param what these are, as a plural: {@code filters}
     * @return a sentence
     */
    public static String suggestion(String given, Collection<String> valid, String what) {
        return suggestion(given, valid, valid, what);
    }

    /**
     * Names what was probably meant or, if nothing is near, what there is.
     *
     * @param given what was found
     * @param valid what would be valid
     * @param listed those of them that are worth a list
     * @param what these are, as a plural: {@code filters}
     * @return a sentence
     */
    public static String suggestion(String given, Collection<String> valid, Collection<String> listed, String what) {
        return NearestName.to(given, valid)
                .map(name -> "Did you mean \"%s\"?".formatted(name))
                .orElseGet(() -> "Known %s: %s.".formatted(what, list(listed)));
    }

    private static String list(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.stream().sorted().limit(LISTED).toList());
        return names.size() > LISTED ? "%s and %d more".formatted(first, names.size() - LISTED) : first;
    }
}
