/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * The switches of hooks as the environment has them now.
 *
 * @param prefixes on or off by prefix
 * @param problems what is wrong with others
 */
record ConfiguredSwitches(Map<String, Boolean> prefixes, List<ConfigurationProblem> problems) {

    private static final String NAME = "openedx.hooks.enabled";

    static ConfiguredSwitches in(Environment environment) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Map<String, Boolean> prefixes = Binder.get(environment)
                .bind(NAME, Bindable.mapOf(String.class, Boolean.class), new Collecting(problems))
                .orElseGet(Map::of);
        return new ConfiguredSwitches(prefixes, problems);
    }

    /** Notes what is wrong, so that the operator sees all of it at once. */
    private record Collecting(List<ConfigurationProblem> problems) implements BindHandler {

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            ConfigurationProperty property = context.getConfigurationProperty();
            String origin = property == null ? NAME : Objects.toString(property.getOrigin(), NAME);
            Object found = property == null ? error.getMessage() : property.getValue();
            problems.add(new ConfigurationProblem(
                    null, origin, "%s must be true or false, found \"%s\".".formatted(name, found)));
            return null;
        }
    }
}
