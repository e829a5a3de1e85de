/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** Applications with an event bus. */
final class BusContexts {

    /** How long anything may take on a machine that has much else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private BusContexts() {}

    /** Without a broker. */
    static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class,
                        OpenEdxFiltersAutoConfiguration.class,
                        OpenEdxHooksObservabilityAutoConfiguration.class,
                        EventBusAutoConfiguration.class));
    }

    static ApplicationContextRunner with(LocalBroker broker) {
        return bare().withBean(LocalBroker.class, () -> broker);
    }

    static ApplicationContextInitializer<ConfigurableApplicationContext> yaml(String text) {
        return context -> {
            try {
                new YamlPropertySourceLoader()
                        .load("application.yml", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
                            @Override
                            public String getDescription() {
                                return "application.yml";
                            }
                        })
                        .forEach(context.getEnvironment().getPropertySources()::addFirst);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        };
    }

    /** What SpringApplication says after it has started an application; here nobody else says it. */
    static void ready(ConfigurableApplicationContext context) {
        context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
    }
}
