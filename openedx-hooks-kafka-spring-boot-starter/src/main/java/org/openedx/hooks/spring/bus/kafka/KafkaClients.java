/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.StringUtils;

/**
 * Makes clients of Kafka as Spring Boot configures them, but for what the event bus cannot do without. A service
 * connection says where the broker is and how to talk to it; else the settings of Open edX do, else those of Spring
 * Boot. Thread-safe.
 */
final class KafkaClients implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaClients.class);

    private final Map<String, Object> producerSettings;

    private final Map<String, Object> consumerSettings;

    private final Map<String, Object> adminSettings;

    private final Duration maxPollInterval;

    private final Duration sessionTimeout;

    private final String autoOffsetReset;

    private @Nullable Admin admin;

    /**
     * Checks the settings, but connects to nothing.
     *
     * @param serviceName the name of this service, {@literal null} if it has none
     * @throws org.apache.kafka.common.config.ConfigException if a setting is wrong
     */
    KafkaClients(
            KafkaProperties kafka,
            KafkaConnectionDetails connection,
            KafkaEventBusProperties properties,
            @Nullable String serviceName) {
        boolean ownSettings = connection.getBootstrapServers().equals(kafka.getBootstrapServers());
        if (StringUtils.hasText(properties.apiKey()) != StringUtils.hasText(properties.apiSecret())) {
            LOGGER.warn("Of event-bus.kafka.api-key and event-bus.kafka.api-secret only one is set: neither is used");
        }
        producerSettings = configure(
                kafka.buildProducerProperties(),
                connection.getProducer(),
                ownSettings ? properties : null,
                serviceName);
        consumerSettings = configure(
                kafka.buildConsumerProperties(),
                connection.getConsumer(),
                ownSettings ? properties : null,
                serviceName);
        adminSettings = configure(
                kafka.buildAdminProperties(), connection.getAdmin(), ownSettings ? properties : null, serviceName);

        producerSettings.put(ProducerConfig.ACKS_CONFIG, "all");
        producerSettings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // What contradicts these, or needs more than them, is meant for the application's own producers.
        List.of(
                        ProducerConfig.RETRIES_CONFIG,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        ProducerConfig.PARTITIONER_CLASS_CONFIG)
                .forEach(producerSettings::remove);
        // A broker that does not know a producer yet takes its second request although the first has failed and comes
        // again (KAFKA-15591): on a new topic the first records would be lost. Larger batches make up for it.
        producerSettings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        producerSettings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        producerSettings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A topic that does not exist must not keep others waiting for a minute.
        producerSettings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        producerSettings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producerSettings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

        consumerSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.consumerMaxPollRecords());
        consumerSettings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumerSettings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);

        new AbstractConfig(ProducerConfig.configDef(), producerSettings, false);
        new AbstractConfig(AdminClientConfig.configDef(), adminSettings, false);
        AbstractConfig checked = new AbstractConfig(ConsumerConfig.configDef(), consumerSettings, false);
        maxPollInterval = Duration.ofMillis(checked.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
        sessionTimeout = Duration.ofMillis(checked.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
        autoOffsetReset = checked.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    }

    /**
     * A producer.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker's name has no address now
     */
    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producerSettings);
    }

    /**
     * A consumer that belongs to a group.
     *
     * @param group the group
     * @param suffix tells it from other consumers of this application
     * @throws org.apache.kafka.common.KafkaException if the broker's name has no address now
     */
    Consumer<byte[], byte[]> member(String group, String suffix) {
        return new KafkaConsumer<>(memberSettings(group, suffix));
    }

    /**
     * A consumer that belongs to no group, but keeps its position under a group's name.
     *
     * @param group the name
     * @throws org.apache.kafka.common.KafkaException if the broker's name has no address now
     */
    Consumer<byte[], byte[]> reader(String group) {
        Map<String, Object> settings = memberSettings(group, group);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new KafkaConsumer<>(settings);
    }

    /**
     * What asks and tells the broker what is not about single messages.
     *
     * @return the same object at every call
     * @throws org.apache.kafka.common.KafkaException if the broker's name has no address now
     */
    synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(adminSettings);
        }
        return admin;
    }

    Map<String, Object> producerSettings() {
        return producerSettings;
    }

    Map<String, Object> memberSettings(String group, String suffix) {
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Where a group begins is decided before it does; from then on nothing may be left out (KAF-11).
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Kafka's meters and static members are known by these, each of which may be there once.
        settings.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-" + suffix);
        settings.computeIfPresent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, (key, id) -> id + "-" + suffix);
        return settings;
    }

    Map<String, Object> adminSettings() {
        return adminSettings;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    /** How long a consumer may be busy before its group counts it as gone. */
    Duration maxPollInterval() {
        return maxPollInterval;
    }

    /** How long a group waits for a member that is not heard of. */
    Duration sessionTimeout() {
        return sessionTimeout;
    }

    /** Where a group begins that the broker does not know yet, such as {@code latest} (KAF-11). */
    String autoOffsetReset() {
        return autoOffsetReset;
    }

    private static Map<String, Object> configure(
            Map<String, Object> settings,
            KafkaConnectionDetails.Configuration connection,
            @Nullable KafkaEventBusProperties properties,
            @Nullable String serviceName) {
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
        if (StringUtils.hasLength(connection.getSecurityProtocol())) {
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, connection.getSecurityProtocol());
        }
        SslBundle ssl = connection.getSslBundle();
        if (ssl != null) {
            settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
            settings.put(SslBundle.class.getName(), ssl);
        }
        if (properties != null && properties.bootstrapServers() != null) {
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.bootstrapServers());
        }
        if (properties != null
                && StringUtils.hasText(properties.apiKey())
                && StringUtils.hasText(properties.apiSecret())) {
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
            settings.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "%s required username=%s password=%s;"
                            .formatted(
                                    PlainLoginModule.class.getName(),
                                    quoted(properties.apiKey()),
                                    quoted(properties.apiSecret())));
        }
        if (StringUtils.hasText(serviceName)) {
            settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, serviceName);
        }
        return settings;
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "\"";
    }
}
