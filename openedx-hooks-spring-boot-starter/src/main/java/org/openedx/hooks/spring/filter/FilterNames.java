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

    static final String MERGE = "merge";

    static final String DISABLED_STEPS = "disabled-steps";

    static final String LOG_LEVEL = "log-level";

    static final String STEP = "step";

    static final String ENABLED = "enabled";

    static final String TIMEOUT = "timeout";

    private static final Map<String, String> OF_ENTRY =
            byUniform(Stream.of(PIPELINE, FAIL_SILENTLY, MERGE, DISABLED_STEPS, LOG_LEVEL));

    private static final Map<String, String> OF_STEP = byUniform(Stream.of(STEP, FAIL_SILENTLY, ENABLED, TIMEOUT));

    /** The root of all pipelines. */
    static HookConfiguration in(Set<String> types) {
        return HookConfiguration.ofEntries(ROOT, "pipelines", types, FORM);
    }

    private static Map<String, String> byUniform(Stream<String> names) {
        return names.collect(Collectors.toMap(ConfigNode::uniform, name -> name));
    }

    @Override
    public boolean isSetting(String name) {
        return OF_ENTRY.containsKey(ConfigNode.uniform(name));
    }

    /** A bare list or name is the pipeline (FCF-1). */
    @Override
    public List<String> path(List<String> written) {
        List<String> path = new ArrayList<>(written.size() + 1);
        if (written.isEmpty() || ConfigNode.isIndex(written.get(0))) {
            path.add(PIPELINE);
        }
        for (String name : written) {
            Map<String, String> settings = switch (path.size()) {
                case 0 -> OF_ENTRY;
                case 2 -> path.get(0).equals(PIPELINE) ? OF_STEP : Map.of();
                default -> Map.of();
            };
            path.add(settings.getOrDefault(ConfigNode.uniform(name), name));
        }
        return path;
    }
}
