/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;
import static org.openedx.hooks.spring.bus.Samples.ENROLLED;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;
import static org.openedx.hooks.spring.bus.Samples.login;

@DisplayName("The endpoint and the health of the event bus, over HTTP")
@Timeout(300)
class EndpointTests {

    private static final String WRITABLE = "management.endpoint.openedxeventbus.access=unrestricted";

    private static final String CONSUMER = "openedxeventbus/in/g";

    @Test
    void itShowsProducerRoutesAndConsumersAndNoData() throws Exception {
        try (Application application = new Application()) {
            application.context.getBean(OpenEdxEvents.class).send(login("secret-name"));
            application.consumer().receive(login("secret-name"));
            application.awaitAcknowledged(1);
            await().atMost(PATIENCE).until(() -> application.broker().published.size() == 1);

            assertThat(application.get("openedxeventbus"))
                    .startsWith("200 ")
                    .contains("\"broker\":\"local\"")
                    .contains("\"type\":\"" + LOGIN + "\",\"topic\":\"out\",\"fullTopic\":\"dev-out\"")
                    .contains("\"state\":\"running\"")
                    .contains("\"messages\":{\"processed\":1}")
                    .contains("\"deadLetterTopic\":\"dev-in-g-dlt\"")
                    .doesNotContain("secret");
            assertThat(application.get(CONSUMER)).startsWith("200 ").contains("\"group\":\"g\"");
            assertThat(application.get("openedxeventbus/in/other"))
                    .startsWith("404 ")
                    .contains("Consumers: [in/g]");
        }
    }

    @Test
    void theEndpointOfHooksShowsWhereEachEventIsRoutedToAndConsumedFrom() throws Exception {
        try (Application application = new Application()) {
            application.consumer().receive(login("a"));
            application.awaitAcknowledged(1);

            assertThat(application.get("openedxhooks/" + LOGIN))
                    .contains("\"routedTo\":[{\"topic\":\"dev-out\",\"enabled\":true}]")
                    .contains("\"consumedFrom\":[{\"topic\":\"dev-in\",\"group\":\"g\",\"messages\":1}]");
            assertThat(application.get("openedxhooks/" + ENROLLED))
                    .as("neither routed nor waited for")
                    .contains("\"routedTo\":[],\"consumedFrom\":[]");
            assertThat(application.get(CONSUMER)).contains("\"events\":{\"" + LOGIN + "\":1}");
        }
    }

    @Test
    void theAsyncApiDocumentHasTheTopicsOfRoutesThatAreOnAndOfConsumers() throws Exception {
        try (Application application = new Application()) {
            assertThat(application.get("openedxhooks/asyncapi"))
                    .startsWith("200 ")
                    .contains("\"asyncapi\":\"3.0.0\"")
                    .contains("\"dev-out\":{\"address\":\"dev-out\"")
                    .contains("\"send/dev-out/" + LOGIN + "\":{\"action\":\"send\"")
                    .contains("\"receive/dev-in/g\":{\"action\":\"receive\"")
                    .contains("\"#/channels/dev-in/messages/" + LOGIN + ".local\"");

            application.context.getBean(EventBusRoutes.class).enable(HookType.of(LOGIN), "out", false);

            assertThat(application.get("openedxhooks/asyncapi"))
                    .doesNotContain("dev-out")
                    .contains("dev-in");
        }
    }

    @Test
    void withoutWriteAccessNothingIsChanged() throws Exception {
        try (Application application = new Application()) {
            assertThat(application.send("POST", CONSUMER, "{\"state\":\"stopped\"}"))
                    .startsWith("405 ");
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"2026-11-20T00:00:00Z\"}"))
                    .startsWith("405 ");
            assertThat(application.send("POST", "openedxeventbus/routes/" + LOGIN + "/out", "{\"enabled\":false}"))
                    .matches("40[45] [\\s\\S]*");

