/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** The event bus on Kafka without an application. */
final class TestBus {

    /** By heartbeats members learn that their group has changed; who ends waits for the broker's last answer. */
    static final Map<String, String> QUICK = Map.of("heartbeat.interval.ms", "200", "fetch.max.wait.ms", "50");

    private TestBus() {}

    static KafkaEventBus of(String broker, URI registry) {
        return of(broker, registry, Map.of());
    }

    static KafkaEventBus of(String broker, URI registry, Map<String, String> clientSettings) {
        return new KafkaEventBus(
                clients(broker, registry, clientSettings),
                new SchemaRegistry(List.of(registry), null, Duration.ofSeconds(20), null),
                properties(registry));
    }

    static KafkaClients clients(String broker, URI registry) {
        return clients(broker, registry, Map.of());
    }

    static KafkaClients clients(String broker, URI registry, Map<String, String> clientSettings) {
        KafkaProperties kafka = new KafkaProperties();
        kafka.getConsumer().getProperties().putAll(QUICK);
        kafka.getProperties().putAll(clientSettings);
        KafkaConnectionDetails connection = () -> List.of(broker);
        return new KafkaClients(kafka, connection, properties(registry), "tests");
    }

    private static KafkaEventBusProperties properties(URI registry) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("event-bus.kafka.schema-registry-url", registry.toString())))
                .bindOrCreate("event-bus.kafka", KafkaEventBusProperties.class);
    }
}
