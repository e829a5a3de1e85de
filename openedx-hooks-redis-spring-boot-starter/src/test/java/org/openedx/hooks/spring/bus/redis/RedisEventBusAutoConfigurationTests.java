/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.spring.bus.BrokerOptions;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.health.DataRedisHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

class RedisEventBusAutoConfigurationTests {

    private static final String TOPIC = "prod-topic";

    @AutoClose
    private static final RedisServer SERVER = RedisServer.start();

    @AutoClose
    private static final RedisServer OTHER = RedisServer.start("--requirepass", "s3cret?word");

    @TempDir
    private static Path directory = Path.of("");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RedisEventBusAutoConfiguration.class,
                    DataRedisAutoConfiguration.class,
                    SslAutoConfiguration.class));

    @BeforeEach
    void empty() {
        SERVER.commands().flushall();
    }

    @Test
    void theRedisOfSpringBootIsUsed() {
        runner.withPropertyValues("spring.data.redis.port=" + SERVER.port()).run(context -> {
            publish(context);
            assertThat(SERVER.commands().xlen(TOPIC)).isOne();
        });
    }

    @Test
    void connectionDetailsAsOfAServiceConnectionAreUsed() {
        runner.withUserConfiguration(ServiceConnection.class)
                .withPropertyValues("spring.data.redis.port=1")
                .run(context -> {
                    publish(context);
                    assertThat(SERVER.commands().xlen(TOPIC)).isOne();
                });
    }

    @Test
    void theUrlOfOpenEdxLeadsToAnotherRedisThanThatOfTheApplication() {
        runner.withPropertyValues(
                        "spring.data.redis.port=" + SERVER.port(), "event-bus.redis.connection-url=" + otherUrl())
                .run(context -> {
                    publish(context);
                    assertThat(SERVER.commands().exists(TOPIC)).isZero();
                    context.getBean(StringRedisTemplate.class).opsForValue().set("mine", "here");
                    assertThat(SERVER.commands().exists("mine")).isOne();
                });
    }

    @Test
    void theUrlOfOpenEdxIsEnoughForAnApplicationWithoutARedisOfItsOwn() {
        runner.withPropertyValues("event-bus.redis.connection-url=" + otherUrl())
                .withConfiguration(AutoConfigurations.of(DataRedisHealthContributorAutoConfiguration.class))
                .run(context -> {
                    publish(context);
                    assertThat(context.getBean(DataRedisHealthIndicator.class).health())
                            .extracting(Health::getStatus)
                            .isEqualTo(Status.UP);
                    assertThat(context.getBean(StringRedisTemplate.class).hasKey(TOPIC))
                            .isTrue();
                });
    }

    @Test
    void anEmptyUrlIsNone() {
        runner.withPropertyValues("spring.data.redis.port=" + SERVER.port(), "event-bus.redis.connection-url= ")
                .run(context -> {
                    publish(context);
                    assertThat(SERVER.commands().xlen(TOPIC)).isOne();
                });
    }

    @Test
    void environmentVariablesOfOpenEdxWork() {
        Map<String, Object> environment = Map.of(
                "EVENT_BUS_REDIS_CONNECTION_URL", SERVER.url() + "/",
                "EVENT_BUS_REDIS_STREAM_MAX_LEN", "77",
                "EVENT_BUS_REDIS_CONSUMERS_ENABLED", "False",
                "EVENT_BUS_REDIS_CONSUMER_POLL_TIMEOUT", "30",
                "EVENT_BUS_REDIS_CONSUMER_POLL_FAILURE_SLEEP", "1.5",
                "EVENT_BUS_REDIS_CONSUMER_CONSECUTIVE_ERRORS_LIMIT", "5",
                "EVENT_BUS_REDIS_AUDIT_LOGGING_ENABLED", "False");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
                .run(context -> {
                    RedisEventBusProperties properties = context.getBean(RedisEventBusProperties.class);
                    assertThat(properties.streamMaxLen()).isEqualTo(77);
                    assertThat(properties.consumerPollTimeout().duration()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(context.getBean(EventBusBroker.class).options())
                            .isEqualTo(new BrokerOptions(false, Duration.ofMillis(1500), 5, false));
                    publish(context);
                    assertThat(SERVER.commands().xlen(TOPIC)).isOne();
                });
    }

    @Test
    void aConnectionFactoryOfTheBusComesFirst() {
        runner.withUserConfiguration(OfTheBus.class)
                .withPropertyValues("spring.data.redis.port=1", "event-bus.redis.connection-url=redis://localhost:2")
                .run(context -> {
                    assertThat(context).hasSingleBean(StringRedisTemplate.class);
                    publish(context);
                    assertThat(SERVER.commands().xlen(TOPIC)).isOne();
                });
    }

    @Test
    void theApplicationStartsWithoutRedis() {
        runner.withPropertyValues("spring.data.redis.port=" + RedisServer.freePort())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    EventBusBroker broker = context.getBean(EventBusBroker.class);
                    assertThat(broker.name()).isEqualTo("redis");
                    broker.consumer(settings("me", null));
                    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> publish(context));
                });
    }

    @Test
    void aWrongUrlIsToldWithItsPlaceAndWithoutItsPassword() {
        for (String url : List.of("localhost:6379", "redis://", "http://u:pass-w0rd@h", "redis://u:pass-w0rd%@h")) {
            runner.withPropertyValues(
                            "spring.data.redis.port=" + SERVER.port(), "event-bus.redis.connection-url=" + url)
                    .run(context -> assertThatExceptionOfType(InvalidHookConfigurationException.class)
                            .as(url)
                            .isThrownBy(
                                    () -> context.getBean(EventBusBroker.class).producer())
                            .satisfies(ex -> assertThat(ex.report())
                                    .contains("event-bus.redis.connection-url", "rediss://")
                                    .contains("\"event-bus.redis.connection-url\" from property source \"test\"")
                                    .doesNotContain("pass-w0rd"))
                            .withNoCause());
        }
    }

    @Test
    void aConnectionFactoryOfAnotherClientIsRefusedWhenTheBusIsUsed() {
        runner.withBean(RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThatExceptionOfType(InvalidHookConfigurationException.class)
                            .isThrownBy(
                                    () -> context.getBean(EventBusBroker.class).producer())
                            .withMessageContaining("needs Lettuce")
                            .withMessageContaining("spring.data.redis.client-type");
                });
    }

    @Test
    void severalConnectionFactoriesAreRefusedWhenTheBusIsUsed() {
        runner.withBean("a", RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
                .withBean("b", RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
                .run(context -> assertThatExceptionOfType(InvalidHookConfigurationException.class)
                        .isThrownBy(() -> context.getBean(EventBusBroker.class).producer())
                        .withMessageContaining("eventBusRedisConnectionFactory"));
    }

    @Test
    void staticReplicasAreRefusedWhenTheBusIsUsed() {
        runner.withPropertyValues("spring.data.redis.masterreplica.nodes=localhost:1,localhost:2")
                .run(context -> assertThatExceptionOfType(InvalidHookConfigurationException.class)
                        .isThrownBy(() -> context.getBean(EventBusBroker.class).producer())
                        .withMessageContaining("spring.data.redis.masterreplica")
                        .withMessageContaining("event-bus.redis.connection-url"));
    }

    @Test
    void aConsumerNeedsANameRED6() {
        runner.run(context -> {
            for (String name : new String[] {null, "", " "}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> context.getBean(EventBusBroker.class).consumer(settings(name, null)))
                        .withMessageContaining("consumer-name");
            }
        });
    }

    @Test
    void aCommandTimeOutThatIsShorterThanAWaitForMessagesIsRefused() {
        for (String timeout : List.of("1s", "2s")) {
            runner.withPropertyValues("spring.data.redis.timeout=" + timeout)
                    .run(context -> assertThatIllegalArgumentException()
                            .isThrownBy(
                                    () -> context.getBean(EventBusBroker.class).consumer(settings("me", null)))
                            .withMessageContaining("spring.data.redis.timeout")
                            .withMessageContaining("event-bus.redis.consumer-poll-timeout"));
        }
        runner.withPropertyValues("spring.data.redis.timeout=1s", "event-bus.redis.consumer-poll-timeout=0.5")
                .run(context -> assertThat(context.getBean(EventBusBroker.class).consumer(settings("me", null)))
                        .isNotNull());
        runner.withPropertyValues("spring.data.redis.timeout=1s", "event-bus.redis.connection-url=redis://localhost:1")
                .run(context -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> context.getBean(EventBusBroker.class).consumer(settings("me", null))));
    }

    @Test
    void settingsOfAConsumerThatCannotWorkAreRefused() {
        runner.run(context -> {
            EventBusBroker broker = context.getBean(EventBusBroker.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.consumer(settings("me", Duration.ZERO)))
                    .withMessageContaining("claim-msgs-older-than");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            broker.consumer(new ConsumerSettings(TOPIC, "g", "me", 1, null, "yesterday", false, null)))
                    .withMessageContaining("last-read-msg-id")
                    .withMessageContaining("'yesterday' is no position");
        });
    }

    @Test
    void numbersThatCannotWorkKeepTheApplicationFromStarting() {
        Map.of(
                        "event-bus.redis.stream-max-len=0", "stream-max-len must be at least 1, but is 0",
                        "event-bus.redis.consumer-poll-count=0", "consumer-poll-count must be from 1 to 1000, but is 0",
                        "event-bus.redis.consumer-poll-count=1001", "but is 1001",
                        "event-bus.redis.consumer-consecutive-errors-limit=0", "must be at least 1, but is 0",
                        "event-bus.redis.consumer-poll-timeout=0", "at least 1ms")
                .forEach((property, message) -> runner.withPropertyValues(property)
                        .run(context ->
                                assertThat(context).getFailure().rootCause().hasMessageContaining(message)));
    }

    @Test
    void thePasswordIsNotInTheTextOfTheSettings() {
        runner.withPropertyValues("event-bus.redis.connection-url=redis://u:pass-w0rd@localhost:1")
                .run(context -> assertThat(context.getBean(RedisEventBusProperties.class))
                        .asString()
                        .doesNotContain("pass-w0rd"));
    }

    @Test
    void withoutLettuceThereIsNoRedisBus() {
        runner.withClassLoader(new FilteredClassLoader("io.lettuce", "org.springframework.data.redis"))
                .run(context -> assertThat(context).doesNotHaveBean(EventBusBroker.class));
    }

    @Test
    void bundlesForTlsAreUsed() throws Exception {
        RedisServer.assumeVersion7();
        Certificates certificates = Certificates.in(directory);
        int port = RedisServer.freePort();
        try (RedisServer server = RedisServer.start(
                "--tls-port", Integer.toString(port),
                "--tls-cert-file", certificates.certificate().toString(),
                "--tls-key-file", certificates.key().toString(),
                "--tls-auth-clients", "no")) {
            String trust = "spring.ssl.bundle.pem.bus.truststore.certificate=file:" + certificates.certificate();
            runner.withPropertyValues(trust, "spring.data.redis.port=" + port, "spring.data.redis.ssl.bundle=bus")
                    .run(RedisEventBusAutoConfigurationTests::publish);
            runner.withPropertyValues(
                            trust,
                            "event-bus.redis.connection-url=rediss://127.0.0.1:" + port,
                            "event-bus.redis.ssl-bundle=bus")
                    .run(context -> {
                        publish(context);
                        assertThat(context.getBean(StringRedisTemplate.class).hasKey(TOPIC))
                                .isTrue();
                    });
            runner.withPropertyValues("event-bus.redis.connection-url=rediss://127.0.0.1:" + port)
                    .run(context -> assertThatExceptionOfType(BrokerUnavailableException.class)
                            .as("nobody vouches for the certificate")
                            .isThrownBy(() -> publish(context)));
            assertThat(server.commands().xlen(TOPIC)).isEqualTo(2);
        }
    }

    @Test
    void aClusterIsUsed() {
        RedisServer.assumeVersion7();
        String clusterPort = Integer.toString(RedisServer.freePort());
        try (RedisServer server = RedisServer.start("--cluster-enabled", "yes", "--cluster-port", clusterPort)) {
            server.commands().clusterAddSlots(IntStream.range(0, 16384).toArray());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> server.commands().clusterInfo().contains("cluster_state:ok"));
            runner.withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:" + server.port())
                    .run(context -> {
                        assertThat(added(context).get(60, TimeUnit.SECONDS).position())
                                .as("without a flush, which may be too early for a node's new connection")
                                .isNotEmpty();
                        var consumer =
                                context.getBean(EventBusBroker.class).consumer(settings("me", Duration.ofSeconds(9)));
                        try (var session = consumer.open()) {
                            boolean[] seen = {false};
                            while (!seen[0]) {
                                session.poll(received -> seen[0] = true);
                            }
                        }
                        assertThat(consumer.position().lag()).isZero();
                    });
        }
    }

    private static String otherUrl() {
        return "redis://:s3cret%3Fword@127.0.0.1:" + OTHER.port() + "/0";
    }

    private static void publish(ApplicationContext context) throws Exception {
        CompletableFuture<Receipt> receipt = added(context);
        context.getBean(EventBusBroker.class).producer().flush();
        assertThat(receipt.get(60, TimeUnit.SECONDS).position()).matches("[0-9]+-[0-9]+");
    }

    private static CompletableFuture<Receipt> added(ApplicationContext context) {
        PythonEntry entry = PythonEntry.all().get(0);
        return context.getBean(EventBusBroker.class)
                .producer()
                .publish(new EventMessage(TOPIC, entry.metadata(), null, entry.body(), "{}", Map.of()))
                .toCompletableFuture();
    }

    private static ConsumerSettings settings(@Nullable String name, @Nullable Duration claim) {
        return new ConsumerSettings(TOPIC, "analytics", name, 1, null, null, true, claim);
    }

    @Configuration(proxyBeanMethods = false)
    static class ServiceConnection {

        @Bean
        DataRedisConnectionDetails connectionDetails() {
            return new DataRedisConnectionDetails() {
                @Override
                public Standalone getStandalone() {
                    return Standalone.of("127.0.0.1", SERVER.port());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfTheBus {

        @Bean(defaultCandidate = false)
        LettuceConnectionFactory eventBusRedisConnectionFactory() {
            return new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", SERVER.port()));
        }
    }
}
