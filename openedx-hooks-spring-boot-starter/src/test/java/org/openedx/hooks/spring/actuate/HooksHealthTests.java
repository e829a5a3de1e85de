/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators see of hooks that do not run as they are configured, with Boot's own defaults. */
class HooksHealthTests {

    private static final String[] WRONG = {
        "openedx.hooks.filters.validation=lenient",
        "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1=nothingLikeThis"
    };

    @Test
    void allIsUpIfAllHooksRunAsConfigured() throws Exception {
        try (var application = start()) {
            assertThat(get(application, "health")).isEqualTo("200 UP");
            assertThat(get(application, "health/openEdxHooks")).isEqualTo("200 UP");
            assertThat(problems(application)).isZero();
        }
    }

    @Test
    void theWholeIsOutOfServiceIfHooksDoNotRunAsConfiguredAndLivenessIsNot() throws Exception {
        try (var application = start(WRONG)) {
            assertThat(get(application, "health")).isEqualTo("503 OUT_OF_SERVICE");
            assertThat(get(application, "health/openEdxHooks")).isEqualTo("503 OUT_OF_SERVICE");
            assertThat(get(application, "health/liveness")).isEqualTo("200 UP");
            assertThat(get(application, "health/readiness")).isEqualTo("200 UP");
            assertThat(problems(application)).isOne();
        }
    }

    @Test
    void nobodyIsToldMoreThanTheStatusUnlessDetailsAreShown() throws Exception {
        try (var application = start(WRONG)) {
            assertThat(send(application, "health").body()).doesNotContain("nothingLikeThis");
            assertThat(send(application, "health/openEdxHooks").body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
        }
        try (var application =
                start(Stream.concat(Stream.of(WRONG), Stream.of("management.endpoint.health.show-details=always"))
                        .toArray(String[]::new))) {
            for (String path : new String[] {"health", "health/openEdxHooks"}) {
                assertThat(new JsonContent(send(application, path).body()))
                        .extractingPath("$.components.openEdxHooks.details.problems[0]")
                        .asString()
                        .contains("nothingLikeThis");
            }
        }
    }

    @Test
    void ofHooksAloneIsToldAndNoDetailsIfOnlyComponentsAreShown() throws Exception {
        try (var application =
                start(Stream.concat(Stream.of(WRONG), Stream.of("management.endpoint.health.show-components=always"))
                        .toArray(String[]::new))) {
            JsonContent told =
                    new JsonContent(send(application, "health/openEdxHooks").body());
            assertThat(told).extractingPath("$.components").asMap().containsOnlyKeys("openEdxHooks");
            assertThat(told).extractingPath("$.components.openEdxHooks").asMap().containsOnlyKeys("status");
        }
    }

    @Test
    void readinessDependsOnHooksIfAskedTo() throws Exception {
        try (var application = start(Stream.concat(
                        Stream.of(WRONG),
                        Stream.of("management.endpoint.health.group.readiness.include=readinessState,openEdxHooks"))
                .toArray(String[]::new))) {
            assertThat(get(application, "health/readiness")).isEqualTo("503 OUT_OF_SERVICE");
        }
    }

    @Test
    void theIndicatorCanBeSwitchedOffAndTheGaugeStays() throws Exception {
        try (var application =
                start(Stream.concat(Stream.of(WRONG), Stream.of("management.health.openedxhooks.enabled=false"))
                        .toArray(String[]::new))) {
            assertThat(get(application, "health")).isEqualTo("200 UP");
            assertThat(send(application, "health/openEdxHooks").statusCode()).isEqualTo(404);
            assertThat(problems(application)).isOne();
        }
    }

    @Test
    void groupsOfOthersStay() throws Exception {
        try (var application = start("management.endpoint.health.group.own.include=ping")) {
            assertThat(get(application, "health/own")).isEqualTo("200 UP");
            assertThat(new JsonContent(send(application, "health").body()))
                    .extractingPath("$.groups")
                    .asArray()
                    .contains("own", "liveness", "readiness")
                    .doesNotContain("openEdxHooks");
        }
    }

    private static double problems(ConfigurableApplicationContext application) {
        return application
                .getBean(MeterRegistry.class)
                .get("openedx.hooks.problems")
                .gauge()
                .value();
    }

    private static String get(ConfigurableApplicationContext application, String path) throws Exception {
        HttpResponse<String> answer = send(application, path);
        return answer.statusCode() + " " + JsonPath.<String>read(answer.body(), "$.status");
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/actuator/%s".formatted(port, path)))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.address=127.0.0.1", "spring.main.banner-mode=off")
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(properties))
                        .map("--"::concat)
                        .toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
