/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
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

    @ParameterizedTest
    @CsvSource({
        "/a b, /a%20b",
        "/a?b=c d&e=%2Ff, /a?b=c%20d&e=%2Ff",
        "/sale?off=100%, /sale?off=100%25",
        "/caf\u00e9, /caf%C3%A9",
        "https://example.com/a[1]/b?c[]=d#e, https://example.com/a%5B1%5D/b?c%5B%5D=d#e",
        "http://[::1]:8080/a b, http://[::1]:8080/a%20b",
        "/a#b#c, /a#b%23c",
        "'#a b', '#a%20b'",
        "'/\\example.com', /%5Cexample.com",
        "/a|b<c>\"^`{}, /a%7Cb%3Cc%3E%22%5E%60%7B%7D",
        "' /trimmed ', /trimmed"
    })
    void aRedirectIsEncodedWhereItMustBeAndOnlyThere(String redirectTo, String location) {
        for (Answer answer : answers(new PreventEnrollment("No.", redirectTo, null), MediaType.TEXT_HTML)) {
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.location()).isEqualTo(location);
        }
    }

    @Test
    void aRedirectCannotBringHeadersOfItsOwn() {
        for (Answer answer :
                answers(new PreventEnrollment("No.", "/a\r\nSet-Cookie: b=c\n\n<p>", null), MediaType.TEXT_HTML)) {
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.location()).isEqualTo("/a%0D%0ASet-Cookie:%20b=c%0A%0A%3Cp%3E");
            assertThat(answer.headers()).doesNotContain("Set-Cookie");
        }
    }

    /** The reason is told instead, and there is no address to show. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t\n", "http://[::1", "://nowhere", "http:"})
    void aRedirectToNowhereIsNone(String redirectTo) {
        for (MediaType accept : List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_JSON)) {
            for (Answer answer : answers(new PreventEnrollment("No.", redirectTo, 402), accept)) {
                assertThat(answer.status()).isEqualTo(402);
                assertThat(answer.location()).isNull();
                assertThat(answer.body()).contains("\"No.\"").doesNotContain("redirectTo");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 99, 100, 101, 200, 204, 299, 302, 304, 399, 600, 999, 1000})
    void whatIsPreventedIsAnsweredWithAStatusOfAnError(int status) {
        for (MediaType accept : List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_JSON)) {
            assertThat(answers(new PreventEnrollment("No.", null, status), accept))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 418, 451, 499, 503, 599})
    void theStatusOfAStepIsKeptIfItIsOneOfAnError(int status) {
        assertThat(answers(new PreventEnrollment("No.", null, status), MediaType.APPLICATION_JSON))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(status));
    }

    @Test
    void aResponseThatIsNoneOfSpringsIsNotSent() {
        assertThat(answers(new RenderCustomResponse("tea", "short and stout"), MediaType.APPLICATION_JSON))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.body()).doesNotContain("stout");
                });
    }

    @Test
    void aMessageWithLineBreaksStaysInsideItsText() {
        assertThat(answers(new PreventEnrollment("a\r\nb: \u001b[31m\"", null, null), MediaType.TEXT_PLAIN))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.headers()).contains("application/problem+json");
                    assertThat(answer.body()).contains("a\\r\\nb: \\u001B[31m\\\"");
                });
    }

    /** A text that was cut in the middle of a character cannot be written as JSON, and would be a 500. */
    @Test
    void aMessageWithHalfACharacterIsAnswered() {
        assertThat(answers(new PreventEnrollment("cut \ud83d", "/\ud83d", 402), MediaType.APPLICATION_JSON))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(402);
                    assertThat(answer.body()).contains("\"cut ?\"", "\"/%3F\"");
                });
    }

    @Test
    void aRedirectThatNoHeaderHoldsIsNone(CapturedOutput output) {
        String longest = "/" + "a".repeat(4095);
        assertThat(answers(new PreventEnrollment("No.", longest, null), MediaType.TEXT_HTML))
                .allSatisfy(answer -> assertThat(answer.location()).isEqualTo(longest));
        assertThat(answers(new PreventEnrollment("No.", longest + "a", null), MediaType.TEXT_HTML))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
        assertThat(output).contains("with a redirect that is too long");
    }

    @Test
    void whatIsWrongWithAnAnswerIsLogged(CapturedOutput output) {
        answers(new PreventEnrollment("No.", null, 200), MediaType.APPLICATION_JSON);
        assertThat(output)
                .contains("Step halt halted filter org.openedx.learning.course.enrollment.started.v1 with status 200,"
                        + " which is none of an error. It is answered with 403");
        answers(new PreventEnrollment("No.", "http://[::1\nFORGED", null), MediaType.TEXT_HTML);
        assertThat(output).contains("with a redirect that is no URI").doesNotContain("FORGED");
    }

    @Test
    void theAnswerIsTheOneThatThePageShows() throws IOException {
        String page = Files.readString(Path.of("../docs/http.md"));
        String shown = page.substring(page.indexOf("{\"status\""), page.indexOf("\n```\n\n`detail`"));

        assertThat(mvc.get().uri("/enroll")).bodyJson().isStrictlyEqualTo(shown);
    }

    @Test
    void theHandlerIsThereInServletAndReactiveApplications() {
        contextRunner.run(context ->
                assertThat(context).getBean(OpenEdxFilterExceptionHandler.class).isNotNull());
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenEdxHooksWebAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .getBean(OpenEdxFilterExceptionHandler.class)
                        .isNotNull());
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

    /** What a servlet and a reactive application answer to the same halt. */
    private static List<Answer> answers(OpenEdxFilterException halt, MediaType accept) {
        Controller controller = new Controller(halt);
        MockHttpServletResponse servlet = MockMvcTester.of(
                        List.of(controller),
                        builder -> builder.setControllerAdvice(new OpenEdxFilterExceptionHandler())
                                .build())
                .get()
                .uri("/given")
                .accept(accept)
                .exchange()
                .getResponse();
        EntityExchangeResult<byte[]> reactive = WebTestClient.bindToController(controller)
                .controllerAdvice(new OpenEdxFilterExceptionHandler())
                .build()
                .get()
                .uri("/given")
                .accept(accept)
                .exchange()
                .expectBody()
                .returnResult();
        return List.of(
                new Answer(
                        servlet.getStatus(),
                        servlet.getHeader(HttpHeaders.LOCATION),
                        servlet.getHeaderNames() + " " + servlet.getContentType(),
                        new String(servlet.getContentAsByteArray(), StandardCharsets.UTF_8)),
                new Answer(
                        reactive.getStatus().value(),
                        reactive.getResponseHeaders().getFirst(HttpHeaders.LOCATION),
                        reactive.getResponseHeaders().headerNames() + " "
                                + reactive.getResponseHeaders().getContentType(),
                        new String(
                                Objects.requireNonNullElse(reactive.getResponseBody(), new byte[0]),
                                StandardCharsets.UTF_8)));
    }

    private record Answer(int status, @Nullable String location, String headers, String body) {}

    @RestController
    static class Controller {

        private final OpenEdxFilterException given;

        Controller() {
            this(new OpenEdxFilterException("No."));
        }

        Controller(OpenEdxFilterException given) {
            this.given = given;
        }

        @GetMapping("/given")
        void given() {
            run(given);
        }

        @GetMapping({"/prevented", "/enroll"})
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
