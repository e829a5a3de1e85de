/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.wire.Reference.Vector;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Holds schemas, bytes, JSON and headers against what the Python libraries made. */
class ReferenceVectorsTests {

    private static final HexFormat HEX = HexFormat.of();

    private final List<Vector> vectors = Reference.vectors();

    @Test
    void schemasAreThoseOfPythonCharacterByCharacter() {
        int equal = 0;
        List<String> missing = new ArrayList<>();
        for (Path file : Reference.files("reference/schemas")) {
            String type = file.getFileName().toString().replace(".avsc", "");
            var codec = Reference.codec(type);
            if (codec.isEmpty()) {
                missing.add(type);
                continue;
            }
            String expected = Reference.text(file).strip();
            assertThat(codec.get().schemaText()).as(type).isEqualTo(expected);
            assertThat(Reference.JSON.readTree(codec.get().schema().toString()))
                    .as(type)
                    .isEqualTo(Reference.JSON.readTree(expected));
            equal++;
        }
        System.out.printf("wire: %d schemas equal, %d events missing %s%n", equal, missing.size(), missing);
        assertThat(missing).isEmpty();
        assertThat(equal).isEqualTo(72);
    }

    @Test
    void everyOtherEventIsNotBusCapableAndSaysWhy() {
        Set<String> stored = new TreeSet<>();
        Reference.files("reference/schemas")
                .forEach(file -> stored.add(file.getFileName().toString().replace(".avsc", "")));
        for (OpenEdxPublicSignal<?> signal : Reference.events()) {
            if (!stored.contains(signal.type().value())) {
                assertThat(signal.isBusCapable()).as(signal.toString()).isFalse();
            }
        }
    }

    @Test
    void bytesAreThoseOfPythonBothWays() {
        int naive = 0;
        for (Vector vector : vectors) {
            naive += vector.hasNaiveTime() ? 1 : 0;
            checkBytes(vector, vector.codec());
        }
        System.out.printf(
                "wire: %d vectors equal both ways, %d more but for the offset of naive times%n",
                vectors.size() - naive, naive);
        assertThat(naive).isEqualTo(6);
        assertThat(vectors).hasSize(227);
    }

    /** Of one vector Python made no bytes: it has the class {@code dict} as default of a component. */
    @Test
    void everyVectorIsLookedAt() {
        int all = 0;
        for (Path file : Reference.files("reference/vectors")) {
            JsonNode events = Reference.JSON.readTree(Reference.text(file));
            for (JsonNode vector : events.get("vectors")) {
                all++;
                if (!vector.has("avro_hex")) {
                    assertThat(events.get("event_type").asString())
                            .isEqualTo("org.openedx.learning.discussions.configuration.changed.v1");
                    assertThat(vector.get("name").asString()).isEqualTo("minimal");
                }
            }
        }
        assertThat(all).isEqualTo(228);
    }

    @Test
    void reflectionMakesTheSameOfThem() {
        for (Vector vector : vectors) {
            EventCodec<OpenEdxEvent> reflective =
                    EventCodec.of(vector.codec().definition(), vector.codec().shape(), false);
            checkBytes(vector, reflective);
        }
    }

    @Test
    void avrosLibraryReadsThemWithOurSchema() throws Exception {
        for (Vector vector : vectors) {
            Schema schema = vector.codec().schema();
            var decoder = DecoderFactory.get().binaryDecoder(vector.codec().encode(vector.event()), null);
            Object datum = new GenericDatumReader<>(schema).read(null, decoder);
            assertThat(decoder.isEnd()).as(vector.name()).isTrue();
            assertThat(datum).as(vector.name()).isNotNull();
        }
    }

    @Test
    void aSchemaThatOnlyLooksDifferentIsResolvedToTheSame() {
        for (Vector vector : vectors) {
            Schema same = vector.codec().schema();
            same.addProp("origin", "elsewhere");
            EventCodec<OpenEdxEvent> resolving = vector.codec().readingFrom(same);
            assertThat(resolving).isNotSameAs(vector.codec());
            assertThat(resolving.decode(vector.avro())).as(vector.name()).isEqualTo(vector.event());
        }
    }

    @Test
    void jsonIsThatOfPython() {
        for (Vector vector : vectors) {
            String written = Reference.JSON.writeValueAsString(vector.codec().decode(vector.avro()));
            assertThat(Reference.JSON.readTree(written)).as(vector.name()).isEqualTo(vector.data());
        }
    }

