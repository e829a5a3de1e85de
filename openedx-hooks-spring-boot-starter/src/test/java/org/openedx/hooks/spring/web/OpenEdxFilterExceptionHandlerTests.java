/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.web;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CertificateRenderStarted.RenderCustomResponse;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

class OpenEdxFilterExceptionHandlerTests {

    private final MockMvcTester mvc = MockMvcTester.of(
            List.of(new Controller()),
            builder -> builder.setControllerAdvice(new OpenEdxFilterExceptionHandler())
                    .build());

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(OpenEdxHooksWebAutoConfiguration.class));

    @Test
    void aHaltedFilterBecomesProblemDetails() {
        assertThat(mvc.get().uri("/prevented"))
                .hasStatus(402)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.detail").isEqualTo("Buy it first.");
                    assertThat(json)
                            .extractingPath("$.hook")
                            .isEqualTo("org.openedx.learning.course.enrollment.started.v1");
                });
    }

    @Test
    void aHaltWithoutAStatusIsForbidden() {
        assertThat(mvc.get().uri("/plain"))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("No.");
    }

    @Test
    void aBrowserIsRedirected() {
        assertThat(mvc.get().uri("/redirect").header(HttpHeaders.ACCEPT, "text/html,application/xml;q=0.9,*/*;q=0.8"))
                .hasStatus(302)
                .hasHeader(HttpHeaders.LOCATION, "/elsewhere?next=%2Fhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "not a media type"})
    void aProgramIsToldWhereToGo(String accept) {
        assertThat(mvc.get().uri("/redirect").header("Accept", accept))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.redirectTo")
                .isEqualTo("/elsewhere?next=%2Fhere");
    }

    @Test
    void aStepCanBringItsOwnResponse() {
        assertThat(mvc.get().uri("/custom")).hasStatus(418).hasBodyTextEqualTo("short and stout");
    }

    @Test
    void aReactiveApplicationAnswersAlike() {
        WebTestClient client = WebTestClient.bindToController(new Controller())
                .controllerAdvice(new OpenEdxFilterExceptionHandler())
                .build();

        client.get()
                .uri("/prevented")
                .exchange()
                .expectStatus()
                .isEqualTo(402)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Buy it first.");
        client.get()
                .uri("/redirect")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .location("/elsewhere?next=%2Fhere");
    }

    @Test
    void theHandlerIsThereInServletAndReactiveApplications() {
        contextRunner.run(context -> assertThat(context).hasSingleBean(OpenEdxFilterExceptionHandler.class));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenEdxHooksWebAutoConfiguration.class))
                .run(context -> assertThat(context).hasSingleBean(OpenEdxFilterExceptionHandler.class));
    }

    @Test
    void theHandlerCanBeSwitchedOff() {
        contextRunner
                .withPropertyValues("openedx.hooks.web.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(OpenEdxFilterExceptionHandler.class));
    }

    @Test
    void theHandlerIsNotThereWithoutSpringWeb() {
        contextRunner
                .withClassLoader(new FilteredClassLoader("org.springframework.web.bind"))
                .run(context -> assertThat(context).doesNotHaveBean("openEdxFilterExceptionHandler"));
    }

    @RestController
    static class Controller {

        @GetMapping("/prevented")
        void prevented() {
            run(new PreventEnrollment("Buy it first.", null, 402));
        }

        @GetMapping("/plain")
        void plain() {
            throw new OpenEdxFilterException("No.");
        }

        @GetMapping("/redirect")
        void redirect() {
            run(new PreventEnrollment("Go away.", "/elsewhere?next=%2Fhere", null));
        }

        @GetMapping("/custom")
        void custom() {
            throw new RenderCustomResponse("tea", ResponseEntity.status(418).body("short and stout"));
        }

        private static void run(OpenEdxFilterException halt) {
            Pipeline.of(
                            OpenEdxPublicFilter.of(CourseEnrollmentStarted.class),
                            List.of(Pipeline.Step.of("halt", (filter, context) -> {
                                throw halt;
                            })))
                    .run(new CourseEnrollmentStarted(
                            new UserData(1, true, new UserPersonalData("a", "a@example.com", "")),
                            CourseKey.parse("course-v1:edX+Demo+2026"),
                            "audit"));
        }
    }
}
