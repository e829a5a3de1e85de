/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.Optional;

import org.openedx.hooks.spring.actuate.OpenEdxHooksEndpoint;
import org.openedx.hooks.spring.actuate.WholeBody;
import org.openedx.hooks.spring.bus.EventBusAutoConfiguration;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.EventBusRoutes;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.event.EventDelivery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdvice;
import reactor.core.publisher.Flux;

/**
 * Auto-configuration of the event bus's endpoint and health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = EventBusAutoConfiguration.class)
@ConditionalOnBean(EventBusRoutes.class)
public final class EventBusActuatorAutoConfiguration {

    EventBusActuatorAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    @ConditionalOnAvailableEndpoint(OpenEdxEventBusEndpoint.class)
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        OpenEdxEventBusEndpoint openEdxEventBusEndpoint(
                EventBusPublishing publishing,
                EventBusRoutes routes,
                EventBusConsumers consumers,
                ObjectProvider<EventOutboxOperations> outbox) {
            return new OpenEdxEventBusEndpoint(
                    publishing, routes, consumers, Optional.ofNullable(outbox.getIfAvailable()));
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
        OpenEdxEventBusEndpointWebExtension openEdxEventBusEndpointWebExtension(OpenEdxEventBusEndpoint endpoint) {
            return new OpenEdxEventBusEndpointWebExtension(endpoint);
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        @ConditionalOnClass(RequestBodyAdvice.class)
        static class ServletConfiguration {

            @Bean
            WholeBody.Advice openEdxEventBusWholeBodyAdvice(ObjectProvider<PathMappedEndpoints> endpoints) {
                return new WholeBody.Advice(OpenEdxEventBusEndpoint.ID, endpoints) {};
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        @ConditionalOnClass({WebFilter.class, Flux.class})
        static class ReactiveConfiguration {

            @Bean
            WholeBody.Filter openEdxEventBusWholeBodyFilter(ObjectProvider<PathMappedEndpoints> endpoints) {
                return new WholeBody.Filter(OpenEdxEventBusEndpoint.ID, endpoints);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    @ConditionalOnAvailableEndpoint(OpenEdxHooksEndpoint.class)
    static class HooksEndpointConfiguration {

        @Bean
        @ConditionalOnBean(EventDelivery.class)
        BusTransport openEdxEventBusTransport(
                EventBusRoutes routes, EventBusConsumers consumers, EventDelivery delivery) {
            return new BusTransport(routes, consumers, delivery);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("openedxeventbus")
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean
        OpenEdxEventBusHealthIndicator openEdxEventBusHealthIndicator(
                EventBusPublishing publishing,
                EventBusConsumers consumers,
                ObjectProvider<EventOutboxOperations> outbox) {
            return new OpenEdxEventBusHealthIndicator(publishing, consumers, outbox.getIfAvailable());
        }
    }
}
