/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.List;

import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports pipelines that do not run as they are configured: because an application that is lenient started all the
 * same, or because a running one has refused a changed configuration.
 *
 * @since 0.1.0
 */
public final class OpenEdxHooksHealthIndicator implements HealthIndicator {

    /** The application works, but not as it is configured. Answered with HTTP 200 unless mapped otherwise. */
    public static final Status DEGRADED =
            new Status("DEGRADED", "Some filter pipelines do not run as they are configured");

    private final FilterPipelines pipelines;

    /**
     * Reports on pipelines.
     *
     * @param pipelines the application's
     */
    public OpenEdxHooksHealthIndicator(FilterPipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        report(health, "problems", pipelines.problems());
        report(health, "refused", pipelines.refused());
        return health.build();
    }

    private static void report(Health.Builder health, String name, List<ConfigurationProblem> problems) {
        if (!problems.isEmpty()) {
            health.status(DEGRADED)
                    .withDetail(
                            name,
                            problems.stream()
                                    .map(ConfigurationProblem::toString)
                                    .toList());
        }
    }
}
