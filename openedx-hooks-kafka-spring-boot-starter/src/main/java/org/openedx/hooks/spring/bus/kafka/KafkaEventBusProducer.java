/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.wire.EventHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Makes records of events (KAF-1 to KAF-3, KAF-6, KAF-7). Thread-safe. */
final class KafkaEventBusProducer implements EventBusProducer {

    /** What registries take as a namespace. */
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final KafkaSender sender;

    private final SchemaRegistry registry;

    private final JsonMapper json = new JsonMapper();

    private final Map<String, String> keyTypes = new ConcurrentHashMap<>();

    KafkaEventBusProducer(KafkaSender sender, SchemaRegistry registry) {
        this.sender = sender;
        this.registry = registry;
    }

    @Override
    public CompletionStage<Receipt> publish(EventMessage message) {
        EventMessage.Key key = message.key();
        byte[] framedKey;
        byte[] value;
        RecordHeaders headers = new RecordHeaders();
        try {
            framedKey = key == null ? null : frame(message.topic(), keyType(key.schema()), key.schema(), key.bytes());
            value = frame(message.topic(), message.metadata().type() + ".CloudEvent", message.schema(), message.body());
            EventHeaders.kafka().write(message.metadata()).forEach(headers::add);
            message.headers().forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        } catch (RuntimeException ex) {
            return CompletableFuture.failedStage(ex);
        }
        return sender.send(message.topic(), framedKey, value, headers);
    }

    @Override
    public @Nullable String objectionTo(HookType type, String topic) {
        return NAMESPACE.matcher(type.value()).matches()
                ? null
                : "schema registries refuse its schema, because its type is no name in Avro";
    }

    private byte[] frame(String topic, String record, String schema, byte[] avro) {
        return ConfluentFraming.frame(registry.register(topic + "-" + record, schema), avro);
    }

    /** A single value has no name in Avro; its type stands for it (KAF-7). */
    private String keyType(String schema) {
        return keyTypes.computeIfAbsent(
                schema, text -> json.readTree(text).path("type").asString(""));
    }
}
