/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads configuration whose keys are hook types: pipelines, switches, routes.
 *
 * <p>Who has such a root says what it looks like, reads it, takes the settings out of each entry, and throws what was
 * found to be wrong, all at once:
 *
 * <pre>{@code
 * ConfigurationProblems problems = new ConfigurationProblems();
 * HookConfiguration.ofEntries("my-routes", "routes", catalog.types(), form).read(environment, problems).forEach((type, entry) -> {
 *     Settings settings = Settings.of(type, entry, problems);
 *     Boolean enabled = settings.bool("enabled");
 *     ...
 * });
 * problems.throwIfAny("routes", null);
 * }</pre>
 */
@NullMarked
package org.openedx.hooks.spring.config;

import org.jspecify.annotations.NullMarked;
