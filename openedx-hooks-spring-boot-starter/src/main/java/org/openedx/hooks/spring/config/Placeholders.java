/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.Optional;

import org.springframework.core.env.PropertyResolver;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Tells of placeholders that have no value. Boot leaves them in a setting as they are, so that a service would be
 * called <code>&#36;{HOSTNAME}</code> wherever it runs.
 *
 * @since 0.1.0
 */
public final class Placeholders {

    private Placeholders() {}

    /**
     * What is wrong with the placeholders of a text.
     *
     * @param text as it is written
     * @param environment has the values
     * @return what the operator can do, empty if each has a value
     */
    public static Optional<String> problem(String text, PropertyResolver environment) {
        try {
            environment.resolveRequiredPlaceholders(text);
            return Optional.empty();
        } catch (PlaceholderResolutionException ex) {
            return Optional.of(problem(ex));
        }
    }

    static String problem(PlaceholderResolutionException ex) {
        return "the placeholder \"${%s}\" has no value. Give it one, or a default: \"${%s:...}\". For a text that is no placeholder write \"\\${\"."
                .formatted(ex.getPlaceholder(), ex.getPlaceholder());
    }
}