    @Test
    void metadataIsThatOfPythonAsJson() {
        for (Vector vector : vectors) {
            String text = vector.json().get("metadata_json").asString();
            EventMetadata metadata = Reference.JSON.readValue(text, EventMetadata.class);
            String written = Reference.JSON.writeValueAsString(metadata);
            assertThat(Reference.JSON.readTree(written)).as(vector.name()).isEqualTo(Reference.JSON.readTree(text));
            assertThat(written).startsWith("{\"event_type\":").contains("\"minorversion\":");
        }
    }

    @Test
    void fieldsInRedisAreThoseOfPython() {
        for (Vector vector : vectors) {
            EventMetadata metadata = metadata(vector);
            Map<String, byte[]> fields = EventHeaders.redis().write(metadata);
            fields.put(EventHeaders.REDIS_EVENT_DATA, vector.avro());
            Map<String, String> hex = new LinkedHashMap<>();
            fields.forEach((name, value) -> hex.put(name, HEX.formatHex(value)));
            Map<String, String> expected = new LinkedHashMap<>();
            vector.json()
                    .get("redis_fields")
                    .properties()
                    .forEach(field ->
                            expected.put(field.getKey(), field.getValue().asString()));
            assertThat(new ArrayList<>(hex.entrySet()))
                    .as(vector.name())
                    .isEqualTo(new ArrayList<>(expected.entrySet()));
            assertThat(EventHeaders.redis().read(fields.entrySet(), type -> {
                        throw new AssertionError("nothing is missing");
                    }))
                    .as(vector.name())
                    .isEqualTo(metadata);
        }
    }

    @Test
    void headersInKafkaAreThoseOfPython() {
        for (Vector vector : vectors) {
            EventMetadata metadata = metadata(vector);
            Map<String, byte[]> headers = EventHeaders.kafka().write(metadata);
            List<List<String>> expected = new ArrayList<>();
            vector.json()
                    .get("kafka_headers")
                    .forEach(header -> expected.add(
                            List.of(header.get(0).asString(), header.get(1).asString())));
            assertThat(headers.entrySet().stream()
                            .map(header -> List.of(header.getKey(), HEX.formatHex(header.getValue())))
                            .toList())
                    .as(vector.name())
                    .isEqualTo(expected);
            assertThat(EventHeaders.kafka().read(headers.entrySet(), type -> {
                        throw new AssertionError("nothing is missing");
                    }))
                    .as(vector.name())
                    .isEqualTo(metadata);
        }
    }

    @Test
    void keysInKafkaAreThoseOfPython() {
        int equal = 0;
        int unresolved = 0;
        for (Vector vector : vectors) {
            JsonNode key = vector.json().get("kafka_key");
            if (key.isNull()) {
                continue;
            }
            String field = key.get("event_key_field").asString();
            if (key.has("extract_error")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> vector.codec().key(field))
                        .withMessageContaining("there is no");
                unresolved++;
                continue;
            }
            EventKey<OpenEdxEvent> eventKey = vector.codec().key(field);
            assertThat(eventKey.schemaText()).isEqualTo(key.get("key_schema").asString());
            assertThat(HEX.formatHex(eventKey.encode(vector.event())))
                    .as(vector.name())
                    .isEqualTo(key.get("avro_hex").asString());
            equal++;
        }
        System.out.printf("wire: %d keys equal%n", equal);
        assertThat(equal).isEqualTo(61);
        assertThat(unresolved).isEqualTo(12);
        assertThat(vectors).hasSize(equal + unresolved + 154);
    }

    @Test
    void cloudEventsAreReadBack() {
        for (Vector vector : vectors) {
            CloudEvent cloudEvent = new CloudEvent(metadata(vector), vector.event());
            String json = Reference.JSON.writeValueAsString(cloudEvent);
            assertThat(Reference.JSON.readValue(json, CloudEvent.class))
                    .as(vector.name())
                    .isEqualTo(cloudEvent);
            assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(vector.avro().length);
        }
    }

    /** Python writes times without an offset as they are; we read them as UTC and say so. */
    private static void checkBytes(Vector vector, EventCodec<OpenEdxEvent> codec) {
        OpenEdxEvent event = vector.event();
        byte[] encoded = codec.encode(event);
        assertThat(codec.decode(vector.avro())).as(vector.name()).isEqualTo(event);
        if (vector.hasNaiveTime()) {
            assertThat(codec.decode(encoded)).as(vector.name()).isEqualTo(event);
        } else {
            assertThat(HEX.formatHex(encoded))
                    .as(vector.name())
                    .isEqualTo(vector.json().get("avro_hex").asString());
        }
    }

    private static EventMetadata metadata(Vector vector) {
        return Reference.JSON.treeToValue(vector.json().get("metadata"), EventMetadata.class);
    }
}
