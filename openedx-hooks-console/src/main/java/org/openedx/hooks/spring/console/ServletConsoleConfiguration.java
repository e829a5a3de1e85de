/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.console;

import java.util.List;

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
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * The console of servlet applications, where their endpoints are: on the management port if there is one.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ImportRuntimeHints(ConsoleFiles.Hints.class)
public final class ServletConsoleConfiguration {

    private static final List<String> METHODS = List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    ServletConsoleConfiguration() {}

    @Bean
    SimpleUrlHandlerMapping openEdxHooksConsole(
            ObjectProvider<WebEndpointsSupplier> endpoints,
            ObjectProvider<PathMappedEndpoints> paths,
            Environment environment) {
        return new SimpleUrlHandlerMapping(
                new ConsoleFiles(endpoints, paths, environment).map(ServletConsoleConfiguration::handler),
                ConsoleFiles.ORDER);
    }

    private static HttpRequestHandler handler(ConsoleFile file) {
        return (request, response) -> {
            if (!METHODS.contains(request.getMethod())) {
                throw new HttpRequestMethodNotSupportedException(request.getMethod(), METHODS);
            }
            ConsoleFiles.HEADERS.forEach(response::setHeader);
            response.setHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
            response.setContentLength(file.body().length);
            response.getOutputStream().write(file.body());
        };
    }
}
