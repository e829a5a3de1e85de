/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus.analytics;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The analytics service, whose page shows what arrives. */
@SpringBootApplication
public class AnalyticsApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(AnalyticsApplication.class)
                .properties("spring.config.name=analytics")
                .run(arguments);
    }
}
