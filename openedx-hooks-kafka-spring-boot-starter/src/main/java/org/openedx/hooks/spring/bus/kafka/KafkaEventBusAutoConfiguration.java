/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import javax.net.ssl.SSLContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the event bus on Kafka, for applications that say where the schema registry is.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        beforeName = "org.openedx.hooks.spring.bus.EventBusAutoConfiguration")
@ConditionalOnProperty("event-bus.kafka.schema-registry-url")
@ConditionalOnBean(KafkaConnectionDetails.class)
@EnableConfigurationProperties(KafkaEventBusProperties.class)
public final class KafkaEventBusAutoConfiguration {

    KafkaEventBusAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    KafkaEventBus openEdxKafkaEventBus(
            KafkaProperties kafka,
            KafkaConnectionDetails connection,
            KafkaEventBusProperties properties,
            ObjectProvider<SslBundles> sslBundles,
            Environment environment) {
        String serviceName = environment.getProperty(
                "openedx.hooks.service-name", environment.getProperty("spring.application.name", ""));
        return new KafkaEventBus(
                new KafkaClients(kafka, connection, properties, serviceName),
                registry(properties, sslBundles),
                properties);
    }

    private static SchemaRegistry registry(KafkaEventBusProperties properties, ObjectProvider<SslBundles> sslBundles) {
        String bundle = properties.schemaRegistrySslBundle();
        SSLContext ssl = StringUtils.hasText(bundle)
                ? sslBundles.getObject().getBundle(bundle).createSslContext()
                : null;
        String credentials = StringUtils.hasText(properties.schemaRegistryApiKey())
                ? properties.schemaRegistryApiKey() + ":" + properties.schemaRegistryApiSecret()
                : null;
        return new SchemaRegistry(
                properties.schemaRegistryUrl(),
                credentials,
                properties.schemaRegistryTimeout().duration(),
                ssl);
    }
}
