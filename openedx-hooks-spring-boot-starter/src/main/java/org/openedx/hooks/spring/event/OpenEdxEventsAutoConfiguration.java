/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.stream.Stream;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.spring.autoconfigure.ApplicationObservers;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of events: the sender, and the factory that makes receivers of {@code @EventListener} methods. A
 * child context gets its own, since events travel from a context to its parents only.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = OpenEdxHooksAutoConfiguration.class)
public final class OpenEdxEventsAutoConfiguration {

    OpenEdxEventsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    EventMetadataFactory openEdxEventMetadataFactory(OpenEdxHooksProperties properties, Environment environment) {
        return new EventMetadataFactory(
                Stream.of(properties.serviceName(), environment.getProperty("spring.application.name"))
                        .filter(StringUtils::hasText)
                        .findFirst()
                        .orElse(EventMetadataFactory.SERVICE_NAME_UNSET),
                properties.events().source());
    }

    @Bean
    @ConditionalOnMissingBean
    EventUsage openEdxEventUsage() {
        return new EventUsage();
    }

    /** Never lazy: it has to know when all beans are there. */
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean(value = OpenEdxEvents.class, search = SearchStrategy.CURRENT)
    EventSender openEdxEvents(
            ConfigurableApplicationContext context,
            HookCatalog catalog,
            HookSwitches switches,
            EventMetadataFactory metadata,
            ApplicationObservers observers,
            ObjectProvider<EventOutlet> outlets,
            EventReceivers receivers,
            EventUsage usage,
            ObjectProvider<AsyncConfigurer> asyncConfigurer,
            OpenEdxHooksProperties properties) {
        SingletonSupplier<Boolean> handlesUncaughtExceptions = SingletonSupplier.of(() -> {
            AsyncConfigurer configurer = asyncConfigurer.getIfUnique();
            return configurer != null && configurer.getAsyncUncaughtExceptionHandler() != null;
        });
        return new EventSender(
                context,
                catalog,
                switches,
                observers,
                () -> outlets.orderedStream().toList(),
                new Sending(
                        context,
                        metadata,
                        receivers,
                        usage,
                        properties.events().robust(),
                        properties.events().maxDepth(),
                        handlesUncaughtExceptions::obtain));
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    EventReceivers openEdxEventReceivers(ApplicationContext context) {
        return new EventReceivers(context);
    }

    @Bean
    static OpenEdxEventListenerFactory openEdxEventListenerFactory() {
        return new OpenEdxEventListenerFactory();
    }

    @Bean
    static AsyncReceiverPostProcessor openEdxAsyncReceiverPostProcessor() {
        return new AsyncReceiverPostProcessor();
    }
}
