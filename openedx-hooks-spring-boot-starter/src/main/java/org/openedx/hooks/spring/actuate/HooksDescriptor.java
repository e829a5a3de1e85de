/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.filter.OverdueStep;

/**
 * All hooks, as {@link OpenEdxHooksEndpoint} shows them. The names and meanings of its pieces are kept; new ones may
 * come.
 *
 * @param hooks the hooks that were asked for, by type
 * @param switches what the configuration decides about hooks being on, by prefix
 * @param problems what is wrong with the configuration that the application runs on; empty unless it is lenient
 * @param refused what is wrong with the configuration that a refresh brought and that was refused
 * @param overdue steps that were interrupted because their time was over and work on all the same
 * @param recent the last runs, the newest last; empty unless {@code openedx.hooks.recent} is set
 * @param sentUnheard the types of events that were sent at least once since the start with nobody to take them
 * @param neverSent the types of events that a receiver waits for and that have not been sent since the start; those
 *     that take every event wait for none in particular
 * @since 0.1.0
 */
public record HooksDescriptor(
        List<HookDescriptor> hooks,
        List<HookDescriptor.SwitchDescriptor> switches,
        List<ProblemDescriptor> problems,
        List<ProblemDescriptor> refused,
        List<OverdueStep> overdue,
        List<RunDescriptor> recent,
        List<String> sentUnheard,
        List<String> neverSent) {

    /**
     * Something that is wrong with the configuration.
     *
     * @param hook the hook as the configuration names it, {@literal null} if it is about no hook in particular
     * @param origin where it stands
     * @param message what was found, what is wrong with it and what would be valid
     * @since 0.1.0
     */
    public record ProblemDescriptor(@Nullable String hook, String origin, String message) {

        static List<ProblemDescriptor> of(List<ConfigurationProblem> problems) {
            return problems.stream()
                    .map(problem -> new ProblemDescriptor(problem.hookType(), problem.origin(), problem.message()))
                    .toList();
        }
    }
}
