/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.refresh;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.config.ConfiguredSwitches;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Lets pipelines and switches follow the environment when Spring Cloud tells that it has changed (PUR-7, FCF-7). Any
 * property may stand behind a placeholder, so every change is looked at; what has not changed stays as it is.
 *
 * <p>Pipelines and switches are checked first and then changed together. If anything is wrong, that is logged, nothing
 * has changed, and others who are told of the event are not disturbed.
 */
final class EnvironmentRefresher implements ApplicationListener<EnvironmentChangeEvent>, Ordered {

    private static final Logger log = LoggerFactory.getLogger(EnvironmentRefresher.class);

    private final ConfigurableEnvironment environment;

    private final HookCatalog catalog;

    private final FilterPipelines pipelines;

    private final HookSwitches switches;

    /**
     * A refresher of hooks.
     *
     * @param environment has the configuration
     * @param catalog the hooks that there are
     * @param pipelines which steps filters run
     * @param switches which hooks run
     */
    EnvironmentRefresher(
            ConfigurableEnvironment environment,
            HookCatalog catalog,
            FilterPipelines pipelines,
            HookSwitches switches) {
        this.environment = environment;
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.switches = switches;
    }

    @Override
    public void onApplicationEvent(EnvironmentChangeEvent event) {
        if (event.getKeys().isEmpty()) {
            return;
        }
        try {
            ConfiguredSwitches configured = ConfiguredSwitches.in(environment, catalog.types());
            pipelines.refresh(configured.problems().found());
            switches.configure(configured.rules());
        } catch (InvalidHookConfigurationException ex) {
            log.error("The changed configuration of hooks is refused, and all hooks run as before. {}", ex.report());
        } catch (RuntimeException ex) {
            log.error("The changed configuration of hooks cannot be read, and all hooks run as before.", ex);
        }
    }

    /** Before Spring Cloud binds beans again, where the first that fails ends the event. */
    @Override
    public int getOrder() {
        return 0;
    }
}
