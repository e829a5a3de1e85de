/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.openedx.hooks.spring.bus.BusContexts.yaml;
import static org.openedx.hooks.spring.bus.Samples.ENROLLED;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;

@DisplayName("Routes of events as they are configured (CFG-1, CFG-2)")
class RoutesTests {

    @RegisterExtension
    private final Logs logs = new Logs();

    private final LocalBroker broker = new LocalBroker();

    private final ApplicationContextRunner runner = BusContexts.with(broker);

    @ParameterizedTest
    @ValueSource(strings = {"""
                event-bus-producer-config:
                  org.openedx.learning.course.enrollment.created.v1:
                    learning-enrollment-lifecycle: {event-key-field: enrollment.course.course_key, enabled: true}
                """, """
                event-bus-producer-config:
                  "[org.openedx.learning.course.enrollment.created.v1]":
                    learning-enrollment-lifecycle:
                      event_key_field: enrollment.course.course_key
                      enabled: true
                """, """
                event-bus-producer-config.org.openedx.learning.course.enrollment.created.v1:
                  learning-enrollment-lifecycle.eventKeyField: enrollment.course.course_key
                  learning-enrollment-lifecycle.enabled: TRUE
                """, """
                EVENT_BUS_PRODUCER_CONFIG:
                  org.openedx.learning.course.enrollment.created.v1:
                    learning-enrollment-lifecycle: {event_key_field: enrollment.course.course_key, enabled: 'true'}
                """, """
                event-bus-producer-config: {"org.openedx.learning.course.enrollment.created.v1":
                  {"learning-enrollment-lifecycle": {"event_key_field": "enrollment.course.course_key", "enabled": true}}}
                """})
    void aRouteIsReadInEverySpelling(String config) {
        runner.withInitializer(yaml(config)).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(EventBusRoutes.class).all())
                    .singleElement()
                    .satisfies(route -> {
                        assertThat(route.type()).isEqualTo(ENROLLED);
                        assertThat(route.topic()).isEqualTo("learning-enrollment-lifecycle");
                        assertThat(route.keyField()).isEqualTo("enrollment.course.course_key");
                        assertThat(route.mode()).isEqualTo(ProducerMode.ON_COMMIT);
                        assertThat(route.enabled()).isTrue();
                        assertThat(route.origin()).startsWith("application.yml");
                    });
        });
    }

    @Test
    void propertiesAndMapsAreReadToo() {
        runner.withPropertyValues(
                        "event-bus-producer-config.%s.logins.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.logins.enabled=false".formatted(LOGIN),
                        "event-bus-producer-config[%s].more.event_key_field=enrollment.mode".formatted(ENROLLED),
                        "event-bus-producer-config[%s].more.enabled=false".formatted(ENROLLED))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource(
                                "json",
                                Map.of(
                                        "event-bus-producer-config",
                                        Map.of(
                                                LOGIN,
                                                Map.of(
                                                        "with.dots",
                                                        Map.of("event_key_field", "user.id", "enabled", true)))))))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .extracting(RouteDescription::topic)
                        .containsExactlyInAnyOrder("logins", "more", "with.dots"));
    }

    @Test
    @DisplayName("CFG-1: all routes as JSON in one variable, as Open edX's setting of this name has them")
    void allRoutesMayBeJsonInOneVariable() {
        runner.withInitializer(yaml("""
                        event-bus-producer-config:
                          org.openedx.learning.auth.session.login.completed.v1:
                            logins: {event-key-field: user.pii.username, enabled: true}
                        """))
                .withInitializer(variable("""
                        {"org.openedx.learning.course.enrollment.created.v1":
                          {"enrollments.v1": {"event_key_field": "enrollment.course.course_key", "enabled": true}},
                         "org.openedx.learning.auth.session.login.completed.v1": {"logins": {"enabled": false}}}
                        """))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .extracting(RouteDescription::topic, RouteDescription::keyField, RouteDescription::enabled)
                        .containsExactlyInAnyOrder(
                                tuple("enrollments.v1", "enrollment.course.course_key", true),
                                tuple("logins", "user.pii.username", false)));
        runner.withPropertyValues(
                        "event-bus-producer-config={\"%s\":{\"logins\":{\"event_key_field\":\"user.id\",\"enabled\":true}}}"
                                .formatted(LOGIN))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .extracting(RouteDescription::topic)
                        .containsExactly("logins"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"LOGIN": {"logins": {"event_key_field": "user.id", "enabled": 1}}} | enabled must be true or false, found "1".
            {"LOGIN": {"logins": {"event_key_field": "user.id", "enabled": true}} | event-bus-producer-config is no JSON object: Unexpected end-of-input
            {"LOGIN": null} | an event must be a mapping from topics to
            {"LOGIN": ["logins"]} | an event must be a mapping from topics to
            {"org.openedx.x.v1": {"t": {}}} | there is no event of this type
            ["logins"] | must be a mapping from hook types to topics
            {'LOGIN': {}} | event-bus-producer-config is no JSON object: Unexpected character
            """)
    void whatIsWrongWithTheJsonOfAVariableIsTold(String json, String message) {
        runner.withInitializer(variable(json.replace("LOGIN", LOGIN))).run(context -> {
            InvalidHookConfigurationException failure = failure(context.getStartupFailure());
            assertThat(failure.problems()).hasSize(1);
            assertThat(failure.problems().get(0).origin()).contains("EVENT_BUS_PRODUCER_CONFIG");
            assertThat(failure.problems().get(0).message()).contains(message).doesNotContain("\n");
        });
    }

    private static ApplicationContextInitializer<ConfigurableApplicationContext> variable(String value) {
        return context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment-test", Map.of("EVENT_BUS_PRODUCER_CONFIG", value)));
    }

    @Test
    void topicsMayHaveDots() {
        runner.withInitializer(yaml("""
                        event-bus-producer-config:
                          org.openedx.learning.auth.session.login.completed.v1:
                            a.b.c: {event-key-field: user.id, enabled: true}
                        """))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .extracting(RouteDescription::topic)
                        .containsExactly("a.b.c"));
    }

    @Test
    @DisplayName("CFG-4: a variable switches a route that a file has; what it does not say stays")
    void aVariableOverridesASettingOfARoute() {
        runner.withInitializer(yaml("""
                        event-bus-producer-config:
                          org.openedx.learning.course.enrollment.created.v1:
                            learning-enrollment-lifecycle: {event-key-field: enrollment.course.course_key, enabled: true}
                        """))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment-test",
                                Map.of(
                                        "EVENT_BUS_PRODUCER_CONFIG_ORG_OPENEDX_LEARNING_COURSE_ENROLLMENT_CREATED_V1"
                                                + "_LEARNING_ENROLLMENT_LIFECYCLE_ENABLED",
                                        "false"))))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .singleElement()
                        .satisfies(route -> {
                            assertThat(route.topic()).isEqualTo("learning-enrollment-lifecycle");
                            assertThat(route.keyField()).isEqualTo("enrollment.course.course_key");
                            assertThat(route.enabled()).isFalse();
                        }));
    }

    @Test
    @DisplayName("CFG-4: routes of libraries are overridden by what is configured, each setting by itself")
    void routesOfLibrariesAreOverridden() {
        runner.withBean(
                        ProducerRoutes.class,
                        () -> ProducerRoutes.NONE
                                .with(LOGIN, "logins", "user.id", true)
                                .with(ENROLLED, "enrollments", "enrollment.course.course_key", true))
                .withPropertyValues("event-bus-producer-config.%s.logins.enabled=false".formatted(LOGIN))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .extracting(RouteDescription::topic, RouteDescription::keyField, RouteDescription::enabled)
                        .containsExactly(
                                tuple("logins", "user.id", false),
                                tuple("enrollments", "enrollment.course.course_key", true)));
    }

    @Test
    @DisplayName("CFG-2: an event has no topics if it says so, and nothing is not saying so")
    void anEventWithoutTopicsIsFine() {
        runner.withInitializer(yaml("event-bus-producer-config: {%s: {}}".formatted(LOGIN)))
                .run(context ->
                        assertThat(context.getBean(EventBusRoutes.class).all()).isEmpty());
    }

    static Stream<Arguments> mistakes() {
        String type = "\n  " + LOGIN + ":\n    ";
        return Stream.of(
                arguments("event-bus-producer-config: [a]", List.of("must be a mapping from hook types to topics")),
                arguments(
                        "event-bus-producer-config:\n  org.openedx.learning.auth.session.login.complete.v1:\n    t: {event-key-field: user.id, enabled: true}",
                        List.of("there is no event of this type", "Did you mean \"" + LOGIN + "\"?")),
                arguments(
                        "event-bus-producer-config:\n  org.openedx.learning.course.enrollment.started.v1:\n    t: {event-key-field: user.id, enabled: true}",
                        List.of("this is a filter, and only events are published")),
                arguments(
                        "event-bus-producer-config:\n  org.openedx.learning.external_grader.score.submitted.v1:\n    t: {event-key-field: score.points_earned, enabled: true}",
                        List.of("this event cannot be published. It stays inside the service that sends it")),
                arguments(
                        "event-bus-producer-config:\n  " + LOGIN + ": [{event-key-field: user.id, enabled: true}]",
                        List.of("an event must be a mapping from topics to {event-key-field: ", "enabled: true}")),
                arguments(
                        "event-bus-producer-config:\n  " + LOGIN + ": logins",
                        List.of("an event must be a mapping from topics")),
                arguments(
                        "event-bus-producer-config:\n  " + LOGIN + ":",
                        List.of("an event must be a mapping from topics", "found nothing")),
                arguments(
                        "event-bus-producer-config:\n  " + LOGIN + ": ''",
                        List.of("an event must be a mapping from topics", "found nothing")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: []",
                        List.of("topic \"logins\" must be a mapping such as", "found nothing")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: null",
                        List.of("topic \"logins\" must be a mapping such as", "found nothing")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: true",
                        List.of("topic \"logins\" must be a mapping such as")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {enabled: true}",
                        List.of("topic \"logins\" lacks event-key-field")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: user.id}",
                        List.of("topic \"logins\" lacks enabled")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-fild: user.id, enabled: true}",
                        List.of("has no setting \"event-key-fild\"", "Did you mean \"event-key-field\"?")),
                arguments(
                        "event-bus-producer-config:" + type
                                + "logins: {event-key-field: user.id, enabled: true, zzz: 1}",
                        List.of("has no setting \"zzz\"", "Known settings: enabled, event-key-field.")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: user.id, enabled: 1}",
                        List.of("enabled must be true or false, found")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: user.id, enabled: maybe}",
                        List.of("enabled must be true or false, found")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: null, enabled: true}",
                        List.of("event-key-field must be a path such as", "found nothing")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: 3, enabled: true}",
                        List.of("event-key-field must be a path such as")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: user.pii.user, enabled: true}",
                        List.of(
                                "\"user.pii.user\" is no key",
                                "there is no \"user\", only [username, email, name]",
                                "The event's own is user.pii.username.")),
                arguments(
                        "event-bus-producer-config:" + type + "logins: {event-key-field: user.pii, enabled: true}",
                        List.of("does not lead to a single value (KAF-8)")),
                arguments(
                        "event-bus-producer-config:\n  " + ENROLLED
                                + ":\n    t: {event-key-field: enrollment.created_by.id, enabled: true}",
                        List.of("\"created_by\" may be null (KAF-8)")),
                arguments(
                        "event-bus-producer-config:" + type
                                + "\"[bad\\u202etopic]\": {event-key-field: user.id, enabled: true}",
                        List.of("\"bad\\u202etopic\" is no name of a topic")),
                arguments(
                        "event-bus-producer-config:" + type
                                + "\"[ logins]\": {event-key-field: user.id, enabled: true}",
                        List.of("\" logins\" is no name of a topic")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeKeepsTheApplicationFromStarting(String config, List<String> messages) {
        runner.withInitializer(yaml(config)).run(context -> {
            assertThat(context).hasFailed();
            InvalidHookConfigurationException failure = failure(context.getStartupFailure());
            assertThat(failure.problems()).hasSize(1);
            assertThat(failure.problems().get(0).origin()).startsWith("application.yml");
            assertThat(failure.report()).contains(messages).contains("The routes of the event bus");
        });
    }

    @Test
    void allMistakesAreToldAtOnce() {
        runner.withInitializer(yaml("""
                        event-bus-producer-config:
                          org.openedx.learning.auth.session.login.completed.v1:
                            logins: {event-key-field: user.pii.usernam, enabled: true}
                          org.openedx.learning.course.enrollment.created.v1:
                            enrollments: {event-key-field: enrollment.course.course_key, enabled: 2}
                        """)).run(context -> {
            InvalidHookConfigurationException failure = failure(context.getStartupFailure());
            assertThat(failure.problems()).extracting("hookType").containsExactly(ENROLLED, LOGIN);
            assertThat(failure.problems().get(0).origin())
                    .contains("application.yml")
                    .contains("5:");
            assertThat(failure.problems().get(1).origin())
                    .contains("application.yml")
                    .contains("3:");
        });
    }

    @Test
    @DisplayName("BUS-8: routes that are on need a broker")
    void anEnabledRouteNeedsABroker() {
        ApplicationContextRunner bare = BusContexts.bare()
                .withPropertyValues("event-bus-producer-config.%s.logins.event-key-field=user.id".formatted(LOGIN));
        bare.withPropertyValues("event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN))
                .run(context -> assertThat(failure(context.getStartupFailure()).report())
                        .contains("topic \"logins\" is enabled, but there is no broker")
                        .contains("openedx-hooks-redis-spring-boot-starter")
                        .contains("openedx-hooks-kafka-spring-boot-starter"));
        bare.withPropertyValues("event-bus-producer-config.%s.logins.enabled=false".formatted(LOGIN))
                .run(context -> {
                    EventBusRoutes routes = context.getBean(EventBusRoutes.class);
                    assertThat(routes.all()).hasSize(1);
                    assertThatIllegalStateException()
                            .isThrownBy(() -> routes.enable(HookType.of(LOGIN), "logins", true))
                            .withMessageContaining("no broker");
                });
    }

    @Test
    void theOutboxModeNeedsAnOutbox() {
        ApplicationContextRunner outbox = runner.withPropertyValues(
                "event-bus-producer-config.%s.logins.event-key-field=user.id".formatted(LOGIN),
                "event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN),
                "event-bus.topics.logins.producer-mode=outbox");
        outbox.run(context -> assertThat(failure(context.getStartupFailure()).report())
                .contains("topic \"logins\" has the producer mode outbox, but there is no outbox")
                .contains(EventOutbox.class.getName()));
        outbox.withBean(EventOutbox.class, () -> message -> {})
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .extracting(RouteDescription::mode)
                        .containsExactly(ProducerMode.OUTBOX));
    }

    @Test
    void aModeOfATopicThatNoEventIsRoutedToIsRefused() {
        runner.withPropertyValues(
                        "event-bus-producer-config.%s.logins.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN),
                        "event-bus.topics.login.producer-mode=immediate")
                .run(context -> assertThat(failure(context.getStartupFailure()).report())
                        .contains("no event is routed to the topic \"login\"")
                        .contains("Did you mean \"logins\"?"));
    }

    @Test
    void whatTheBrokerHasAgainstARouteIsSaidAtStartup() {
        broker.objection = "it does not like this type.";
        runner.withPropertyValues(
                        "event-bus-producer-config.%s.logins.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN))
                .run(context -> {
                    assertThat(logs.from(Level.WARN))
                            .containsExactly("Route of %s to logins: it does not like this type.".formatted(LOGIN));
                    assertThat(context.getBean(EventBusRoutes.class).all())
                            .extracting(RouteDescription::warning)
                            .containsExactly("it does not like this type.");
                });
    }

    private static InvalidHookConfigurationException failure(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidHookConfigurationException found) {
                return found;
            }
        }
        throw new AssertionError("the application has started, or failed otherwise", thrown);
    }
}
