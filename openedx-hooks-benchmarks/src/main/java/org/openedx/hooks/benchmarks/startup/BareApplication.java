/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.startup;

import java.util.Comparator;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.context.metrics.buffering.StartupTimeline.TimelineEvent;
import org.springframework.context.annotation.Configuration;

/** A web application with actuator that does nothing but say when it is ready. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareApplication {

    static final String READY = "ready";

    private static final int MANY = 10_000;

    /**
     * Starts it.
     *
     * @param args {@code beans} to be told which of the hooks' beans have taken how long
     */
    public static void main(String[] args) {
        BufferingApplicationStartup steps = args.length > 0 ? new BufferingApplicationStartup(MANY) : null;
        SpringApplication application = new SpringApplication(BareApplication.class);
        if (steps != null) {
            application.setApplicationStartup(steps);
        }
        application.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=*");
        if (steps == null) {
            System.out.println(READY);
        } else {
            steps.getBufferedTimeline().getEvents().stream()
                    .filter(BareApplication::isOfHooks)
                    .sorted(Comparator.comparing(TimelineEvent::getDuration).reversed())
                    .forEach(event -> System.out.printf(
                            "%6d µs %s %s%n",
                            TimeUnit.NANOSECONDS.toMicros(event.getDuration().toNanos()),
                            event.getStartupStep().getName(),
                            name(event)));
            System.exit(0);
        }
    }

    private static boolean isOfHooks(TimelineEvent event) {
        return name(event).toLowerCase(java.util.Locale.ROOT).contains("openedx");
    }

    private static String name(TimelineEvent event) {
        for (var tag : event.getStartupStep().getTags()) {
            if (tag.getKey().equals("beanName")) {
                return tag.getValue();
            }
        }
        return "";
    }
}
