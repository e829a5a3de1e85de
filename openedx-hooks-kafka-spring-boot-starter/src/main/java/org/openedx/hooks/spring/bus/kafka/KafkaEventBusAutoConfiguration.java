/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.util.Objects;

import javax.net.ssl.SSLContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
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
    KafkaClients openEdxKafkaClients(
            KafkaProperties kafka,
            KafkaConnectionDetails connection,
            KafkaEventBusProperties properties,
            Environment environment) {
        String serviceName = environment.getProperty("openedx.hooks.service-name");
        return new KafkaClients(
                kafka,
                connection,
                properties,
                serviceName != null ? serviceName : environment.getProperty("spring.application.name"));
    }

    @Bean
    SchemaRegistry openEdxSchemaRegistry(KafkaEventBusProperties properties, ObjectProvider<SslBundles> sslBundles) {
        String bundle = properties.schemaRegistrySslBundle();
        SSLContext ssl = StringUtils.hasText(bundle)
                ? sslBundles.getObject().getBundle(bundle).createSslContext()
                : null;
        String credentials = StringUtils.hasText(properties.schemaRegistryApiKey())
                ? properties.schemaRegistryApiKey() + ":"
                        + Objects.requireNonNullElse(properties.schemaRegistryApiSecret(), "")
                : null;
        return new SchemaRegistry(
                properties.schemaRegistryUrl(),
                credentials,
                properties.schemaRegistryTimeout().duration(),
                ssl);
    }

    @Bean
    KafkaEventBus openEdxKafkaEventBus(
            KafkaClients clients, SchemaRegistry registry, KafkaEventBusProperties properties) {
        return new KafkaEventBus(clients, registry, properties);
    }
}
