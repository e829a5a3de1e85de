/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.security.auth.login.AppConfigurationEntry;

import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.spring.bus.BrokerOptions;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class KafkaEventBusAutoConfigurationTests {

    private static final String REGISTRY = "event-bus.kafka.schema-registry-url=http://registry:8081";

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class, KafkaAutoConfiguration.class, KafkaEventBusAutoConfiguration.class));

    private final ApplicationContextRunner contextRunner = bare.withPropertyValues(REGISTRY);

    @Test // BUS-8
    void thereIsNoBusWithoutASchemaRegistry() {
        bare.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventBusBroker.class));
    }

    @Test
    void thereIsNoBusWithoutBootsKafka() {
        contextRunner
                .withClassLoader(new FilteredClassLoader(KafkaTemplate.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventBusBroker.class));
    }

    @Test
    void theBusStartsWithoutABroker() {
        contextRunner
                .withPropertyValues("spring.kafka.bootstrap-servers=no-such-host.invalid:9092")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(EventBusBroker.class);
                    assertThat(context.getBean(EventBusBroker.class).name()).isEqualTo("kafka");
                });
    }

    @Test // ERR-6, ERR-7, ERR-8, AUD-1, KAF-12
    void environmentVariablesOfOpenEdxWork() {
        Map<String, Object> variables = Map.of(
                "EVENT_BUS_KAFKA_BOOTSTRAP_SERVERS", "kafka-1:9092,kafka-2:9092",
                "EVENT_BUS_KAFKA_SCHEMA_REGISTRY_URL", "http://registry:8081/",
                "EVENT_BUS_KAFKA_API_KEY", "key",
                "EVENT_BUS_KAFKA_API_SECRET", "secret",
                "EVENT_BUS_KAFKA_CONSUMERS_ENABLED", "False",
                "EVENT_BUS_KAFKA_CONSUMER_POLL_TIMEOUT", "0.5",
                "EVENT_BUS_KAFKA_CONSUMER_POLL_FAILURE_SLEEP", "1.5",
                "EVENT_BUS_KAFKA_CONSUMER_CONSECUTIVE_ERRORS_LIMIT", "7",
                "EVENT_BUS_KAFKA_AUDIT_LOGGING_ENABLED", "False",
                "EVENT_BUS_KAFKA_POLL_INTERVAL_SEC", "0.1");
        bare.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run(context -> {
                    assertThat(context.getBean(EventBusBroker.class).options())
                            .isEqualTo(new BrokerOptions(false, Duration.ofMillis(1500), 7, false));
                    KafkaEventBusProperties properties = context.getBean(KafkaEventBusProperties.class);
                    assertThat(properties.schemaRegistryUrl()).hasToString("[http://registry:8081]");
                    assertThat(properties.consumerPollTimeout().duration()).isEqualTo(Duration.ofMillis(500));
                    assertThat(context.getBean(KafkaClients.class).adminSettings())
                            .containsEntry("bootstrap.servers", List.of("kafka-1:9092", "kafka-2:9092"))
                            .containsEntry("security.protocol", "SASL_SSL");
                });
    }

    @Test // KAF-10, KAF-11
    void whatTheBusNeedsIsNotLeftToTheSettingsOfOtherClients() {
        contextRunner
                .withPropertyValues(
                        "spring.kafka.producer.acks=1",
                        "spring.kafka.producer.retries=0",
                        "spring.kafka.producer.transaction-id-prefix=tx-",
                        "spring.kafka.producer.properties[transactional.id]=tx",
                        "spring.kafka.producer.properties[enable.idempotence]=false",
                        "spring.kafka.producer.properties[max.in.flight.requests.per.connection]=50",
                        "spring.kafka.producer.properties[partitioner.class]=org.apache.kafka.clients.producer.RoundRobinPartitioner",
                        "spring.kafka.producer.key-serializer=org.apache.kafka.common.serialization.StringSerializer",
                        "spring.kafka.consumer.value-deserializer=org.apache.kafka.common.serialization.StringDeserializer",
                        "spring.kafka.consumer.group-id=application",
                        "spring.kafka.consumer.enable-auto-commit=true",
                        "spring.kafka.consumer.max-poll-records=500")
                .run(context -> {
                    KafkaClients clients = context.getBean(KafkaClients.class);
                    assertThat(clients.producerSettings())
                            .containsEntry("acks", "all")
                            .containsEntry("enable.idempotence", true)
                            .containsEntry("linger.ms", 0)
                            .containsEntry("max.in.flight.requests.per.connection", 1)
                            .doesNotContainKeys("retries", "transactional.id", "partitioner.class");
                    assertThat(clients.memberSettings("analytics", "topic-0"))
                            .containsEntry("group.id", "analytics")
                            .containsEntry("enable.auto.commit", false)
                            .containsEntry("max.poll.records", 10);
                    clients.producer().close(Duration.ZERO);
                    clients.member("analytics", "topic-0").close();
                });
    }

    @Test
    void whatElseIsSetForKafkaIsUsed() {
        contextRunner
                .withPropertyValues(
                        "spring.application.name=analytics",
                        "spring.kafka.bootstrap-servers=kafka:9093",
                        "spring.kafka.security.protocol=SASL_SSL",
                        "spring.kafka.ssl.trust-store-location=classpath:logback-test.xml",
                        "spring.kafka.properties[sasl.mechanism]=SCRAM-SHA-512",
                        "spring.kafka.producer.properties[linger.ms]=20",
                        "spring.kafka.consumer.properties[group.instance.id]=pod-7",
                        "event-bus.kafka.consumer-max-poll-records=50")
                .run(context -> {
                    KafkaClients clients = context.getBean(KafkaClients.class);
                    assertThat(clients.producerSettings())
                            .containsEntry("bootstrap.servers", List.of("kafka:9093"))
                            .containsEntry("security.protocol", "SASL_SSL")
                            .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                            .containsEntry("linger.ms", "20")
                            .containsEntry("client.id", "analytics")
                            .containsKey("ssl.truststore.location");
                    assertThat(clients.memberSettings("group", "topic-0"))
                            .containsEntry("client.id", "analytics-topic-0")
                            .containsEntry("group.instance.id", "pod-7-topic-0")
                            .containsEntry("max.poll.records", 50)
                            .containsKey("ssl.truststore.location");
                });
    }

    @Test // KAF-12
    void theNameOfTheServiceIsTheClientsId() {
        contextRunner
                .withPropertyValues("openedx.hooks.service-name=lms", "spring.application.name=other")
                .run(context -> assertThat(context.getBean(KafkaClients.class).producerSettings())
                        .containsEntry("client.id", "lms"));
        contextRunner
                .withPropertyValues("openedx.hooks.service-name= ", "spring.application.name=other")
                .run(context -> assertThat(context.getBean(KafkaClients.class).producerSettings())
                        .containsEntry("client.id", "other"));
        contextRunner.run(
                context -> assertThat(context.getBean(KafkaClients.class).producerSettings())
                        .doesNotContainKey("client.id"));
        contextRunner
                .withPropertyValues("spring.application.name=lms", "spring.kafka.client-id=own")
                .run(context -> assertThat(context.getBean(KafkaClients.class).producerSettings())
                        .containsEntry("client.id", "own"));
    }

    @Test // KAF-12
    void keyAndSecretMakePlainOverTls() {
        String secret = "\"quo\\ted\"; x=\"\n\\n//";
        contextRunner
                .withPropertyValues("event-bus.kafka.api-key=me", "event-bus.kafka.bootstrap-servers=cloud:9092")
                .withSystemProperties("event-bus.kafka.api-secret=" + secret)
                .run(context -> {
                    KafkaClients clients = context.getBean(KafkaClients.class);
                    for (Map<String, Object> settings : List.of(
                            clients.producerSettings(), clients.adminSettings(), clients.memberSettings("g", "t"))) {
                        assertThat(settings)
                                .containsEntry("bootstrap.servers", List.of("cloud:9092"))
                                .containsEntry("security.protocol", "SASL_SSL")
                                .containsEntry("sasl.mechanism", "PLAIN");
                        AppConfigurationEntry login = JaasContext.loadClientContext(Map.of(
                                        "sasl.jaas.config", new Password((String) settings.get("sasl.jaas.config"))))
                                .configurationEntries()
                                .get(0);
                        assertThat(login.getOptions()).isEqualTo(Map.of("username", "me", "password", secret));
                    }
                });
    }

    @Test // KAF-12
    void keyWithoutSecretIsNotUsed(CapturedOutput output) {
        for (String half : List.of("event-bus.kafka.api-key=me", "event-bus.kafka.api-secret=hidden")) {
            contextRunner
                    .withPropertyValues(half, "event-bus.kafka.api-key=${nothing:}", half)
                    .run(context -> assertThat(
                                    context.getBean(KafkaClients.class).producerSettings())
                            .doesNotContainKeys("security.protocol", "sasl.mechanism", "sasl.jaas.config"));
        }
        assertThat(output)
                .contains("Of event-bus.kafka.api-key and event-bus.kafka.api-secret only one is set")
                .doesNotContain("hidden");
    }

    @Test
    void aServiceConnectionComesFirst() {
        KafkaConnectionDetails container = () -> List.of("container:32768");
        contextRunner
                .withPropertyValues(
                        "event-bus.kafka.bootstrap-servers=production:9092",
                        "event-bus.kafka.api-key=me",
                        "event-bus.kafka.api-secret=hidden")
                .withBean(KafkaConnectionDetails.class, () -> container)
                .run(context -> assertThat(context.getBean(KafkaClients.class).producerSettings())
                        .containsEntry("bootstrap.servers", List.of("container:32768"))
                        .doesNotContainKeys("security.protocol", "sasl.jaas.config"));
    }

    @Test
    void sslBundlesReachKafkaAndTheRegistry() {
        contextRunner
                .withPropertyValues(
                        "spring.kafka.ssl.bundle=mine",
                        "spring.kafka.security.protocol=SSL",
                        "event-bus.kafka.schema-registry-ssl-bundle=mine",
                        "spring.ssl.bundle.jks.mine.truststore.location=")
                .run(context -> {
                    for (Map<String, Object> settings : List.of(
                            context.getBean(KafkaClients.class).producerSettings(),
                            context.getBean(KafkaClients.class).memberSettings("g", "t"))) {
                        assertThat(settings)
                                .containsEntry("security.protocol", "SSL")
                                .containsKeys("ssl.engine.factory.class", SslBundle.class.getName());
                    }
                });
        contextRunner
                .withPropertyValues("event-bus.kafka.schema-registry-ssl-bundle=unknown")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("unknown"));
    }

    @Test
    void wrongSettingsAreFoundAtStartup() {
        contextRunner
                .withPropertyValues("spring.kafka.producer.properties[delivery.timeout.ms]=soon")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("delivery.timeout.ms")
                        .hasMessageContaining("soon"));
    }

    @ParameterizedTest
    @CsvSource({
        "consumer-max-poll-records, 0, 'must be at least 1, but is 0'",
        "consumer-consecutive-errors-limit, -1, 'must be at least 1, but is -1'",
        "consumer-poll-timeout, 0, 'must be at least 1ms, but is PT0S'",
        "schema-registry-timeout, 0, 'must be at least 1ms, but is PT0S'"
    })
    void numbersThatCannotWorkKeepTheApplicationFromStarting(String setting, String value, String message) {
        contextRunner
                .withPropertyValues("event-bus.kafka." + setting + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("event-bus.kafka.%s %s", setting, message));
    }

    @ParameterizedTest
    @CsvSource({"kafka", "'a:9092,b'", "kafka:port", "http://kafka:9092/x"})
    void aServerWithoutAPortIsFoundAtStartup(String servers) {
        contextRunner
                .withPropertyValues("event-bus.kafka.bootstrap-servers=" + servers)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("event-bus.kafka.bootstrap-servers must be host:port"));
        contextRunner
                .withPropertyValues(
                        "event-bus.kafka.bootstrap-servers=a:9092, SASL_SSL://b.example.com:9093,[::1]:9092")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void severalAddressesOfTheRegistryMayBeAListOrOneText() {
        bare.withPropertyValues(
                        "event-bus.kafka.schema-registry-url[0]=http://a:8081",
                        "event-bus.kafka.schema-registry-url[1]=http://b:8081")
                .run(context -> assertThat(context).hasSingleBean(EventBusBroker.class));
        bare.withPropertyValues("event-bus.kafka.schema-registry-url=http://a:8081,http://b:8081")
                .run(context -> assertThat(context).hasSingleBean(EventBusBroker.class));
        bare.withPropertyValues("event-bus.kafka.schema-registry-url=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventBusBroker.class));
    }

    @Test
    void anAddressOfTheRegistryIsOneOfHttpWithoutCredentials() {
        bare.withPropertyValues("event-bus.kafka.schema-registry-url=registry:8081")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("must be an address like http://host:8081, not registry:8081"));
        bare.withPropertyValues("event-bus.kafka.schema-registry-url=http://me:hidden@registry:8081")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("event-bus.kafka.schema-registry-api-key")
                        .hasMessageNotContaining("hidden"));
    }

    @Test
    void secretsAreNoText() {
        contextRunner
                .withPropertyValues(
                        "event-bus.kafka.api-key=key-hidden",
                        "event-bus.kafka.api-secret=hidden",
                        "event-bus.kafka.schema-registry-api-key=user-hidden",
                        "event-bus.kafka.schema-registry-api-secret=hidden")
                .run(context -> assertThat(context.getBean(KafkaEventBusProperties.class))
                        .asString()
                        .doesNotContain("hidden"));
    }
}
