/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.console;

import java.util.Set;

import org.openedx.hooks.spring.console.ConsoleFiles.ConsoleFile;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * The console of reactive applications, where their endpoints are: on the management port if there is one.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ImportRuntimeHints(ConsoleFiles.Hints.class)
public final class ReactiveConsoleConfiguration {

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    ReactiveConsoleConfiguration() {}

    @Bean
    SimpleUrlHandlerMapping openEdxHooksConsole(
            ObjectProvider<WebEndpointsSupplier> endpoints,
            ObjectProvider<PathMappedEndpoints> paths,
            Environment environment) {
        return new SimpleUrlHandlerMapping(
                new ConsoleFiles(endpoints, paths, environment).map(ReactiveConsoleConfiguration::handler),
                ConsoleFiles.ORDER);
    }

    private static WebHandler handler(ConsoleFile file) {
        return exchange -> {
            if (!METHODS.contains(exchange.getRequest().getMethod())) {
                return Mono.error(
                        new MethodNotAllowedException(exchange.getRequest().getMethod(), METHODS));
            }
            HttpHeaders headers = exchange.getResponse().getHeaders();
            ConsoleFiles.HEADERS.forEach(headers::set);
            headers.set(HttpHeaders.CONTENT_TYPE, file.contentType());
            headers.setContentLength(file.body().length);
            return exchange.getResponse()
                    .writeWith(Mono.fromSupplier(
                            () -> exchange.getResponse().bufferFactory().wrap(file.body())));
        };
    }
}
