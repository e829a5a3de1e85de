/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.openedx.hooks.spring.bus.Seconds;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** The event bus on Kafka without an application. */
final class TestBus {

    private TestBus() {}

    static KafkaEventBus of(String broker, URI registry) {
        return of(broker, registry, Map.of());
    }

    static KafkaEventBus of(String broker, URI registry, Map<String, String> clientSettings) {
        KafkaProperties kafka = new KafkaProperties();
        kafka.getProperties().putAll(clientSettings);
        KafkaConnectionDetails connection = () -> List.of(broker);
        Seconds second = new Seconds(Duration.ofSeconds(1));
        KafkaEventBusProperties properties = new KafkaEventBusProperties(
                null,
                null,
                null,
                List.of(registry),
                null,
                null,
                null,
                new Seconds(Duration.ofSeconds(5)),
                null,
                second,
                null,
                null,
                10,
                null);
        return new KafkaEventBus(
                new KafkaClients(kafka, connection, properties, "tests"),
                new SchemaRegistry(List.of(registry), null, Duration.ofSeconds(5), null),
                properties);
    }
}
