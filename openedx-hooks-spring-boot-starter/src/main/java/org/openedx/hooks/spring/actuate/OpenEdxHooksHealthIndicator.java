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

/**
 * Reports hooks that do not run as they are configured: because an application that is lenient started all the same, or
 * because a running one has refused a changed configuration. The status is one that Boot aggregates by default, so that
 * whoever looks at the whole sees it.
 */
final class OpenEdxHooksHealthIndicator implements HealthIndicator {

    private final FilterPipelines pipelines;

    OpenEdxHooksHealthIndicator(FilterPipelines pipelines) {
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
            health.outOfService()
                    .withDetail(
                            name,
                            problems.stream()
                                    .map(ConfigurationProblem::toString)
                                    .toList());
        }
    }
}
