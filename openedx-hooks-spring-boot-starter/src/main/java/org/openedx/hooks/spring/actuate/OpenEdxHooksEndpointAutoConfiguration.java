/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.spring.asyncapi.ApplicationAsyncApi;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.EventUsage;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.observe.HookActivity;
import org.openedx.hooks.spring.observe.HookTotals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdvice;
import reactor.core.publisher.Flux;

/**
 * Auto-configuration of the actuator endpoint of all hooks.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        after = {
            OpenEdxHooksAutoConfiguration.class,
            OpenEdxEventsAutoConfiguration.class,
            OpenEdxFiltersAutoConfiguration.class
        })
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(OpenEdxHooksEndpoint.class)
public final class OpenEdxHooksEndpointAutoConfiguration {

    OpenEdxHooksEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    OpenEdxHooksEndpoint openEdxHooksEndpoint(
            HookCatalog catalog,
            HookDocs docs,
            HookSwitches switches,
            EventReceivers receivers,
            EventUsage usage,
            FilterPipelines pipelines,
            ObjectProvider<EventTransport> transports,
            HookActivity activity,
            ObjectProvider<HookTotals.Source> totals) {
        return new OpenEdxHooksEndpoint(new HookDescriptors(
                catalog,
                docs,
                switches,
                receivers,
                usage,
                pipelines,
                () -> transports.orderedStream().toList(),
                activity,
                totals.getIfAvailable(() -> hook -> HookTotals.NONE)));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    OpenEdxHooksEndpointWebExtension openEdxHooksEndpointWebExtension(
            OpenEdxHooksEndpoint endpoint, ObjectProvider<ApplicationAsyncApi> asyncApi) {
        return new OpenEdxHooksEndpointWebExtension(endpoint, asyncApi);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(RequestBodyAdvice.class)
    static class ServletConfiguration {

        @Bean
        WholeBody.Advice openEdxHooksWholeBodyAdvice(ObjectProvider<PathMappedEndpoints> endpoints) {
            return new WholeBody.Advice(OpenEdxHooksEndpoint.ID, endpoints) {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass({WebFilter.class, Flux.class})
    static class ReactiveConfiguration {

        @Bean
        WholeBody.Filter openEdxHooksWholeBodyFilter(ObjectProvider<PathMappedEndpoints> endpoints) {
            return new WholeBody.Filter(OpenEdxHooksEndpoint.ID, endpoints);
        }
    }
}
