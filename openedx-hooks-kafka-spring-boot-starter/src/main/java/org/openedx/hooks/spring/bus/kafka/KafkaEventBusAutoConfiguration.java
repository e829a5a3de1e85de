/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the event bus on Kafka, for applications that say where the schema registry is.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        beforeName = "org.openedx.hooks.spring.bus.EventBusAutoConfiguration")
@ConditionalOnClass(KafkaConnectionDetails.class)
@EnableConfigurationProperties(KafkaEventBusProperties.class)
public final class KafkaEventBusAutoConfiguration {

    KafkaEventBusAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSchemaRegistry.class)
    @ConditionalOnBean(KafkaConnectionDetails.class)
    static class BrokerConfiguration {

        @Bean
        KafkaClients openEdxKafkaClients(
                KafkaProperties kafka,
                KafkaConnectionDetails connection,
                KafkaEventBusProperties properties,
                Environment environment) {
            return new KafkaClients(
                    kafka,
                    connection,
                    properties,
                    Stream.of("openedx.hooks.service-name", "spring.application.name")
                            .map(environment::getProperty)
                            .filter(StringUtils::hasText)
                            .findFirst()
                            .orElse(null));
        }

        @Bean
        SchemaRegistry openEdxSchemaRegistry(
                KafkaEventBusProperties properties, ObjectProvider<SslBundles> sslBundles) {
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

    /** Whether it is said where the schema registry is, in one text or in a list. */
    static final class OnSchemaRegistry extends SpringBootCondition {

        private static final String URL = "event-bus.kafka.schema-registry-url";

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            List<String> urls = Binder.get(context.getEnvironment())
                    .bind(URL, Bindable.listOf(String.class), new IgnoreErrorsBindHandler())
                    .orElse(List.of());
            ConditionMessage.Builder message = ConditionMessage.forCondition("Event bus on Kafka");
            return urls.isEmpty()
                    ? ConditionOutcome.noMatch(message.because(URL + " is not set"))
                    : ConditionOutcome.match(message.because(URL + " is set"));
        }
    }
}
