/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.spring.bus.ProducerRoutes.Route;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.BusContexts.yaml;

/** What the Python library does with routes, good and bad, and what we do (section J of its recorded cases). */
class ReferenceRoutesTests {

    private static final JsonNode CASES =
            JsonMapper.shared().readTree(Path.of("../openedx-hooks-core/src/test/resources/reference/negative.json"));

    /** What is said of each configuration that is refused. */
    private static final Map<String, String> REFUSED = Map.of(
            "not_a_dict", "must be a mapping from hook types to topics",
            "unknown_event", "there is no event of this type.",
            "event_config_is_list", "an event must be a mapping from topics to {event-key-field: ",
            "topic_config_is_list", "topic \"topic\" must be a mapping such as {event-key-field: ",
            "topic_config_none", "topic \"topic\" must be a mapping such as {event-key-field: ",
            "missing_key_field", "topic \"topic\" lacks event-key-field; it must be a mapping such as ",
            "enabled_is_int", "topic \"topic\": enabled must be true or false, found ",
            "key_field_is_none", "topic \"topic\": event-key-field must be a path such as ",
            // Python does not look at further settings, nor whether a path leads anywhere.
            "extra_topic_key", "topic \"topic\" has no setting \"zzz\". Known settings: ");

    private final ApplicationContextRunner runner = BusContexts.with(new LocalBroker());

    @Test
    void everyCaseIsHere() {
        assertThat(CASES.get("J_producer_config")).hasSize(11);
        assertThat(CASES.get("J_merge_producer_configs")).hasSize(4);
    }

    @TestFactory
    @DisplayName("CFG-1, CFG-2: what configures routes")
    Stream<DynamicTest> configurationsAreReadOrRefused() {
        return cases(
                "J_producer_config",
                test -> runner.withInitializer(
                                yaml("{\"event-bus-producer-config\": %s}".formatted(test.get("config"))))
                        .run(context -> {
                            String message = REFUSED.get(name(test));
                            if (message != null) {
                                assertThat(failure(context.getStartupFailure()).report())
                                        .contains("application.yml", message);
                                return;
                            }
                            assertThat(test.get("outcome").asString()).isEqualTo("ok");
                            assertThat(context).hasNotFailed();
                            Map<String, Map<String, Route>> routes = new LinkedHashMap<>(
                                    routes(test.get("config")).topics());
                            routes.values().removeIf(Map::isEmpty);
                            assertThat(planned(context.getBean(EventBusRoutes.class)))
                                    .isEqualTo(routes);
                        }));
    }

    @TestFactory
    @DisplayName("CFG-4: what overrides routes")
    Stream<DynamicTest> routesAreMergedAsByPython() {
        return cases(
                "J_merge_producer_configs",
                test -> assertThat(routes(test.get("original")).merge(routes(test.get("overrides"))))
                        .isEqualTo(routes(test.get("value"))));
    }

    private static Stream<DynamicTest> cases(String section, Check check) {
        return StreamSupport.stream(CASES.get(section).spliterator(), false)
                .map(test -> DynamicTest.dynamicTest(name(test), () -> check.run(test)));
    }

    private static String name(JsonNode test) {
        return test.get("name").asString();
    }

    private static Map<String, Map<String, Route>> planned(EventBusRoutes routes) {
        Map<String, Map<String, Route>> planned = new LinkedHashMap<>();
        for (RouteDescription route : routes.all()) {
            planned.computeIfAbsent(route.type(), type -> new LinkedHashMap<>())
                    .put(route.topic(), new Route(route.keyField(), route.enabled()));
        }
        return planned;
    }

    private static ProducerRoutes routes(JsonNode config) {
        Map<String, Map<String, Route>> routes = new LinkedHashMap<>();
        config.properties().forEach(event -> {
            Map<String, Route> topics = new LinkedHashMap<>();
            event.getValue().properties().forEach(topic -> {
                JsonNode keyField = topic.getValue().path("event_key_field");
                JsonNode enabled = topic.getValue().path("enabled");
                topics.put(
                        topic.getKey(),
                        new Route(
                                keyField.isString() ? keyField.asString() : null,
                                enabled.isBoolean() ? enabled.asBoolean() : null));
            });
            routes.put(event.getKey(), topics);
        });
        return new ProducerRoutes(routes);
    }

    private static InvalidHookConfigurationException failure(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidHookConfigurationException found) {
                return found;
            }
        }
        throw new AssertionError("the application has started, or failed otherwise", thrown);
    }

    private interface Check {

        void run(JsonNode test);
    }
}
