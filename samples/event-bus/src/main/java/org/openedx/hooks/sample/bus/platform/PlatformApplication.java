/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus.platform;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The platform. */
@SpringBootApplication
public class PlatformApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PlatformApplication.class)
                .properties("spring.config.name=platform")
                .run(arguments);
    }
}
