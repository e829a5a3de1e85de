/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.json.JsonWriter;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands an endpoint the body of a request as it was sent, as one text, the parameter {@code body}. Boot reads bodies
 * for endpoints as flat maps of texts: it refuses lists, and drops what has no parameter without telling anybody.
 *
 * @since 0.1.0
 */
public final class WholeBody {

    /** Leaves room below what Spring's own decoders take into memory by default, since quotes and more are escaped. */
    static final int MAX_BYTES = 64 * 1024;

    private WholeBody() {}

    private static byte[] wrap(byte[] body) {
        return JsonWriter.standard()
                .writeToString(Map.of("body", new String(body, StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * For servlet applications. Abstract, so that no scan for components makes one.
     *
     * @since 0.1.0
     */
    @ControllerAdvice
    public abstract static class Advice extends RequestBodyAdviceAdapter {

        private final EndpointId endpoint;

        private final ObjectProvider<PathMappedEndpoints> endpoints;

        /**
         * For one endpoint.
         *
         * @param endpoint which one
         * @param endpoints know its path; not asked before the first request
         */
        protected Advice(EndpointId endpoint, ObjectProvider<PathMappedEndpoints> endpoints) {
            this.endpoint = endpoint;
            this.endpoints = endpoints;
        }

        @Override
        public boolean supports(
                MethodParameter parameter, Type targetType, Class<? extends HttpMessageConverter<?>> converterType) {
            RequestAttributes request = RequestContextHolder.getRequestAttributes();
            return request != null
                    && request.getAttribute(
                                    HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                            instanceof String pattern
                    && pattern.startsWith(endpoints.getObject().getPath(endpoint) + "/{");
        }

        @Override
        public HttpInputMessage beforeBodyRead(
                HttpInputMessage message,
                MethodParameter parameter,
                Type targetType,
                Class<? extends HttpMessageConverter<?>> converterType)
                throws IOException {
            byte[] body = message.getBody().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
            }
            return new Message(message.getHeaders(), new ByteArrayInputStream(wrap(body)));
        }

        private record Message(HttpHeaders headers, InputStream body) implements HttpInputMessage {

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

    /**
     * For reactive applications.
     *
     * @since 0.1.0
     */
    public static final class Filter implements WebFilter {

        private final EndpointId endpoint;

        private final ObjectProvider<PathMappedEndpoints> endpoints;

        /**
         * For one endpoint.
         *
         * @param endpoint which one
         * @param endpoints know its path; not asked before the first request
         */
        public Filter(EndpointId endpoint, ObjectProvider<PathMappedEndpoints> endpoints) {
            this.endpoint = endpoint;
            this.endpoints = endpoints;
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            ServerHttpRequest request = exchange.getRequest();
            boolean concerned = request.getPath()
                    .pathWithinApplication()
                    .value()
                    .startsWith(endpoints.getObject().getPath(endpoint) + "/");
            return chain.filter(
                    concerned ? exchange.mutate().request(new Request(request)).build() : exchange);
        }

        private static final class Request extends ServerHttpRequestDecorator {

            Request(ServerHttpRequest request) {
                super(request);
            }

            @Override
            public Flux<DataBuffer> getBody() {
                return DataBufferUtils.join(super.getBody(), MAX_BYTES)
                        .map(Request::wrapped)
                        .flux();
            }

            private static DataBuffer wrapped(DataBuffer body) {
                byte[] bytes = new byte[body.readableByteCount()];
                body.read(bytes);
                DataBuffer wrapped = body.factory().wrap(wrap(bytes));
                DataBufferUtils.release(body);
                return wrapped;
            }
        }
    }
}