            assertThat(application.consumer().replays).isEmpty();
            assertThat(application.get("openedxeventbus")).contains("\"enabled\":true");
        }
    }

    @Test
    void aConsumerIsStoppedAndStarted() throws Exception {
        try (Application application = new Application(WRITABLE)) {
            assertThat(application.send("POST", CONSUMER, "{\"state\":\"stopped\"}"))
                    .startsWith("200 ");
            await().atMost(PATIENCE).until(() -> application.get(CONSUMER).contains("\"state\":\"stopped\""));
            assertThat(application.send("POST", CONSUMER, "{\"state\":\"running\"}"))
                    .startsWith("200 ");
            await().atMost(PATIENCE).until(() -> application.get(CONSUMER).contains("\"state\":\"running\""));
            assertThat(application.send("POST", CONSUMER, "{\"state\":\"stoped\"}"))
                    .startsWith("400 ")
                    .contains("Did you mean");
        }
    }

    @Test
    void aGroupIsMovedOrOnlySaidToBe() throws Exception {
        try (Application application = new Application(WRITABLE)) {
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"2026-11-20T00:00:00Z\",\"dryRun\":true}"))
                    .isEqualTo("200 {\"from\":\"7\",\"messages\":3}");
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"2026-11-20T00:00:00Z\"}"))
                    .isEqualTo("200 {\"from\":\"7\",\"messages\":3}");
            assertThat(application.consumer().replays)
                    .containsExactly(
                            "would move to Time[time=2026-11-20T00:00:00Z]",
                            "moved to Time[time=2026-11-20T00:00:00Z]");
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"x\"}"))
                    .startsWith("400 ")
                    .contains("there is no such position");
        }
    }

    @Test
    void aMisspeltDryRunMovesNothing() throws Exception {
        try (Application application = new Application(WRITABLE)) {
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"2026-11-20T00:00:00Z\",\"dryRunn\":true}"))
                    .startsWith("400 ")
                    .contains("Did you mean \\\"dryRun\\\"?");
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"2026-11-20T00:00:00Z\",\"dryRun\":1}"))
                    .startsWith("400 ");
            assertThat(application.send("POST", CONSUMER, "{\"from\":\"x\",\"state\":\"stopped\"}"))
                    .startsWith("400 ");
            assertThat(application.send("POST", CONSUMER, "[]")).startsWith("400 ");
            assertThat(application.send("POST", CONSUMER, "{}")).startsWith("400 ");

            assertThat(application.consumer().replays).isEmpty();
        }
    }

    @Test
    @DisplayName("ERR-9: dead letters are redriven")
    void deadLettersAreRedriven() throws Exception {
        try (Application application = new Application(WRITABLE)) {
            application.context.getBean(Receiver.class).failures.set(1);
            application.consumer().receive(login("a"));
            application.awaitAcknowledged(1);
            assertThat(application.send("POST", CONSUMER, "{\"redrive\":true,\"dryRun\":true}"))
                    .isEqualTo("200 {\"deadLetters\":1,\"processed\":0,\"failed\":0,\"skipped\":0}");
            assertThat(application.send("POST", CONSUMER, "{\"redrive\":true}"))
                    .isEqualTo("200 {\"deadLetters\":1,\"processed\":1,\"failed\":0,\"skipped\":0}");
        }
    }

    @Test
    @DisplayName("CFG-3: a route is switched and restored")
    void aRouteIsSwitchedAndRestored() throws Exception {
        String route = "openedxeventbus/routes/" + LOGIN + "/out";
        try (Application application = new Application(WRITABLE)) {
            assertThat(application.send("POST", route, "{\"enabled\":false}"))
                    .startsWith("200 ")
                    .contains("\"enabled\":false");
            assertThat(application.send("DELETE", route, "")).startsWith("200 ").contains("\"enabled\":true");
            assertThat(application.send("POST", route, "{}")).startsWith("400 ");
            assertThat(application.send("POST", route + "x", "{\"enabled\":false}"))
                    .startsWith("404 ");
        }
    }

    @Test
    void healthSaysWhatIsWrongInAStatusThatBootAggregates() throws Exception {
        try (Application application = new Application("management.endpoint.health.show-details=always")) {
            assertThat(application.get("health")).startsWith("200 ");
            application.consumer().cannotPoll = new IllegalStateException("secret");
            await().atMost(PATIENCE).until(() -> application.get("health").startsWith("503 "));
            assertThat(application.get("health"))
                    .contains("\"status\":\"OUT_OF_SERVICE\"")
                    .contains("Consumer of dev-in for g cannot read: java.lang.IllegalStateException")
                    .doesNotContain("secret");
            application.consumer().cannotPoll = null;
            await().atMost(PATIENCE).until(() -> application.get("health").startsWith("200 "));

            application.broker().taking = message -> {
                throw new IllegalStateException("secret");
            };
            application.context.getBean(OpenEdxEvents.class).send(login("a"));
            await().atMost(PATIENCE).until(() -> application.get("health").contains("1 events were lost"));
            assertThat(application.get("health")).startsWith("503 ").contains("\"status\":\"DOWN\"");
        }
    }

    /** A running application. */
    private static final class Application implements AutoCloseable {

        private final ConfigurableApplicationContext context;

        Application(String... properties) {
            context = new SpringApplicationBuilder(Configured.class)
                    .web(WebApplicationType.SERVLET)
                    .properties(
                            "server.port=0",
                            "spring.main.banner-mode=off",
                            "management.endpoints.web.exposure.include=health,openedxhooks,openedxeventbus",
                            "event-bus.topic-prefix=dev",
                            "event-bus.retry.attempts=1",
                            "event-bus.consumer-poll-failure-sleep=0.1",
                            "event-bus.consume-events[0].topic=in",
                            "event-bus.consume-events[0].group-id=g",
                            "event-bus-producer-config.%s.out.event-key-field=user.id".formatted(LOGIN),
                            "event-bus-producer-config.%s.out.enabled=true".formatted(LOGIN),
                            "spring.autoconfigure.exclude=" + others())
                    .properties(properties)
                    .run();
            await().atMost(PATIENCE).until(() -> get(CONSUMER).contains("\"state\":\"running\""));
        }

        LocalBroker broker() {
            return context.getBean(LocalBroker.class);
        }

        LocalBroker.Consumer consumer() {
            return broker().consumer("dev-in", "g");
        }

        void awaitAcknowledged(int count) {
            await().atMost(PATIENCE).until(() -> consumer().acknowledged.size() == count);
        }

        String get(String path) throws Exception {
            return send("GET", path, "");
        }

        String send(String method, String path, String body) throws Exception {
            String port = context.getEnvironment().getProperty("local.server.port");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }

        @Override
        public void close() {
            context.close();
        }

        /** Other tests bring libraries that want a database, or packages to look at. */
        private static String others() {
            List<String> all = ImportCandidates.load(AutoConfiguration.class, EndpointTests.class.getClassLoader())
                    .getCandidates();
            return all.stream()
                    .filter(name -> name.matches(".*(modulith|jpa|hibernate|jooq|jdbc|\\.data\\.).*"))
                    .collect(Collectors.joining(","));
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Configured {

        @Bean
        LocalBroker broker() {
            return new LocalBroker();
        }

        @Bean
        Receiver receiver() {
            return new Receiver();
        }
    }

    static class Receiver {

        final AtomicInteger failures = new AtomicInteger();

        @EventListener
        void receive(SessionLoginCompleted event) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("thrown by the test");
            }
        }
    }
}
