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

import com.jayway.jsonpath.JsonPath;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Changes hooks of running applications over real HTTP and JMX. */
@ExtendWith(OutputCaptureExtension.class)
class HookChangesTests {

    private static final String ENROLLMENT = "org.openedx.learning.course.enrollment.started.v1";

    /** Two servers for reactive applications are on the class path of the tests. */
    private static final String SECOND_REACTIVE_SERVER =
            "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

    private static final String EVENT = "org.openedx.learning.student.registration.completed.v1";

    private static final String UNENROLLMENT = "org.openedx.learning.course.unenrollment.started.v1";

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

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void optionsOfStepsArriveAsTheyAreWritten(WebApplicationType kind) throws Exception {
        start(kind);
        post("{\"pipeline\": [{\"step\": \"options\", \"Log_Level\": \"${user.dir}\", \"name\": \"Zo\u00eb \u2713\","
                + " \"x.y\": {\"list\": [1, true]}}]}");
        assertThat(mode())
                .isEqualTo(Map.of(
                                "level",
                                "entry",
                                "Log_Level",
                                "${user.dir}",
                                "name",
                                "Zo\u00eb \u2713",
                                "x.y",
                                Map.of("list", List.of(1, true)))
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
                        + ": a step is a name, or a mapping with the name under \"step\"; found a mapping with"
                        + " \"name\"."
            },
            {
                "{\"pipeline\": [{\"step\": \"b\", \"fail_silently\": \"perhaps\"}]}",
                "actuator: " + ENROLLMENT + ": fail-silently must be true or false, found \"perhaps\"."
            },
            {
                "{\"pipelines\": [\"b\"]}",
                "\"pipelines\" is none of enabled, pipeline, failSilently. Did you mean \"pipeline\"?"
            },
            {
                "{\"enabld\": false, \"failSilently\": true}",
                "\"enabld\" is none of enabled, pipeline, failSilently. Did you mean \"enabled\"?"
            },
            {"{\"type\": \"" + EVENT + "\", \"enabled\": false}", "\"type\" is none of enabled, pipeline, failSilently."
            },
            {
                "{\"a\\u001b[31m\\n\": 1, \"enabled\": false}",
                "\"a\\u001b[31m\\u000a\" is none of enabled, pipeline, failSilently."
            },
            {"{\"fail-silently\": true, \"failSilently\": true}", "failSilently is given twice."},
            {"{\"enabled\": \"per\\u202ehaps\"}", "enabled must be true or false, found \"per\\u202ehaps\"."},
            {"{\"failSilently\": [true]}", "failSilently must be true or false, found \"[true]\"."},
            {"{\"enabled\": {}}", "enabled must be true or false, found \"{}\"."},
            {"no json", "The request must be a JSON object."},
            {"[\"b\"]", "The request must be a JSON object."},
            {"null", "The request must be a JSON object."},
            {"{\"pipeline\": null}", "Give at least one of enabled, pipeline and failSilently."},
            {"{}", "Give at least one of enabled, pipeline and failSilently."},
            {"", "Give at least one of enabled, pipeline and failSilently."},
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
        assertThat(application
                        .getBean(HookSwitches.class)
                        .of(HookType.of(EVENT))
                        .isOn())
                .isTrue();
    }

    @Test
    void aPipelineAsTextIsReadAsJsonIfItIsSome() throws Exception {
        start(WebApplicationType.SERVLET);
        assertThat(post("{\"pipeline\": \"{\\\"step\\\": \\\"b\\\"}\"}").body()).contains("found a mapping.");
        assertThat(post("{\"pipeline\": \"[b\"}").body()).contains("is named \\\"[b\\\"");
        assertThat(mode()).isEqualTo("a");
    }

