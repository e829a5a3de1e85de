/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry in memory that can also be away, slow, or something else. */
final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;

    private final List<String> schemas = new ArrayList<>();

    private final List<String> requests = new CopyOnWriteArrayList<>();

    private volatile Answer answer = this::answer;

    FakeRegistry() {
        this(0);
    }

    FakeRegistry(int port) {
        this(server(port));
    }

    FakeRegistry(SSLContext ssl) {
        this(server(ssl));
    }

    private FakeRegistry(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-registry");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add("%s %s%s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            authorization == null ? "" : " " + authorization));
            answer.to(exchange);
        });
        server.start();
    }

    URI url() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Methods, paths and credentials. */
    List<String> requests() {
        return requests;
    }

    /** The schemas by their ids, which begin with 1. */
    synchronized List<String> schemas() {
        return List.copyOf(schemas);
    }

    synchronized int add(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    void answersWith(int status, String body) {
        answer = exchange -> reply(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    void answersBy(Answer answer) {
        this.answer = answer;
    }

    void answersNormally() {
        answer = this::answer;
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }

    static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Object reply;
        int status = 200;
        if (path.startsWith("/subjects/")) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            reply = Map.of("id", add(request.get("schema").asString()));
        } else {
            int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            List<String> known = schemas();
            if (id < 1 || id > known.size()) {
                status = 404;
                reply = Map.of("error_code", 40403, "message", "Schema not found");
            } else {
                reply = Map.of("schema", known.get(id - 1));
            }
        }
        reply(exchange, status, JSON.writeValueAsBytes(reply));
    }

    private static HttpServer server(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static HttpServer server(SSLContext ssl) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(ssl));
            return server;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    interface Answer {

        void to(HttpExchange exchange) throws IOException;
    }
}
