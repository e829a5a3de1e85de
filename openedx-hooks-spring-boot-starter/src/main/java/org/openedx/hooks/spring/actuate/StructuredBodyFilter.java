/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets requests to {@link OpenEdxHooksEndpoint} in reactive applications write a pipeline as a JSON list; Boot reads
 * bodies for endpoints as flat maps of texts.
 *
 * @since 0.1.0
 */
public final class StructuredBodyFilter implements WebFilter {

    /** What Spring's own decoders take into memory by default. */
    private static final int MAX_BYTES = 256 * 1024;

    private final ObjectProvider<PathMappedEndpoints> endpoints;

    /**
     * A filter for one endpoint.
     *
     * @param endpoints know its path; not asked before the first request
     */
    public StructuredBodyFilter(ObjectProvider<PathMappedEndpoints> endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        boolean concerned = HttpMethod.POST.equals(request.getMethod())
                && request.getPath()
                        .pathWithinApplication()
                        .value()
                        .startsWith(endpoints.getObject().getPath(OpenEdxHooksEndpoint.ID) + "/");
        return chain.filter(
                concerned ? exchange.mutate().request(new Flat(request)).build() : exchange);
    }

    private static final class Flat extends ServerHttpRequestDecorator {

        Flat(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return DataBufferUtils.join(super.getBody(), MAX_BYTES)
                    .map(Flat::flatten)
                    .flux();
        }

        private static DataBuffer flatten(DataBuffer body) {
            byte[] bytes = new byte[body.readableByteCount()];
            body.read(bytes);
            DataBuffer flat = body.factory().wrap(PipelineJson.flatten(bytes));
            DataBufferUtils.release(body);
            return flat;
        }
    }
}
