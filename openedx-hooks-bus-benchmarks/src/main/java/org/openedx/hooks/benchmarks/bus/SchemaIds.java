/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry in memory: it is asked once for each schema. */
final class SchemaIds implements AutoCloseable {

    private final JsonMapper json = new JsonMapper();

    private final HttpServer server;

    private final List<String> schemas = new ArrayList<>();

    SchemaIds() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The id of a schema, which it gets if it has none. */
    synchronized int id(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private synchronized String schema(int id) {
        return schemas.get(id - 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, ?> answer = path.startsWith("/subjects/")
                ? Map.of(
                        "id",
                        id(json.readTree(exchange.getRequestBody().readAllBytes())
                                .get("schema")
                                .asString()))
                : Map.of("schema", schema(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1))));
        byte[] body = json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
