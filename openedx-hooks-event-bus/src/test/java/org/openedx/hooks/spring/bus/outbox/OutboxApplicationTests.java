/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The outbox in a whole application: over HTTP, and beside Spring Modulith (OUT-3)")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoint.openedxeventbus.access=unrestricted",
            "management.endpoint.health.show-details=always",
        })
class OutboxApplicationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String OUTBOX = "openedxeventbus/outbox/dev-auth";

    @LocalServerPort
    private int port;

    @Autowired
    private Broker broker;

    @Autowired
    private Letters letters;

    @Autowired
    private OpenEdxEvents events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        for (String setting : settings()) {
            String[] parts = setting.split("=", 2);
            properties.add(parts[0], () -> parts[1]);
        }
    }

    private static List<String> settings() {
        String route = "event-bus-producer-config.org.openedx.learning.auth.session.login.completed.v1.auth.";
        return List.of(
                "management.endpoints.web.exposure.include=health,openedxeventbus",
                "event-bus.producer-mode=outbox",
                "event-bus.topic-prefix=dev",
                "event-bus.outbox.poll-interval=50ms",
                "event-bus.outbox.max-attempts=1",
                route + "event-key-field=user.id",
                route + "enabled=true",
                "spring.datasource.generate-unique-name=true",
                "spring.modulith.events.jdbc.schema-initialization.enabled=true",
                "spring.autoconfigure.exclude=" + others());
    }

    /** Other tests bring libraries that want to make tables, or packages to look at. */
    private static String others() {
        return ImportCandidates.load(AutoConfiguration.class, OutboxApplicationTests.class.getClassLoader())
                .getCandidates()
                .stream()
                .filter(name -> name.matches(".*(modulith\\.(?!events)|jpa|hibernate|jooq|flyway|liquibase).*"))
                .collect(Collectors.joining(","));
    }

    @BeforeEach
    void begin() throws Exception {
        broker.isBack();
        letters.fail(false);
        send("outbox-of-the-last-test");
        await().atMost(PATIENCE).until(() -> count("openedx_outbox WHERE state <> 3") == 0);
        await().atMost(PATIENCE).until(() -> count("event_publication WHERE completion_date IS NULL") == 0);
        jdbc.update("DELETE FROM openedx_outbox");
        jdbc.update("DELETE FROM event_publication");
        broker.stored.clear();
        letters.names().clear();
    }

    @Test
    void deadEventsAreShownWithoutTheirDataAndRetriedAndDropped() throws Exception {
        refuseAll();
        send("secret-name");
        send("secret-name");
        await().atMost(PATIENCE).until(() -> count("openedx_outbox WHERE state = 3") == 2);

        assertThat(get(OUTBOX))
                .startsWith("200 ")
                .contains("\"attempts\":1", "\"lastError\":\"java.lang.IllegalArgumentException\"")
                .doesNotContain("secret");
        assertThat(get("openedxeventbus"))
                .startsWith("200 ")
                .contains("\"topic\":\"dev-auth\"", "\"dead\":2")
                .doesNotContain("secret");
        assertThat(get("health"))
                .startsWith("503 ")
                .contains("The outbox of topic dev-auth has 2 dead events")
                .doesNotContain("secret");

        Long first = jdbc.queryForObject("SELECT MIN(id) FROM openedx_outbox", Long.class);
        assertThat(post(OUTBOX + "/drop", "{\"id\":" + first + "}")).isEqualTo("200 {\"events\":1}");
        assertThat(post(OUTBOX + "/drop", "{\"id\":" + first + "}")).isEqualTo("200 {\"events\":0}");
        broker.isBack();
        assertThat(post(OUTBOX + "/retry", "")).isEqualTo("200 {\"events\":1}");
        await().atMost(PATIENCE).until(() -> broker.stored.size() == 1);
        await().atMost(PATIENCE).until(() -> get("health").startsWith("200 "));
    }

    @Test
    void aTopicIsPausedAndResumed() throws Exception {
        assertThat(post(OUTBOX + "/pause", "{}")).startsWith("200 ").contains("\"paused\":true");
        send("ada");
        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(broker.stored::isEmpty);
        assertThat(get("openedxeventbus")).contains("\"pending\":1", "\"paused\":true");
        assertThat(post(OUTBOX + "/resume", "{}")).startsWith("200 ").contains("\"paused\":false");
        await().atMost(PATIENCE).until(() -> broker.stored.size() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "dev-auth/retri | {}                          | 400 | Did you mean \\\"retry\\\"?",
                "dev-auth/RETRY | {}                          | 400 | The outbox can retry, drop, pause, resume",
                "dev-auth/%0d%0aforged%1b%5b1m | {}           | 400 | The outbox can retry, drop, pause, resume",
                "dev-auth/drop  | {\"ids\":1}                 | 400 | Did you mean \\\"id\\\"?",
                "dev-auth/drop  | {\"id\":null}               | 400 | id is null",
                "dev-auth/drop  | {\"id\":\"1\"}              | 400 | id must be a whole number",
                "dev-auth/drop  | {\"id\":1.5}                | 400 | id must be a whole number",
                "dev-auth/drop  | {\"id\":99999999999999999999} | 400 | id must be a whole number",
                "dev-auth/drop  | {\"id\":1,\"ID\":2}         | 400 | id is given twice",
                "dev-auth/drop  | {\"enabled\":true}          | 400 | enabled is for routes",
                "dev-auth/drop  | []                          | 400 | must be a JSON object",
                "dev-auth/drop  | {                           | 400 | must be a JSON object",
                "dev-auth/pause | {\"id\":1}                  | 400 | id is for retry and drop",
                "dev-aut/drop   | {}                          | 404 | Did you mean \\\"dev-auth\\\"? Topics: [dev-auth]",
                "%0d%0aforged/drop | {}                       | 404 | The outbox has never had a topic",
                "%27%20OR%201=1/drop | {}                     | 404 | The outbox has never had a topic",
            })
    void whatIsWrongIsRefusedWithTheReasonAndChangesNothing(String path, String body, int status, String reason)
            throws Exception {
        refuseAll();
        send("ada");
        await().atMost(PATIENCE).until(() -> count("openedx_outbox WHERE state = 3") == 1);

        assertThat(post("openedxeventbus/outbox/" + path, body))
                .startsWith(status + " ")
                .contains(reason)
                .doesNotContain("\n", "\r", "\u001b");
        assertThat(count("openedx_outbox WHERE state = 3")).isEqualTo(1);
        assertThat(count("openedx_outbox_topic WHERE paused")).isZero();
    }

    @Test
    void deadEventsOfATopicThatIsNotThereAreNotFound() throws Exception {
        assertThat(get("openedxeventbus/outbox/dev-aut")).startsWith("404 ").contains("Did you mean \\\"dev-auth\\\"?");
    }

    @Test
    void anOutboxWhoseDatabaseDoesNotAnswerHidesNothingElse() throws Exception {
        jdbc.execute("ALTER TABLE openedx_outbox RENAME TO lost");
        try {
            assertThat(get("openedxeventbus"))
                    .startsWith("200 ")
                    .contains("\"broker\":\"memory\"", "\"fullTopic\":\"dev-auth\"", "\"outbox\":[]")
                    .contains("\"outboxFailure\":\"org.springframework.jdbc.BadSqlGrammarException\"");
            assertThat(get("health"))
                    .startsWith("503 ")
                    .contains("The outbox does not answer: org.springframework.jdbc.BadSqlGrammarException");
            assertThat(get(OUTBOX)).startsWith("503 ");
            assertThat(post(OUTBOX + "/retry", "{}")).startsWith("503 ").contains("the log says more");
        } finally {
            jdbc.execute("ALTER TABLE lost RENAME TO openedx_outbox");
        }
        assertThat(get("openedxeventbus")).contains("\"topic\":\"dev-auth\"", "\"outboxFailure\":null");
    }

    @Test
    void withoutWriteAccessTheOutboxIsOnlyShown() throws Exception {
        try (ConfigurableApplicationContext readOnly = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(settings().toArray(String[]::new))
                .properties("server.port=0")
                .run()) {
            Broker its = readOnly.getBean(Broker.class);
            its.isAway();
            readOnly.getBean(TransactionTemplate.class)
                    .executeWithoutResult(
                            status -> readOnly.getBean(OpenEdxEvents.class).send(login("ada")));
            int at = Integer.parseInt(String.valueOf(readOnly.getEnvironment().getProperty("local.server.port")));
            for (String action : List.of("pause", "resume", "retry", "drop")) {
                assertThat(request(at, "POST", OUTBOX + "/" + action, "{}")).matches("40[45] [\\s\\S]*");
            }
            assertThat(request(at, "GET", OUTBOX, "")).isEqualTo("200 []");
            assertThat(request(at, "GET", "openedxeventbus", "")).contains("\"pending\":1", "\"paused\":false");
        }
    }

    @Test
    void modulithStoresForItsListenersAndTheOutboxForTheBrokerInOneTransaction() {
        transaction.executeWithoutResult(status -> {
            events.send(login("rolled back"));
            assertThat(count("event_publication")).isEqualTo(1);
            assertThat(count("openedx_outbox")).isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(count("event_publication") + count("openedx_outbox")).isZero();

        send("ada");
        await().atMost(PATIENCE).until(() -> count("event_publication WHERE completion_date IS NOT NULL") == 1);
        await().atMost(PATIENCE).until(() -> count("openedx_outbox") == 0);
        assertThat(letters.names()).containsExactly("ada");
        assertThat(broker.stored).hasSize(1);
    }

    @Test
    void neitherModulithNorTheOutboxWaitsForTheOther() {
        broker.isAway();
        send("ada");
        await().atMost(PATIENCE).until(() -> count("event_publication WHERE completion_date IS NOT NULL") == 1);
        assertThat(letters.names()).containsExactly("ada");
        assertThat(count("openedx_outbox")).isEqualTo(1);

        broker.isBack();
        letters.fail(true);
        send("bob");
        await().atMost(PATIENCE).until(() -> count("openedx_outbox") == 0);
        assertThat(broker.stored).hasSize(2);
        assertThat(count("event_publication WHERE completion_date IS NULL")).isEqualTo(1);
        jdbc.update("DELETE FROM event_publication");
    }

    private void refuseAll() {
        broker.answer = message -> CompletableFuture.failedFuture(new IllegalArgumentException("secret"));
    }

    private void send(String name) {
        transaction.executeWithoutResult(status -> events.send(login(name)));
    }

    private static SessionLoginCompleted login(String name) {
        return new SessionLoginCompleted(new UserData(7, true, new UserPersonalData(name, "ada@example.com", "Ada")));
    }

    private int count(String rows) {
        Integer count = jdbc.queryForObject("SELECT COUNT(*) FROM " + rows, Integer.class);
        return count == null ? 0 : count;
    }

    private String get(String path) throws Exception {
        return request(port, "GET", path, "");
    }

    private String post(String path, String body) throws Exception {
        return request(port, "POST", path, body);
    }

    private static String request(int port, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableAsync
    static class Application {

        @Bean
        Broker broker() {
            return new Broker();
        }

        @Bean
        EventBusBroker eventBusBroker(Broker broker) {
            return broker.asBroker();
        }

        @Bean
        Letters letters() {
            return new Letters();
        }
    }

    /** A listener that Spring Modulith answers for; a proxy, since it is asynchronous. */
    static class Letters {

        private final List<String> names = new CopyOnWriteArrayList<>();

        private volatile boolean failing;

        List<String> names() {
            return names;
        }

        void fail(boolean fail) {
            failing = fail;
        }

        @ApplicationModuleListener
        void write(SessionLoginCompleted event) {
            if (failing) {
                throw new IllegalStateException("thrown by the test");
            }
            names.add(event.user().pii().username());
        }
    }
}
