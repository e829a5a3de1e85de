/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events, and what Python's library makes of them for Kafka. */
final class Vectors {

    private static final HookCatalog CATALOG = HookCatalog.load(Vectors.class.getClassLoader());

    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern NAIVE = Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\"");

    private Vectors() {}

    static List<Vector> all() {
        List<Vector> vectors = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(Vectors.class.getResource("/reference/vectors"))
                        .toURI()))) {
            for (Path file : files.sorted().toList()) {
                JsonNode all = JSON.readTree(Files.readString(file));
                String type = all.get("event_type").asString();
                for (JsonNode vector : all.get("vectors")) {
                    if (vector.hasNonNull("avro_hex") && CATALOG.find(type).isPresent()) {
                        vectors.add(new Vector(type, vector));
                    }
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
        return vectors;
    }

    record Vector(String type, JsonNode json) {

        @SuppressWarnings("unchecked")
        EventCodec<OpenEdxEvent> codec() {
            return (EventCodec<OpenEdxEvent>) EventCodecs.standard()
                    .of(CATALOG.find(type).orElseThrow().hookClass().asSubclass(OpenEdxEvent.class));
        }

        OpenEdxEvent event() {
            return codec().decode(body());
        }

        byte[] body() {
            return HexFormat.of().parseHex(json.get("avro_hex").asString());
        }

        EventMetadata metadata() {
            JsonNode metadata = json.get("metadata");
            List<Integer> sourceLib = new ArrayList<>();
            metadata.get("sourcelib").forEach(number -> sourceLib.add(number.asInt()));
            return new EventMetadata(
                    HookType.of(type),
                    UUID.fromString(metadata.get("id").asString()),
                    metadata.get("minorversion").asInt(),
                    metadata.get("source").asString(),
                    metadata.get("sourcehost").asString(),
                    OffsetDateTime.parse(metadata.get("time").asString()).toInstant(),
                    sourceLib);
        }

        List<Map.Entry<String, byte[]>> headers() {
            List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
            json.get("kafka_headers")
                    .forEach(header -> headers.add(new SimpleImmutableEntry<>(
                            header.get(0).asString(),
                            HexFormat.of().parseHex(header.get(1).asString()))));
            return headers;
        }

        boolean hasKey() {
            return json.path("kafka_key").hasNonNull("avro_hex");
        }

        String keyField() {
            return json.get("kafka_key").get("event_key_field").asString();
        }

        String keySchema() {
            return json.get("kafka_key").get("key_schema").asString();
        }

        byte[] key() {
            return HexFormat.of().parseHex(json.get("kafka_key").get("avro_hex").asString());
        }

        /** As the event bus makes it. */
        EventMessage message(String topic) {
            EventMessage.@Nullable Key key = null;
            if (hasKey()) {
                var eventKey = codec().key(keyField());
                key = new EventMessage.Key(eventKey.encode(event()), eventKey.schemaText());
            }
            byte[] body = hasNaiveTime() ? body() : codec().encode(event());
            return new EventMessage(topic, metadata(), key, body, codec().schemaText(), Map.of());
        }

        /** Times without offset are read as UTC, and written so. */
        private boolean hasNaiveTime() {
            return NAIVE.matcher(json.get("data").toString()).find();
        }

        @Override
        public String toString() {
            return type + "/" + json.get("name").asString();
        }
    }
}
