/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;

/** What entries and steps have in common. */
final class Settings {

    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    /** Long enough that an option with a similar name is a slip of the pen. */
    private static final List<String> UNMISTAKABLE = List.of(
            FilterPropertyNames.FAIL_SILENTLY, FilterPropertyNames.PIPELINE, FilterPropertyNames.DISABLED_STEPS);

    private Settings() {}

    /** Takes a boolean out of an entry, in any form that Spring knows; {@literal null} if it is absent or wrong. */
    static @Nullable Boolean bool(String filterType, String name, Map<String, ConfigNode> pieces, Problems problems) {
        ConfigNode node = pieces.remove(name);
        if (node == null) {
            return null;
        }
        try {
            Boolean value = node.isValue()
                    ? ApplicationConversionService.getSharedInstance().convert(node.value(), Boolean.class)
                    : null;
            if (value != null) {
                return value;
            }
        } catch (ConversionException ex) {
            log.trace("Not a boolean", ex);
        }
        problems.add(filterType, node.origin(), "%s must be true or false, found %s.".formatted(name, node));
        return null;
    }

    /** Everything that is no setting goes to the steps as it is (FCF-4). */
    static Map<String, Object> options(String filterType, Map<String, ConfigNode> pieces, Problems problems) {
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
