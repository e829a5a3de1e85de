/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.HookConfiguration;

/** The names of settings, and what entries look like that have them. */
enum FilterNames implements HookConfiguration.Form {
    FORM;

    static final String ROOT = "open-edx-filters-config";

    static final String PIPELINE = "pipeline";

    static final String FAIL_SILENTLY = "fail-silently";

    static final String ENABLED = "enabled";

    static final String TIMEOUT = "timeout";

    static final String OPTIONS = "options";

    static final String MERGE = "merge";

    static final String DISABLED_STEPS = "disabled-steps";

    static final String LOG_LEVEL = "log-level";

    static final String STEP = "step";

    /** The settings of an entry, in proper spelling by their uniform names. */
    static final Map<String, String> OF_ENTRY =
            byUniform(PIPELINE, FAIL_SILENTLY, ENABLED, TIMEOUT, OPTIONS, MERGE, DISABLED_STEPS, LOG_LEVEL);

    /** The settings of a step. */
    static final Map<String, String> OF_STEP = byUniform(STEP, FAIL_SILENTLY, ENABLED, TIMEOUT, OPTIONS);

    /** Those of an entry that steps cannot have. Python's steps find the log level among their options. */
    static final Map<String, String> OF_ENTRY_ALONE = byUniform(PIPELINE, MERGE, DISABLED_STEPS);

    /** The root of all pipelines. */
    static HookConfiguration in(Set<String> types) {
        return HookConfiguration.ofEntries(ROOT, "pipelines", types, FORM);
    }

    private static Map<String, String> byUniform(String... names) {
        return Stream.of(names).collect(Collectors.toMap(ConfigNode::uniform, name -> name));
    }

    @Override
    public boolean isSetting(String name) {
        return OF_ENTRY.containsKey(ConfigNode.uniform(name));
    }

    @Override
    public String mark() {
        return PIPELINE;
    }

    /** A bare list or name is the pipeline (FCF-1). */
    @Override
    public List<String> path(List<String> written) {
        List<String> path = new ArrayList<>(written.size() + 1);
        if (written.isEmpty() || ConfigNode.isIndex(written.get(0))) {
            path.add(PIPELINE);
        }
        for (String name : written) {
            path.add(settingsAt(path).getOrDefault(ConfigNode.uniform(name), name));
        }
        return path;
    }

    @Override
    public List<String> pathOfVariable(List<String> written) {
        List<String> path = new ArrayList<>(written.size() + 1);
        for (String name : written) {
            boolean amongSettings = path.isEmpty() || !settingsAt(path(path)).isEmpty();
            if (amongSettings && name.startsWith(OPTIONS + "_")) {
                path.add(OPTIONS);
                path.add(name.substring(OPTIONS.length() + 1));
            } else {
                path.add(name);
            }
        }
        return path(path);
    }

    private static Map<String, String> settingsAt(List<String> path) {
        return switch (path.size()) {
            case 0 -> OF_ENTRY;
            case 2 -> path.get(0).equals(PIPELINE) ? OF_STEP : Map.of();
            default -> Map.of();
        };
    }
}
