/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Lets requests to {@link OpenEdxHooksEndpoint} in servlet applications write a pipeline as a JSON list; Boot reads
 * bodies for endpoints as flat maps of texts.
 *
 * @since 0.1.0
 */
@ControllerAdvice
public final class StructuredBodyAdvice extends RequestBodyAdviceAdapter {

    private final ObjectProvider<PathMappedEndpoints> endpoints;

    /**
     * An advice for one endpoint.
     *
     * @param endpoints know its path; not asked before the first request
     */
    public StructuredBodyAdvice(ObjectProvider<PathMappedEndpoints> endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type targetType, Class<? extends HttpMessageConverter<?>> converterType) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                && (endpoints.getObject().getPath(OpenEdxHooksEndpoint.ID) + "/{type}")
                        .equals(request.getAttribute(
                                HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        byte[] flat = PipelineJson.flatten(message.getBody().readAllBytes());
        return new Flat(message.getHeaders(), new ByteArrayInputStream(flat));
    }

    private record Flat(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