    @Test
    void everythingThatIsWrongWithARequestIsToldAtOnce() throws Exception {
        start(WebApplicationType.SERVLET);
        assertThat(new JsonContent(post("{\"enabld\": true, \"pipelin\": [], \"failSilently\": 2}")
                        .body()))
                .extractingPath("$.problems")
                .asArray()
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void namesAndSwitchesMayBeSpelledAsInTheConfiguration(WebApplicationType kind) throws Exception {
        start(kind);
        JsonContent json =
                new JsonContent(post("{\"pipeline\": \"b\", \"fail-silently\": \"off\", \"enabled\": \"yes\"}")
                        .body());
        assertThat(json).extractingPath("$.pipeline[0].failSilently").isEqualTo(false);
        assertThat(json).extractingPath("$.enabledBy.origin").isEqualTo("actuator");
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aRequestThatIsTooLargeIsRefusedBeforeItIsRead(WebApplicationType kind) throws Exception {
        start(kind);
        String rest = "{\"enabled\": false, \"x\": \"\"}";
        int room = WholeBody.MAX_BYTES - rest.length();
        assertThat(post(rest.replace("\"\"", "\"" + "y".repeat(room) + "\"")).statusCode())
                .isEqualTo(400);
        assertThat(post(rest.replace("\"\"", "\"" + "y".repeat(room + 1) + "\""))
                        .statusCode())
                .isEqualTo(413);
        assertThat(application
                        .getBean(HookSwitches.class)
                        .of(HookType.of(ENROLLMENT))
                        .isOn())
                .isTrue();
    }

    /** What others write is read as ever. */
    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void bodiesForOtherEndpointsStayAsTheyAre(WebApplicationType kind) throws Exception {
        start(kind, "--management.endpoints.web.exposure.include=openedxhooks,loggers");
        URI loggers = URI.create(uri("com.example.some").toString().replace("openedxhooks", "loggers"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(loggers)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                .POST(BodyPublishers.ofString("{\"configuredLevel\": \"DEBUG\"}")));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(send(HttpRequest.newBuilder(loggers)).body()).contains("\"configuredLevel\":\"DEBUG\"");
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void bodiesOfRequestsThatNeedNoneMeanNothing(WebApplicationType kind) throws Exception {
        start(kind);
        for (String method : List.of("GET", "DELETE")) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(ENROLLMENT))
                    .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                    .method(method, BodyPublishers.ofString("{\"enabled\": false, \"pipeline\": [\"b\"]}")));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(mode()).isEqualTo("a");
        }
    }

    @Test
    void aChangeOfOneFilterLeavesTheChangesOfOthers() throws Exception {
        start(WebApplicationType.SERVLET);
        try {
            post("{\"pipeline\": \"b\"}");
            post(UNENROLLMENT, "{\"pipeline\": \"unenrollment\"}");
            assertThat(mode()).isEqualTo("b");

            post("{\"pipeline\": \"c\"}");
            assertThat(steps(UNENROLLMENT)).containsExactly("unenrollment");
            delete(ENROLLMENT);
            assertThat(mode()).isEqualTo("a");
            assertThat(steps(UNENROLLMENT)).containsExactly("unenrollment");
        } finally {
            delete(UNENROLLMENT);
        }
        assertThat(steps(UNENROLLMENT)).isEmpty();
    }

    @Test
    void whoSwitchedIsLoggedAndShown(CapturedOutput output) throws Exception {
        start(WebApplicationType.SERVLET);
        JsonContent json = new JsonContent(post(EVENT, "{\"enabled\": false}").body());
        assertThat(json).extractingPath("$.enabledBy.prefix").isEqualTo(EVENT);
        assertThat(json).extractingPath("$.enabledBy.on").isEqualTo(false);
        assertThat(json).extractingPath("$.enabledBy.origin").isEqualTo("actuator");
        assertThat(output).contains("actuator switches " + EVENT + " off");

        json = new JsonContent(delete(EVENT).body());
        assertThat(json).extractingPath("$.enabledBy").isNull();
        assertThat(output).contains(EVENT + " is on as it is configured again, by actuator");
        delete(EVENT);
        assertThat(output).containsOnlyOnce("as it is configured again");
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
        assertThat(delete(unknown).body())
                .isEqualTo("{\"problems\":[\"No hook has the type \\\"%s\\\".\"]}".formatted(unknown));
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void theNearestTypeIsToldIfThereIsNoSuchHook(WebApplicationType kind) throws Exception {
        start(kind);
        String misspelt = ENROLLMENT.replace("enrollment", "enrolment");
        for (HttpResponse<String> answer : List.of(
                send(HttpRequest.newBuilder(uri(misspelt))),
                post(misspelt, "{\"enabled\": false}"),
                delete(misspelt))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(new JsonContent(answer.body()))
                    .extractingPath("$.problems")
                    .asArray()
                    .containsExactly(
                            "No hook has the type \"%s\". Did you mean \"%s\"?".formatted(misspelt, ENROLLMENT));
        }
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void hooksAreListedByKindAndByWhetherTheyAreInUse(WebApplicationType kind) throws Exception {
        start(kind);
        assertThat(listed("?kind=filter&inUse=true")).containsExactly(ENROLLMENT);
        assertThat(listed("?kind=event&inUse=true")).containsExactly(EVENT);
        assertThat(listed("?inUse=true")).containsExactlyInAnyOrder(ENROLLMENT, EVENT);
        assertThat(listed("?kind=filter&inUse=false")).contains(UNENROLLMENT).doesNotContain(ENROLLMENT, EVENT);
        assertThat(listed("?kind=event")).contains(EVENT).doesNotContain(ENROLLMENT);
        assertThat(listed("").size())
                .isEqualTo(listed("?kind=event").size() + listed("?kind=filter").size());
        for (String[] wrong : new String[][] {
            {"?kind=evnt", "kind must be event or filter, found \"evnt\"."},
            {"?inUse=maybe", "inUse must be true or false, found \"maybe\"."},
            {"?kind=a%0Ab", "kind must be event or filter, found \"a\\u000ab\"."}
        }) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(all(wrong[0])));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(new JsonContent(answer.body()))
                    .extractingPath("$.problems")
                    .asArray()
                    .containsExactly(wrong[1]);
        }
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

        assertThat(server.invoke(name, "configure", new Object[] {ENROLLMENT, null, pipeline, null}, signature))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("type", ENROLLMENT);
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

    private URI all(String query) {
        return URI.create(uri("").toString().replaceAll("/$", "") + query);
    }

    private List<String> listed(String query) throws Exception {
        return JsonPath.read(send(HttpRequest.newBuilder(all(query))).body(), "$.hooks[*].type");
    }

    private List<String> steps(String type) throws Exception {
        return JsonPath.read(send(HttpRequest.newBuilder(uri(type))).body(), "$.pipeline[*].name");
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

        @EventListener
        void receives(StudentRegistrationCompleted event) {}

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
