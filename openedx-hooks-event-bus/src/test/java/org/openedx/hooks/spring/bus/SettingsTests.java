/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.mockito.Mockito;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.openedx.hooks.spring.bus.BusContexts.yaml;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;

@DisplayName("Settings of the event bus")
class SettingsTests {

    @RegisterExtension
    private final Logs logs = new Logs();

    private final LocalBroker broker = new LocalBroker();

    private final ApplicationContextRunner runner = BusContexts.with(broker);

    @Test
    @DisplayName("DIV-9: the environment variables of Open edX work as they are")
    void theVariablesOfOpenEdxWork() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment-test",
                                Map.of(
                                        "EVENT_BUS_TOPIC_PREFIX", "prod",
                                        "EVENT_BUS_PRODUCER", "edx_event_bus_local.create_producer",
                                        "EVENT_BUS_CONSUMER", "edx_event_bus_local.LocalEventConsumer",
                                        "EVENT_BUS_PRODUCER_MODE", "immediate"))))
                .withPropertyValues(
                        "event-bus-producer-config.%s.logins.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN))
                .run(context -> assertThat(context.getBean(EventBusRoutes.class).all())
                        .singleElement()
                        .satisfies(route -> {
                            assertThat(route.fullTopic()).isEqualTo("prod-logins");
                            assertThat(route.mode()).isEqualTo(ProducerMode.IMMEDIATE);
                        }));
        assertThat(logs.from(Level.WARN)).isEmpty();
    }

    @Test
    void everySettingIsBound() {
        runner.withInitializer(yaml("""
                        event-bus:
                          topic-prefix: prod
                          producer-mode: immediate
                          queue-capacity: 5
                          flush-timeout: 3s
                          log-event-data: true
                          propagate-trace: true
                          audit-logging-enabled: false
                          consumers-enabled: false
                          consumer-poll-failure-sleep: 1.5
                          consumer-consecutive-errors-limit: 7
                          retry: {attempts: 2, delay: 1s, max-delay: 2s}
                          consume-events:
                          - topic: a
                            group-id: b
                            consumer-name: c
                            enabled: false
                            concurrency: 2
                            transactional: true
                            offset-time: '2026-11-20T00:00:00+01:00'
                            check-backlog: true
                            claim-msgs-older-than: 60000
                            retry: {attempts: 1}
                          - {topic: d, group_id: e, last_read_msg_id: 0-0}
                        """)).run(context -> {
            EventBusProperties properties = context.getBean(EventBusProperties.class);
            assertThat(properties.topicPrefix()).isEqualTo("prod");
            assertThat(properties.queueCapacity()).isEqualTo(5);
            assertThat(properties.flushTimeout()).isEqualTo(Duration.ofSeconds(3));
            assertThat(properties.logEventData()).isTrue();
            assertThat(properties.propagateTrace()).isTrue();
            assertThat(properties.auditLoggingEnabled()).isFalse();
            assertThat(properties.consumersEnabled()).isFalse();
            assertThat(properties.consumerPollFailureSleep().duration()).isEqualTo(Duration.ofMillis(1500));
            assertThat(properties.consumerConsecutiveErrorsLimit()).isEqualTo(7);
            assertThat(properties.retry())
                    .isEqualTo(new EventBusProperties.Retry(2, Duration.ofSeconds(1), Duration.ofSeconds(2)));
            assertThat(properties.consumeEvents().get(0).claimMsgsOlderThan()).isEqualTo(Duration.ofMinutes(1));
            assertThat(properties.consumeEvents().get(0).retry())
                    .isEqualTo(new EventBusProperties.Retry(1, Duration.ofMillis(200), Duration.ofSeconds(10)));
            ConsumerSettings settings = broker.consumer("prod-d", "e").settings;
            assertThat(settings.lastReadMsgId()).isEqualTo("0-0");
            assertThat(settings.deadLetterTopic()).isEqualTo("prod-d-e-dlt");
        });
    }

    @Test
    void anEntryIsHandedToTheBrokerAsItIs() {
        runner.withPropertyValues(
                        "event-bus.consume-events[0].topic=a",
                        "event-bus.consume-events[0].group-id=b",
                        "event-bus.consume-events[0].consumer-name=c",
                        "event-bus.consume-events[0].concurrency=2",
                        "event-bus.consume-events[0].offset-time=2026-11-20T00:00:00+01:00",
                        "event-bus.consume-events[0].check-backlog=true",
                        "event-bus.consume-events[0].claim-msgs-older-than=60000")
                .run(context -> assertThat(broker.consumer("a", "b").settings)
                        .isEqualTo(new ConsumerSettings(
                                "a",
                                "b",
                                "c",
                                2,
                                Instant.parse("2026-11-19T23:00:00Z"),
                                null,
                                true,
                                Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @CsvSource({"1, PT1S", "1.0, PT1S", "0, PT0S", "0.25, PT0.25S", "1500ms, PT1.5S", "2m, PT2M", "PT3S, PT3S"})
    void secondsAreReadAsOpenEdxAndAsBootWritesThem(String text, Duration expected) {
        assertThat(Seconds.valueOf(text).duration()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "one", "1e9", "1.", ".5", "99999999999999999999", "NaN"})
    void otherSecondsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Seconds.valueOf(text));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "event-bus: {topc-prefix: prod}",
                        List.of("there is no setting \"topc-prefix\" in event-bus", "Did you mean \"topic-prefix\"?")),
                arguments(
                        "event-bus: {zzz: 1}", List.of("there is no setting \"zzz\" in event-bus", "Known settings:")),
                arguments(
                        "event-bus: {producer-config: {a: b}}", List.of("Did you mean \"event-bus-producer-config\"?")),
                arguments("event-bus: {retry: {attempt: 1}}", List.of("Did you mean \"attempts\"?")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group: b}]}",
                        List.of("there is no setting \"group\" in event-bus.consume-events[0]")),
                arguments("event-bus: {topics: {a: {mode: immediate}}}", List.of("there is no setting \"mode\"")),
                arguments(
                        "event-bus: {queue-capacity: {x: 1}}",
                        List.of("there is no setting \"x\"", "It is one value.")),
                arguments(
                        "event-bus: {queue-capacity: 0}",
                        List.of("event-bus.queue-capacity must be at least 1, found 0")),
                arguments("event-bus: {flush-timeout: -1s}", List.of("event-bus.flush-timeout must not be negative")),
                arguments(
                        "event-bus: {consumer-consecutive-errors-limit: 0}",
                        List.of("event-bus.consumer-consecutive-errors-limit must be at least 1, found 0")),
                arguments("event-bus: {retry: {attempts: 0}}", List.of("event-bus.retry.attempts must be at least 1")),
                arguments("event-bus: {retry: {delay: -1s}}", List.of("event-bus.retry.delay must not be negative")),
                arguments(
                        "event-bus: {consume-events: [{group-id: b}]}",
                        List.of("event-bus.consume-events[0] lacks topic, for example")),
                arguments(
                        "event-bus: {consume-events: [{topic: a}]}",
                        List.of("event-bus.consume-events[0] lacks group-id, for example")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b}, {topic: a, group-id: b}]}",
                        List.of("event-bus.consume-events[1] consumes topic \"a\" for group \"b\" once more")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b}, {topic: ' a', group-id: 'b '}]}",
                        List.of("event-bus.consume-events[1] consumes topic")),
                arguments(
                        "{'event-bus.consume-events[0]': {topic: a, group-id: b}, 'event-bus.consume-events[2].topic': a}",
                        List.of(
                                "event-bus.consume-events must be a list whose entries are numbered from 0 without gaps.")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, concurrency: 0}]}",
                        List.of("event-bus.consume-events[0].concurrency must be from 1 to 1000, found 0")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, concurrency: 1000000}]}",
                        List.of("event-bus.consume-events[0].concurrency must be from 1 to 1000, found 1000000")),
                arguments(
                        "event-bus: {retry: {delay: 300000d}}",
                        List.of("event-bus.retry.delay must be at most 36500 days, found PT7200000H.")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, claim-msgs-older-than: 0}]}",
                        List.of("event-bus.consume-events[0].claim-msgs-older-than must be positive")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, retry: {attempts: -1}}]}",
                        List.of("event-bus.consume-events[0].retry.attempts must be at least 1, found -1")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, last-read-msg-id: 1, offset-time: '2026-11-20T00:00:00Z'}]}",
                        List.of("and offset-time exclude each other")),
                arguments(
                        "event-bus: {consume-events: [{topic: \"a\\u202eb\", group-id: b}]}",
                        List.of("event-bus.consume-events[0].topic must be printable, and has U+202E.")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: refused}]}",
                        List.of("event-bus.consume-events[0]: the group must have another name")),
                arguments(
                        "event-bus: {topic-prefix: \"a\\u202eb\"}",
                        List.of("event-bus.topic-prefix must be printable, and has U+202E.")),
                arguments(
                        "event-bus: {consume-events: {topic: a, group-id: b}}",
                        List.of("there is no setting \"topic\" in event-bus.consume-events. It is a list: begin each")),
                arguments(
                        "event-bus: {consume-events: [a]}",
                        List.of("event-bus.consume-events[0] must be a mapping with topic, group-id, consumer-name,")),
                arguments(
                        "event-bus: {consume-events: [null]}",
                        List.of("event-bus.consume-events[0] must be a mapping with topic, group-id, consumer-name,")),
                arguments(
                        "event-bus: {consume-events: a}",
                        List.of("event-bus.consume-events must be a list of mappings with topic, group-id,")),
                arguments(
                        "event-bus: {consume-event: {topic: a, group-id: b}}",
                        List.of("there is no setting \"consume-event\"", "Did you mean \"consume-events\"?")),
                arguments("event-bus: redis", List.of("event-bus must be a mapping with topic-prefix,")),
                arguments(
                        "event-bus: {retry: 5}",
                        List.of("event-bus.retry must be a mapping with attempts, delay, max-delay.")),
                arguments(
                        "event-bus: {topics: {a: outbox}}",
                        List.of("event-bus.topics.a must be a mapping with producer-mode.")),
                arguments(
                        "event-bus: {topics: outbox}",
                        List.of("event-bus.topics must be a mapping of names to mappings with producer-mode.")),
                arguments(
                        "event-bus: {queue-capacity: \"5\\nERROR \\e[31m\"}",
                        List.of("event-bus.queue-capacity must be a whole number of at most 2147483647,"
                                + " found \"5\\u000aERROR \\u001b[31m\".")),
                arguments(
                        "event-bus: {queue-capacity: 1000000000000}",
                        List.of("event-bus.queue-capacity must be a whole number of at most 2147483647")),
                arguments(
                        "event-bus: {queue-capacity: 1.5}",
                        List.of(
                                "event-bus.queue-capacity must be a whole number of at most 2147483647, found \"1.5\".")),
                arguments(
                        "event-bus: {queue-capacity: }",
                        List.of(
                                "event-bus.queue-capacity must be a whole number of at most 2147483647, found nothing.")),
                arguments(
                        "event-bus: {flush-timeout: PT}",
                        List.of("event-bus.flush-timeout must be a duration such as 2s or 500ms, found \"PT\".")),
                arguments(
                        "event-bus: {consumer-poll-failure-sleep: -1}",
                        List.of("event-bus.consumer-poll-failure-sleep must be a number of seconds, or a duration")),
                arguments(
                        "event-bus: {consumers-enabled: maybe}",
                        List.of("event-bus.consumers-enabled must be true or false, found \"maybe\".")),
                arguments(
                        "event-bus: {producer-mode: outbx}",
                        List.of("event-bus.producer-mode must be on-commit or immediate or outbox, found")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, offset-time: '2026-11-20T00:00:00'}]}",
                        List.of("offset-time must be a time with its offset, such as 2026-11-20T00:00:00Z, found")),
                arguments(
                        "event-bus: {topic-prefix: \"${nope}\"}",
                        List.of("event-bus.topic-prefix: the placeholder \"${nope}\" has no value. Give it one")),
                arguments(
                        "event-bus: {consume-events: [{topic: a, group-id: b, consumer-name: \"${nope}\"}]}",
                        List.of("event-bus.consume-events[0].consumer-name: the placeholder \"${nope}\" has no value")),
                arguments("events-bus: {topic-prefix: a}", List.of("nothing reads \"events-bus\". Did you mean")),
                arguments("event.bus: {topic-prefix: a}", List.of("nothing reads \"event.bus\". Did you mean")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeKeepsTheApplicationFromStarting(String config, List<String> messages) {
        runner.withInitializer(yaml(config)).run(context -> {
            assertThat(context).hasFailed();
            InvalidHookConfigurationException failure = failure(context.getStartupFailure());
            assertThat(failure.problems()).hasSize(1);
            assertThat(failure.problems().get(0).origin()).startsWith("application.yml - 1:");
            assertThat(failure.report()).contains(messages);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event-bus:",
                "event-bus: {retry: , topics: , consume-events: , producer-mode: }",
                "event-bus: {consume-events: []}",
                "event.bus: {color: red}",
                "event-hub: {topic-prefix: a}",
                "event-bus: {topic-prefix: \"\\\\${nope}\"}",
                "event-bus: {producer: \"local\\n\"}"
            })
    void whatSaysNothingOrIsOfOthersIsFine(String config) {
        runner.withInitializer(yaml(config)).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndOnce() {
        runner.withInitializer(yaml("""
                        event-bus:
                          queue-capacity: many
                          retry: {attempts: few, delay: long}
                          consume-events: {topic: a, group-id: b, enabled: maybe}
                        """))
                .run(context -> assertThat(failure(context.getStartupFailure()).problems())
                        .extracting(ConfigurationProblem::message)
                        .satisfiesExactlyInAnyOrder(
                                message -> assertThat(message).startsWith("event-bus.queue-capacity must be"),
                                message -> assertThat(message).startsWith("event-bus.retry.attempts must be"),
                                message -> assertThat(message).startsWith("event-bus.retry.delay must be"),
                                message -> assertThat(message).startsWith("there is no setting \"topic\"")));
    }

    @Test
    @DisplayName("BUS-8: consuming needs a broker")
    void consumingNeedsABroker() {
        BusContexts.bare()
                .withInitializer(yaml("event-bus: {consume-events: [{topic: a, group-id: b}]}"))
                .run(context -> assertThat(failure(context.getStartupFailure()).report())
                        .contains("event-bus.consume-events[0] needs a broker")
                        .contains("openedx-hooks-redis-spring-boot-starter"));
    }

    @Test
    void anApplicationWithEventsOfItsOwnMayPublishAndCannotConsume() {
        ApplicationContextRunner own =
                runner.withBean("mine", OpenEdxEvents.class, () -> Mockito.mock(OpenEdxEvents.class));
        own.run(context -> assertThat(context).hasNotFailed());
        own.withInitializer(yaml("event-bus: {consume-events: [{topic: a, group-id: b}]}"))
                .run(context -> assertThat(failure(context.getStartupFailure()).report())
                        .contains("application.yml - 1:38", "event-bus.consume-events[0] cannot reach receivers"));
        own.withInitializer(yaml("event-bus: {consume-events: [{topic: a, group-id: b, enabled: false}]}"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void settingsOfModulesThatAreMissingAreNobodys() {
        runner.withPropertyValues("event-bus.redis.connection-url=x", "event-bus.outbox.batch-size=1")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void settingsOfBrokersAreCheckedToo() {
        ApplicationContextRunner with = runner.withUserConfiguration(BrokerConfiguration.class);
        with.withPropertyValues("event-bus.local.some-url=x", "event-bus.local.nested.any-name=x")
                .run(context -> assertThat(context).hasNotFailed());
        with.withPropertyValues("event-bus.local.some-ulr=x")
                .run(context -> assertThat(failure(context.getStartupFailure()).report())
                        .contains("there is no setting \"some-ulr\" in event-bus.local")
                        .contains("Did you mean \"some-url\"?"));
    }

    /** It may have a password. */
    @Test
    void anAddressThatIsNoneIsNotShown() {
        runner.withUserConfiguration(BrokerConfiguration.class)
                .withPropertyValues("event-bus.local.addresses=1hidden:8081")
                .run(context -> assertThat(failure(context.getStartupFailure()).report())
                        .contains("event-bus.local.addresses must be an address such as http://host:8081, found")
                        .doesNotContain("hidden"));
    }

    @Test
    void aVariableThatIsNearlyOursIsWarnedOf() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment-test",
                                Map.of("EVENT_BUS_TOPIC_PREFX", "prod", "EVENT_BUS_SERVICE_PORT", "80"))))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(logs.from(Level.WARN))
                .containsExactly(
                        "Nobody reads the environment variable EVENT_BUS_TOPIC_PREFX; did you mean EVENT_BUS_TOPIC_PREFIX?");
    }

    @Test
    void anEntryWhoseVariablesHaveAnotherNumberThanTheNextIsRefused() {
        assertThat(problem("EVENT_BUS_CONSUME_EVENTS_1_TOPIC", "EVENT_BUS_CONSUME_EVENTS_1_GROUP_ID"))
                .satisfies(problem -> {
                    assertThat(problem.origin()).contains("EVENT_BUS_CONSUME_EVENTS_1_");
                    assertThat(problem.message())
                            .isEqualTo("event-bus.consume-events must be a list whose entries are numbered from 0"
                                    + " without gaps.");
                });
    }

    @Test
    void entriesInOneVariableAreRefused() {
        assertThat(problem("EVENT_BUS_CONSUME_EVENTS")).satisfies(problem -> {
            assertThat(problem.origin()).contains("EVENT_BUS_CONSUME_EVENTS");
            assertThat(problem.message())
                    .startsWith("event-bus.consume-events must be a list of mappings with topic, group-id, ")
                    .endsWith("; as variables: EVENT_BUS_CONSUME_EVENTS_0_TOPIC and so on.");
        });
    }

    @Test
    void aVariableOfAnEntryThatIsNearlyOursIsWarnedOfAndWhatTheEntryLacksIsToldWithItsVariable() {
        assertThat(problem("EVENT_BUS_CONSUME_EVENTS_0_TOPIC", "EVENT_BUS_CONSUME_EVENTS_0_GROUPID"))
                .satisfies(problem -> {
                    assertThat(problem.origin()).contains("\"EVENT_BUS_CONSUME_EVENTS_0_");
                    assertThat(problem.message()).startsWith("event-bus.consume-events[0] lacks group-id");
                });
        assertThat(logs.from(Level.WARN))
                .containsExactly(
                        "Nobody reads the environment variable EVENT_BUS_CONSUME_EVENTS_0_GROUPID; did you mean"
                                + " EVENT_BUS_CONSUME_EVENTS_0_GROUP_ID?");
    }

    private ConfigurationProblem problem(String... variables) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Stream.of(variables).collect(Collectors.toMap(name -> name, name -> "a")))))
                .run(context ->
                        problems.addAll(failure(context.getStartupFailure()).problems()));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    @DisplayName("CFG-5: the setting for consumers that a page of Open edX names, and nobody reads, is told of")
    void theSettingForConsumersThatNobodyReadsIsToldOf() {
        runner.withInitializer(yaml("event-bus-consumer-config: {logins: {group_id: g}}"))
                .run(context -> {
                    InvalidHookConfigurationException failure = failure(context.getStartupFailure());
                    assertThat(failure.problems()).singleElement().satisfies(problem -> {
                        assertThat(problem.origin()).startsWith("application.yml");
                        assertThat(problem.message())
                                .isEqualTo("nobody reads event-bus-consumer-config. Consumers are entries of"
                                        + " event-bus.consume-events.");
                    });
                });
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment-test", Map.of("EVENT_BUS_CONSUMER_CONFIG", "{}"))))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(logs.from(Level.WARN))
                .containsExactly("Nobody reads the environment variable EVENT_BUS_CONSUMER_CONFIG; did you mean"
                        + " EVENT_BUS_CONSUME_EVENTS_0_TOPIC?");
    }

    @Test
    @DisplayName("BUS-8: of several brokers one is chosen by name, as in Open edX or plainly")
    void oneOfSeveralBrokersIsChosen() {
        EventBusBroker other = new EventBusBroker() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public EventBusProducer producer() {
                return broker;
            }

            @Override
            public EventBusConsumer consumer(ConsumerSettings settings) {
                throw new IllegalArgumentException("not here");
            }
        };
        List<EventBusBroker> both = List.of(broker, other);

        assertThat(choose(both, "other", "edx_event_bus_local.LocalEventConsumer"))
                .satisfies(brokers -> {
                    assertThat(brokers.producing()).isSameAs(other);
                    assertThat(brokers.consuming()).isSameAs(broker);
                });
        assertThat(choose(List.of(other), null, " ").producing()).isSameAs(other);
        assertThat(choose(List.of(), null, null).consuming()).isNull();
        assertThatExceptionOfType(InvalidHookConfigurationException.class)
                .isThrownBy(() -> choose(both, null, "other"))
                .withMessageContaining(
                        "there are several brokers, [local, other]: say with event-bus.producer which one to use");
        assertThatExceptionOfType(InvalidHookConfigurationException.class)
                .isThrownBy(() -> choose(both, "othr", "lokal"))
                .withMessageContaining(
                        "event-bus.producer is \"othr\", but no broker has this name. Did you mean \"other\"?")
                .withMessageContaining("Did you mean \"local\"?");
        assertThatExceptionOfType(InvalidHookConfigurationException.class)
                .isThrownBy(() -> choose(List.of(), "redis", null))
                .withMessageContaining("there is no broker: add openedx-hooks-redis-spring-boot-starter");
    }

    private static EventBusBrokers choose(
            List<EventBusBroker> brokers, @Nullable String producer, @Nullable String consumer) {
        return EventBusBrokers.choose(brokers, producer, consumer, new SettingOrigins(new MockEnvironment()));
    }

    private static InvalidHookConfigurationException failure(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidHookConfigurationException found) {
                return found;
            }
        }
        throw new AssertionError("the application has started, or failed otherwise", thrown);
    }

    @ConfigurationProperties("event-bus.local")
    record LocalProperties(
            @Nullable String someUrl,
            @Nullable Map<String, String> nested,
            @Nullable Seconds time,
            @Nullable List<URI> addresses) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(LocalProperties.class)
    static class BrokerConfiguration {}
}
