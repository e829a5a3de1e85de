/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith;

import org.openedx.hooks.sample.modulith.enrollment.Enrollments;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.openedx.hooks.sample.modulith.ModulithTests.BOB;
import static org.openedx.hooks.sample.modulith.ModulithTests.DEMO;
import static org.openedx.hooks.sample.modulith.ModulithTests.NOW;

/** The application on a machine that loses its power while a letter is delivered. */
class CrashingApplication {

    static final int POWER_CUT = 42;

    private CrashingApplication() {}

    public static void main(String[] args) throws InterruptedException {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(ModulithApplication.class)
                .initializers(ModulithTests.deliveringBy(
                        enrollment -> Runtime.getRuntime().halt(POWER_CUT)))
                .run(args);
        context.getBean(Enrollments.class).enroll(BOB, DEMO, NOW);
        Thread.sleep(30_000);
    }
}
