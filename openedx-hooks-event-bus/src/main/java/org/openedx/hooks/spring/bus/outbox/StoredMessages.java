/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** How messages stand in rows: metadata and headers as JSON, schemas by their fingerprint. */
final class StoredMessages {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final ObjectWriter writer;

    private final ObjectReader metadata;

    private final ObjectReader headers;

    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    private final Map<String, String> schemas = new ConcurrentHashMap<>();

    StoredMessages(EventCodecs codecs, HookCatalog catalog) {
        JsonMapper json = JsonMapper.builder()
                .addModule(new EventJsonModule(codecs, catalog))
                .build();
        this.writer = json.writer();
        this.metadata = json.readerFor(EventMetadata.class);
        this.headers = json.readerFor(HEADERS);
    }

    String metadata(EventMessage message) {
        return writer.writeValueAsString(message.metadata());
    }

    @Nullable
    String headers(EventMessage message) {
        return message.headers().isEmpty() ? null : writer.writeValueAsString(message.headers());
    }

    String fingerprint(String schema) {
        return fingerprints.computeIfAbsent(schema, StoredMessages::sha256);
    }

    /**
     * The message in a row.
     *
     * @param stored finds the text of a schema
     * @throws RuntimeException if the row is damaged
     */
    EventMessage read(String topic, OutboxRow row, Function<String, String> stored) {
        Map<String, String> headers = row.headers() == null ? Map.of() : this.headers.readValue(row.headers());
        byte[] key = row.key();
        String keySchema = row.keySchema();
        return new EventMessage(
                topic,
                metadata.readValue(row.metadata()),
                key == null || keySchema == null
                        ? null
                        : new EventMessage.Key(key, schemas.computeIfAbsent(keySchema, stored)),
                row.body(),
                schemas.computeIfAbsent(row.bodySchema(), stored),
                headers);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }
}
