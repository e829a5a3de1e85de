/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

/** YAML has numbers, environment variables have text. */
@ConfigurationPropertiesBinding
final class SecondsConverter implements Converter<Object, Seconds> {

    @Override
    public Seconds convert(Object source) {
        return Seconds.valueOf(source.toString());
    }
}
