/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** A real schema registry, unpacked by the build; one for all tests, it ends with the JVM. */
final class ApicurioRegistry {

    private static final ApicurioRegistry SHARED = new ApicurioRegistry();

    private final HttpClient client = HttpClient.newHttpClient();

    private final URI url = URI.create("http://127.0.0.1:%d/apis/ccompat/v7".formatted(TestProcess.freePort()));

    private ApicurioRegistry() {
        try (Stream<Path> files = Files.list(Path.of("target/registry"))) {
            Path jar = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("mvn process-test-resources unpacks the registry"));
            TestProcess process = TestProcess.java(
                    Path.of("target/registry.log"),
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + url.getPort(),
                    "-jar",
                    jar.toString());
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> process.isAlive() && answers());
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static URI url() {
        return SHARED.url;
    }

    static List<String> subjects() {
        return List.of(new JsonMapper().readValue(SHARED.get("/subjects").body(), String[].class));
    }

    static String schema(int id) {
        return new JsonMapper()
                .readTree(SHARED.get("/schemas/ids/" + id).body())
                .get("schema")
                .asString();
    }

    private boolean answers() {
        try {
            return get("/subjects").statusCode() == 200;
        } catch (IllegalStateException ex) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
