/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.Objects;

import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.spring.config.ConfiguredSwitches;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.module.SimpleModule;

/**
 * Auto-configuration of what events and filters share: the catalog of hooks, their switches, and the JSON of events.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(OpenEdxHooksProperties.class)
public final class OpenEdxHooksAutoConfiguration {

    OpenEdxHooksAutoConfiguration() {}

    @Bean
    static SettingsCheck openEdxHooksSettingsCheck(ConfigurableEnvironment environment) {
        return new SettingsCheck(environment);
    }

    /** Never lazy: a wrong switch shall keep the application from starting, however it is started. */
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    HookSwitches openEdxHookSwitches(ConfigurableEnvironment environment, HookCatalog catalog) {
        ConfiguredSwitches configured = ConfiguredSwitches.in(environment, catalog.types());
        configured.problems().throwIfAny("switches", null);
        return new HookSwitches(configured.rules());
    }

    /** Made for the first event that leaves the application as bytes or text: most start without one. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    EventCodecs openEdxEventCodecs() {
        return EventCodecs.standard();
    }

    @Bean
    @ConditionalOnMissingBean
    HookDocs openEdxHookDocs(ApplicationContext context) {
        return HookDocs.of(Objects.requireNonNull(context.getClassLoader(), "classLoader"));
    }

    /** Without condition: a child context may have observers of its own. */
    @Bean
    ApplicationObservers openEdxHookObservers(ObjectProvider<HookObserver.Factory> factories) {
        return new ApplicationObservers(factories);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(HookCatalog.class)
    @Import(OwnHooks.Registrar.class)
    static class CatalogConfiguration {

        @Bean
        HookCatalog openEdxHookCatalog(ApplicationContext context, OwnHooks ownHooks) {
            ClassLoader classLoader = Objects.requireNonNull(context.getClassLoader(), "classLoader");
            HookCatalog catalog = HookCatalog.load(classLoader).with(ownHooks.load(classLoader));
            ownHooks.advise(classLoader);
            return catalog;
        }
    }

    /** Boot gives the module to its mapper, and so to whoever writes events as JSON: web, brokers, outboxes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SimpleModule.class)
    static class JsonConfiguration {

        @Bean
        @ConditionalOnMissingBean
        EventJsonModule openEdxEventJsonModule(ObjectProvider<EventCodecs> codecs, HookCatalog catalog) {
            return new EventJsonModule(SingletonSupplier.of(codecs::getObject), catalog);
        }
    }
}
