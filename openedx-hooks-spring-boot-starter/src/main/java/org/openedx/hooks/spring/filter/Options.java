/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openedx.hooks.NearestName;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;

/** What entries and steps have besides their settings. */
final class Options {

    /** Long enough that an option with a similar name is a slip of the pen. */
    private static final List<String> UNMISTAKABLE =
            List.of(FilterNames.FAIL_SILENTLY, FilterNames.PIPELINE, FilterNames.DISABLED_STEPS);

    private Options() {}

    /** Everything that is no setting goes to the steps as it is (FCF-4). */
    static Map<String, Object> of(String filterType, Map<String, ConfigNode> pieces, ConfigurationProblems problems) {
        Map<String, Object> options = new LinkedHashMap<>();
        pieces.forEach((name, node) -> {
            NearestName.to(name, UNMISTAKABLE)
                    .ifPresent(
                            meant -> problems.hint("%s: \"%s\" of %s is an option for its steps; did you mean \"%s\"?"
                                    .formatted(node.origin(), name, filterType, meant)));
            options.put(name, node.plain());
        });
        return Collections.unmodifiableMap(options);
    }
}
