/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.HookConfiguration;

/** What the entry of an event in {@code event-bus-producer-config} looks like: topics, each with two settings. */
final class RouteForm implements HookConfiguration.Form {

    static final String EVENT_KEY_FIELD = "event-key-field";

    static final String ENABLED = "enabled";

    static final List<String> SETTINGS = List.of(EVENT_KEY_FIELD, ENABLED);

    private static final Map<String, String> BY_UNIFORM = Map.of("eventkeyfield", EVENT_KEY_FIELD, "enabled", ENABLED);

    @Override
    public boolean isSetting(String name) {
        return setting(name) != null;
    }

    @Override
    public String mark() {
        return EVENT_KEY_FIELD;
    }

    /** The topic and what is said for it. Topics may have dots, and in environment variables lose their hyphens. */
    @Override
    public List<String> path(List<String> written) {
        int last = written.size() - 1;
        if (last < 0 || ConfigNode.isIndex(written.get(0))) {
            return written;
        }
        if (last == 0) {
            return variable(written.get(0));
        }
        int topicEnd = last;
        while (topicEnd > 1 && ConfigNode.isIndex(written.get(topicEnd))) {
            topicEnd--;
        }
        List<String> path = new ArrayList<>();
        path.add(String.join(".", written.subList(0, topicEnd)));
        String setting = setting(written.get(topicEnd));
        path.add(setting == null ? written.get(topicEnd) : setting);
        path.addAll(written.subList(topicEnd + 1, written.size()));
        return path;
    }

    private static List<String> variable(String name) {
        for (String setting : SETTINGS) {
            String suffix = "_" + setting.replace('-', '_');
            if (name.length() > suffix.length() && name.endsWith(suffix)) {
                return List.of(name.substring(0, name.length() - suffix.length()), setting);
            }
        }
        return List.of(name);
    }

    private static @Nullable String setting(String name) {
        return BY_UNIFORM.get(ConfigNode.uniform(name));
    }
}
