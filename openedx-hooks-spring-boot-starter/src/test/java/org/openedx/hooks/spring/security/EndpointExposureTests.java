/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** What HTTP offers of the endpoint, by default and as configured. */
class EndpointExposureTests {

    private static final String TYPE = "org.openedx.learning.course.enrollment.created.v1";

    private static final String ONE = "/actuator/openedxhooks/" + TYPE;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void nothingIsThereUnlessExposed() throws Exception {
        try (var application = start("management.endpoint.openedxhooks.access=unrestricted")) {
            assertThat(status(application, "GET", "/actuator/openedxhooks")).isEqualTo(404);
            assertThat(status(application, "GET", ONE)).isEqualTo(404);
            assertThat(status(application, "POST", ONE)).isEqualTo(404);
            assertThat(status(application, "DELETE", ONE)).isEqualTo(404);
            assertThat(isOn(application)).isTrue();
        }
    }

    @Test
    void whatIsExposedCanBeReadButNotWritten() throws Exception {
        try (var application = start("management.endpoints.web.exposure.include=openedxhooks")) {
            assertThat(status(application, "GET", "/actuator/openedxhooks")).isEqualTo(200);
            assertThat(status(application, "GET", ONE)).isEqualTo(200);
            assertThat(status(application, "POST", ONE)).isEqualTo(405);
            assertThat(status(application, "DELETE", ONE)).isEqualTo(405);
            assertThat(isOn(application)).isTrue();
        }
    }

    @Test
    void writesAreThereOnlyWhenAskedForByName() throws Exception {
        try (var application = start(
                "management.endpoints.web.exposure.include=openedxhooks",
                "management.endpoint.openedxhooks.access=unrestricted")) {
            assertThat(status(application, "POST", ONE)).isEqualTo(200);
            assertThat(isOn(application)).isFalse();
            assertThat(status(application, "DELETE", ONE)).isEqualTo(200);
            assertThat(isOn(application)).isTrue();
        }
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.address=127.0.0.1", "spring.main.banner-mode=off")
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(properties))
                        .map("--"::concat)
                        .toArray(String[]::new));
    }

    private int status(ConfigurableApplicationContext application, String method, String path)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(method.equals("POST") ? "{\"enabled\": false}" : ""))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static boolean isOn(ConfigurableApplicationContext application) {
        return application.getBean(HookSwitches.class).of(HookType.of(TYPE)).isOn();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
