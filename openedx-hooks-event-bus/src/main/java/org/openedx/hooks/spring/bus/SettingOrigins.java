/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Where settings stand, for messages. */
record SettingOrigins(Environment environment) {

    /** The file and line of a setting, or of the first of those below it; its name if that is not known. */
    String of(String setting) {
        return of(ConfigurationPropertyName.of(setting));
    }

    /** The same for a name that may have anything in it. */
    String of(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            Origin origin = origin(source, name);
            if (origin != null) {
                return origin.toString();
            }
        }
        return name.toString();
    }

    private static @Nullable Origin origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        Origin own = Origin.from(source.getConfigurationProperty(name));
        if (own != null || !(source instanceof IterableConfigurationPropertySource iterable)) {
            return own;
        }
        if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
            return origin(variables, name);
        }
        return iterable.stream()
                .filter(name::isAncestorOf)
                .findFirst()
                .map(found -> Origin.from(source.getConfigurationProperty(found)))
                .orElse(null);
    }

    /** Boot cannot tell which names of variables are below another: they have lost their hyphens. */
    private static @Nullable Origin origin(SystemEnvironmentPropertySource variables, ConfigurationPropertyName name) {
        String prefix =
                name.toString().replaceAll("[.\\-\\[]", "_").replace("]", "").toUpperCase(Locale.ROOT) + "_";
        return Stream.of(variables.getPropertyNames())
                .filter(variable -> variable.startsWith(prefix))
                .sorted()
                .findFirst()
                .map(variable -> PropertySourceOrigin.get(variables, variable))
                .orElse(null);
    }
}
