/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Changes hooks of running applications over real HTTP and JMX. */
class HookChangesTests {

    private static final String ENROLLMENT = "org.openedx.learning.course.enrollment.started.v1";

    /** Two servers for reactive applications are on the class path of the tests. */
    private static final String SECOND_REACTIVE_SERVER =
            "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

    private static final String EVENT = "org.openedx.learning.student.registration.completed.v1";

    private static final CourseEnrollmentStarted STARTED = new CourseEnrollmentStarted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")),
            CourseKey.parse("course-v1:edX+DemoX+Demo"),
            "");

    private static final Map<List<String>, ConfigurableApplicationContext> APPLICATIONS = new HashMap<>();

    private ConfigurableApplicationContext application = new GenericApplicationContext();

    @AfterEach
    void takeChangesBack() {
        OpenEdxHooksEndpoint endpoint = application.getBean(OpenEdxHooksEndpoint.class);
        endpoint.restore(ENROLLMENT);
        endpoint.restore(EVENT);
    }

    @AfterAll
    static void stop() {
        APPLICATIONS.values().forEach(ConfigurableApplicationContext::close);
        APPLICATIONS.clear();
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aPipelineIsChangedInAllShapesAndTakenBack(WebApplicationType kind) throws Exception {
        start(kind);
        assertThat(mode()).isEqualTo("a");

        for (String pipeline : List.of(
                "\"b, c\"",
                "[\"b\", \"c\"]",
                "[\"b\", {\"step\": \"c\", \"fail-silently\": false}]",
                "[{\"step\": \"b\"}, {\"step\": \"a\", \"enabled\": false}, {\"step\": \"c\"}]",
                "\"[\\\"b\\\", \\\"c\\\"]\"")) {
            assertThat(post("{\"pipeline\": %s}".formatted(pipeline)).statusCode())
                    .isEqualTo(200);
            assertThat(mode()).as(pipeline).isEqualTo("b c");
            assertThat(delete(ENROLLMENT).statusCode()).isEqualTo(200);
            assertThat(mode()).isEqualTo("a");
        }
        post("{\"pipeline\": []}");
        assertThat(mode()).isEmpty();
    }

    @Test
    void theAnswerIsTheHookAsItIsNow() throws Exception {
        start(WebApplicationType.SERVLET);

        String changed = post("{\"pipeline\": [\"b\", {\"step\": \"c\", \"secret\": {\"marked\": [1]}}],"
                        + " \"failSilently\": false, \"enabled\": false}")
                .body();

        assertThat(changed).doesNotContain("marked");
        JsonContent json = new JsonContent(changed);
        assertThat(json).extractingPath("$.enabled").isEqualTo(false);
        assertThat(json).extractingPath("$.pipeline[*].name").asArray().containsExactly("b", "c");
        assertThat(json).extractingPath("$.pipeline[*].origin").asArray().containsExactly("actuator", "actuator");
        assertThat(json).extractingPath("$.pipeline[*].failSilently").asArray().containsExactly(false, false);
        assertThat(json).extractingPath("$.pipeline[1].options").asArray().containsExactlyInAnyOrder("level", "secret");
        assertThat(get().body()).isEqualTo(changed);
        assertThat(mode()).isEmpty();

        json = new JsonContent(delete(ENROLLMENT).body());
        assertThat(json).extractingPath("$.enabled").isEqualTo(true);
        assertThat(json).extractingPath("$.pipeline[*].name").asArray().containsExactly("a");
        assertThat(json).extractingPath("$.pipeline[0].failSilently").isEqualTo(true);
        assertThat(mode()).isEqualTo("a");
    }

    @Test
    void optionsOfStepsArriveAsTheyAreWritten() throws Exception {
        start(WebApplicationType.SERVLET);
        post(
                "{\"pipeline\": [{\"step\": \"options\", \"Log_Level\": \"${user.dir}\", \"x.y\": {\"list\": [1, true]}}]}");
        assertThat(mode())
                .isEqualTo(Map.of("level", "entry", "Log_Level", "${user.dir}", "x.y", Map.of("list", List.of(1, true)))
                        .entrySet()
                        .stream()
                        .map(Object::toString)
                        .sorted()
                        .toList()
                        .toString());
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whatIsWrongIsToldAndNothingHasChanged(WebApplicationType kind) throws Exception {
        start(kind);
        for (String[] wrong : new String[][] {
            {
                "{\"pipeline\": [\"b\", \"cc\"]}",
                "actuator: " + ENROLLMENT + ": no bean or class is named \"cc\". Did you mean \"c\"?"
            },
            {
                "{\"pipeline\": \"b, unenrollment\", \"enabled\": false}",
                "actuator: " + ENROLLMENT
                        + ": \"unenrollment\" is a step for CourseUnenrollmentStarted, not for CourseEnrollmentStarted."
            },
            {
                "{\"pipeline\": {\"step\": \"b\"}}",
                "actuator: " + ENROLLMENT
                        + ": a pipeline is a list of steps, numbered from 0 without gaps, or one step's name; found a mapping."
            },
            {
                "{\"pipeline\": [{\"name\": \"b\"}]}",
                "actuator: " + ENROLLMENT
                        + ": a step is a name, or a mapping with the name under \"step\"; found a mapping."
            },
            {
                "{\"pipeline\": [{\"step\": \"b\", \"fail_silently\": \"perhaps\"}]}",
                "actuator: " + ENROLLMENT + ": fail-silently must be true or false, found \"perhaps\"."
            },
            {"{\"pipelines\": [\"b\"]}", "Give at least one of enabled, pipeline and failSilently."},
            {"{\"pipeline\": null}", "Give at least one of enabled, pipeline and failSilently."},
            {
                "{\"pipeline\": [\"%s\"]}".formatted(Broken.class.getName()),
                "actuator: " + ENROLLMENT + ": " + Broken.class.getName()
                        + " cannot be made: java.lang.IllegalStateException: not today"
            },
        }) {
            HttpResponse<String> answer = post(wrong[0]);
            assertThat(answer.statusCode()).as(wrong[0]).isEqualTo(400);
            assertThat(new JsonContent(answer.body()))
                    .extractingPath("$.problems")
                    .asArray()
                    .containsExactly(wrong[1]);
            assertThat(mode()).isEqualTo("a");
        }
        assertThat(post("no json").statusCode()).isEqualTo(400);
        assertThat(post("{\"enabled\": \"perhaps\"}").statusCode()).isEqualTo(400);
        assertThat(mode()).isEqualTo("a");
    }

    @Test
    void anEventHasNoPipeline() throws Exception {
        start(WebApplicationType.SERVLET);
        HttpResponse<String> answer = post(EVENT, "{\"pipeline\": [\"b\"]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("this is an event, which has receivers and no pipeline.");
        assertThat(new JsonContent(post(EVENT, "{\"enabled\": false}").body()))
                .extractingPath("$.enabled")
                .isEqualTo(false);
        assertThat(new JsonContent(delete(EVENT).body()))
                .extractingPath("$.enabled")
                .isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void anUnknownHookIsNotFound(WebApplicationType kind) throws Exception {
        start(kind);
        String unknown = "org.openedx.learning.nothing.like.this.v1";
        assertThat(post(unknown, "{\"enabled\": false}").statusCode()).isEqualTo(404);
        assertThat(delete(unknown).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVLET, --management.server.port=0",
        "REACTIVE, --management.server.port=0",
        "SERVLET, --management.endpoints.web.path-mapping.openedxhooks=hooks",
        "REACTIVE, --management.endpoints.web.path-mapping.openedxhooks=hooks",
        "SERVLET, --management.endpoints.web.base-path=/",
        "SERVLET, --server.servlet.context-path=/app",
        "REACTIVE, --spring.webflux.base-path=/app"
    })
    void listsAreUnderstoodWhereverTheEndpointIs(WebApplicationType kind, String argument) throws Exception {
        start(kind, argument);
        assertThat(post("{\"pipeline\": [\"b\", {\"step\": \"c\"}]}").statusCode())
                .isEqualTo(200);
        assertThat(mode()).isEqualTo("b c");
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void nothingCanBeChangedUnlessAllowed(WebApplicationType kind) throws Exception {
        start(kind, "--management.endpoint.openedxhooks.access=read-only");
        assertThat(post("{\"pipeline\": \"b\"}").statusCode()).isIn(404, 405);
        assertThat(delete(ENROLLMENT).statusCode()).isIn(404, 405);
        assertThat(get().statusCode()).isEqualTo(200);
        assertThat(mode()).isEqualTo("a");
    }

    @Test
    void changesAddUp() throws Exception {
        start(WebApplicationType.SERVLET);
        post("{\"pipeline\": [\"b\", \"failing\", \"c\"]}");
        assertThat(mode()).isEqualTo("b c");
        post("{\"failSilently\": false}");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::mode);
        post("{\"pipeline\": [\"failing\", \"c\"]}");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b, c", "[\"b\", {\"step\": \"c\"}]"})
    void jmxChangesHooksToo(String pipeline) throws Exception {
        start(
                WebApplicationType.NONE,
                "--spring.jmx.enabled=true",
                "--management.endpoints.jmx.exposure.include=openedxhooks");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.springframework.boot:type=Endpoint,name=Openedxhooks");
        String[] signature = {"java.lang.String", "java.lang.Boolean", "java.lang.String", "java.lang.Boolean"};

        server.invoke(name, "configure", new Object[] {ENROLLMENT, null, pipeline, null}, signature);
        assertThat(mode()).isEqualTo("b c");
        assertThatExceptionOfType(ReflectionException.class)
                .isThrownBy(() ->
                        server.invoke(name, "configure", new Object[] {ENROLLMENT, null, "[\"cc\"]", null}, signature))
                .withMessageContaining("Did you mean \"c\"?");
        server.invoke(name, "restore", new Object[] {ENROLLMENT}, new String[] {"java.lang.String"});
        assertThat(mode()).isEqualTo("a");
    }

    private void start(WebApplicationType kind, String... arguments) {
        List<String> key = new ArrayList<>(List.of(arguments));
        key.add(kind.name());
        application = APPLICATIONS.computeIfAbsent(key, k -> run(kind, arguments));
    }

    private static ConfigurableApplicationContext run(WebApplicationType kind, String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(kind)
                .properties(
                        "server.address=127.0.0.1",
                        "spring.autoconfigure.exclude=" + SECOND_REACTIVE_SERVER,
                        "server.port=0",
                        "management.endpoints.web.exposure.include=openedxhooks",
                        "management.endpoint.openedxhooks.access=unrestricted",
                        "open-edx-filters-config." + ENROLLMENT + ".pipeline=a",
                        "open-edx-filters-config." + ENROLLMENT + ".level=entry")
                .run(arguments);
    }

    private String mode() {
        return application.getBean(OpenEdxFilters.class).run(STARTED).mode();
    }

    private HttpResponse<String> get() throws Exception {
        return send(HttpRequest.newBuilder(uri(ENROLLMENT)));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(ENROLLMENT, body);
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(type))
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String type) throws Exception {
        return send(HttpRequest.newBuilder(uri(type)).DELETE());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String type) {
        boolean ownPort = application.getEnvironment().containsProperty("management.server.port");
        return URI.create("http://127.0.0.1:%s%s%s/%s/%s"
                .formatted(
                        property(ownPort ? "local.management.port" : "local.server.port", ""),
                        property("server.servlet.context-path", property("spring.webflux.base-path", "")),
                        property("management.endpoints.web.base-path", "/actuator")
                                .replaceAll("/$", ""),
                        property("management.endpoints.web.path-mapping.openedxhooks", "openedxhooks"),
                        type));
    }

    private String property(String name, String otherwise) {
        return application.getEnvironment().getProperty(name, otherwise);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        PipelineStep<CourseEnrollmentStarted> a() {
            return (filter, context) -> add(filter, "a");
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> b() {
            return (filter, context) -> add(filter, "b");
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> c() {
            return (filter, context) -> add(filter, "c");
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> options() {
            return (filter, context) -> filter.withMode(context.options().entrySet().stream()
                    .map(Object::toString)
                    .sorted()
                    .toList()
                    .toString());
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> failing() {
            return (filter, context) -> {
                throw new IllegalStateException("boom");
            };
        }

        @Bean
        PipelineStep<CourseUnenrollmentStarted> unenrollment() {
            return (filter, context) -> filter;
        }

        private static CourseEnrollmentStarted add(CourseEnrollmentStarted filter, String name) {
            return filter.withMode(filter.mode().isEmpty() ? name : filter.mode() + " " + name);
        }
    }

    static class Broken implements PipelineStep<CourseEnrollmentStarted> {

        Broken() {
            throw new IllegalStateException("not today");
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return filter;
        }
    }
}
