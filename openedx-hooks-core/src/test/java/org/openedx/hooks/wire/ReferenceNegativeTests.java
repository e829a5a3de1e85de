/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the Python libraries do with bad input, and what we do. */
class ReferenceNegativeTests {

    private static final JsonNode CASES = Reference.read("reference/negative.json");

    private static final String TYPE = "org.openedx.learning.course.enrollment.created.v1";

    private static final EventMetadata DEFAULTS = new EventMetadata(
            HookType.of(TYPE), new UUID(1, 2), 9, "openedx/SERVICE_NAME_UNSET/web", "here", Instant.EPOCH, List.of(9));

    /** Python counts a negative index from the end of the union. */
    private static final Set<String> REFUSED = Set.of("union_index_negative");

    /** Values of a type that Java's compiler refuses, whose bytes are no such event. */
    private static final Set<String> NOT_SUCH_EVENTS =
            Set.of("datetime_field_given_time", "course_key_given_str_invalid", "course_key_given_int");

    /** Read by us as what Python would read, but written in full. */
    private static final Set<String> SHORT_FORMS = Set.of("datetime_field_given_date");

    private static int count;

    @AfterAll
    static void report() {
        System.out.printf("wire: %d cases of bad input%n", count);
    }

    @TestFactory
    List<DynamicTest> brokenBytes() {
        return tests("A_deserialize_broken_bytes", test -> true, test -> {
            EventCodec<OpenEdxEvent> codec = Reference.codec(test);
            if (isOk(test) && !REFUSED.contains(name(test))) {
                assertThat(json(codec.decode(Reference.bytes(test.get("hex"))))).isEqualTo(test.get("value"));
            } else {
                assertUnreadable(codec, test.get("hex"));
            }
        });
    }

    @TestFactory
    List<DynamicTest> badContent() {
        return tests("B_deserialize_bad_content", test -> true, test -> {
            EventCodec<OpenEdxEvent> codec = Reference.codec(test);
            if (isOk(test)) {
                JsonNode expected = name(test).equals("datetime_offset_micros")
                        // Java's offsets have no microseconds: the same instant.
                        ? replace(
                                test.get("value"),
                                "2024-01-02T03:04:05+05:53:28.000123",
                                "2024-01-01T21:10:36.999877+00:00")
                        : withOffset(test.get("value"));
                assertThat(json(codec.decode(Reference.bytes(test.get("hex"))))).isEqualTo(expected);
            } else {
                assertThat(assertUnreadable(codec, test.get("hex")).path())
                        .isEqualTo(test.get("path").asString());
            }
        });
    }

    @TestFactory
    List<DynamicTest> whatPythonWritesOfWrongTypes() {
        return tests("C_serialize_wrong_types", ReferenceNegativeTests::isOk, test -> {
            JsonNode hex = test.get("value").get("hex");
            EventCodec<OpenEdxEvent> codec = Reference.codec(test);
            if (NOT_SUCH_EVENTS.contains(name(test))) {
                assertUnreadable(codec, hex);
                return;
            }
            OpenEdxEvent event = codec.decode(Reference.bytes(hex));
            byte[] encoded = codec.encode(event);
            assertThat(codec.decode(encoded)).isEqualTo(event);
            if (!SHORT_FORMS.contains(name(test))) {
                assertThat(HexFormat.of().formatHex(encoded)).isEqualTo(hex.asString());
            }
        });
    }

    @TestFactory
    List<DynamicTest> metadata() {
        return tests("E_metadata", test -> test.has("input"), test -> {
            String input = test.get("input").asString().replace("\"t\"", '"' + TYPE + '"');
            boolean wrongMinorVersion = name(test).equals("from_json_minorversion_str");
            if (isOk(test) && !wrongMinorVersion) {
                EventMetadata metadata = Reference.JSON.readValue(input, EventMetadata.class);
                assertThat(metadata.minorVersion()).isEqualTo(7);
                assertThat(metadata.sourceLib()).containsExactly(1, 2, 3);
            } else {
                var refused = assertThatExceptionOfType(tools.jackson.core.JacksonException.class)
                        .isThrownBy(() -> Reference.JSON.readValue(input, EventMetadata.class));
                if (name(test).startsWith("from_json_missing_")) {
                    refused.withMessageContaining("at " + name(test).substring("from_json_missing_".length()))
                            .withMessageContaining("it is missing");
                }
            }
        });
    }

    @TestFactory
    List<DynamicTest> redisFields() {
        return tests("F_redis_parse", test -> test.has("fields"), test -> {
            Map<String, byte[]> fields = new LinkedHashMap<>();
            boolean hex = name(test).equals("type_invalid_utf8");
            test.get("fields")
                    .properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            hex
                                    ? Reference.bytes(field.getValue())
                                    : field.getValue().asString().getBytes(StandardCharsets.UTF_8)));
            // The type that Python finds unknown later breaks the grammar of types.
            if (!isOk(test) || name(test).equals("type_unknown")) {
                assertThatExceptionOfType(WireFormatException.class)
                        .isThrownBy(() -> EventHeaders.redis().read(fields.entrySet(), type -> DEFAULTS))
                        .withMessageStartingWith("Cannot read the event's headers at ");
                return;
            }
            EventMetadata metadata = EventHeaders.redis().read(fields.entrySet(), type -> DEFAULTS);
            JsonNode expected = test.get("value").get("metadata");
            assertThat(metadata.minorVersion())
                    .isEqualTo(expected.get("minorversion").asInt());
            assertThat(metadata.source())
                    .isEqualTo(
                            name(test).equals("empty_source")
                                    ? ""
                                    : expected.get("source").asString());
            assertThat(metadata.id())
                    .isEqualTo(name(test).matches("missing_id|empty_id") ? DEFAULTS.id() : new UUID(0, 1));
            assertSame(
                    name(test),
                    "missing_sourcehost",
                    metadata.sourceHost(),
                    DEFAULTS.sourceHost(),
                    expected,
                    "sourcehost");
            assertSame(
                    name(test),
                    "missing_time",
                    IsoDateTime.format(metadata.time()),
                    IsoDateTime.format(DEFAULTS.time()),
                    expected,
                    "time");
            List<Integer> lib = new ArrayList<>();
            expected.get("sourcelib").forEach(number -> lib.add(number.asInt()));
            assertThat(metadata.sourceLib())
                    .isEqualTo(name(test).equals("missing_sourcelib") ? DEFAULTS.sourceLib() : lib);
        });
    }

    @TestFactory
    List<DynamicTest> kafkaHeaders() {
        return tests("G_kafka_headers", test -> true, test -> {
            List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
            test.get("headers")
                    .forEach(header -> headers.add(new SimpleEntry<>(
                            header.get(0).asString(),
                            header.get(1).asString().replaceAll("^t$", TYPE).getBytes(StandardCharsets.UTF_8))));
            if (!isOk(test)) {
                assertThatExceptionOfType(WireFormatException.class)
                        .isThrownBy(() -> EventHeaders.kafka().read(headers, type -> DEFAULTS))
                        .withMessageStartingWith("Cannot read the event's headers at ");
                return;
            }
            EventMetadata metadata = EventHeaders.kafka().read(headers, type -> DEFAULTS);
            JsonNode expected = test.get("value");
            assertThat(metadata.minorVersion())
                    .isEqualTo(expected.get("minorversion").asInt());
            assertThat(metadata.id()).hasToString(expected.get("id").asString());
            assertThat(metadata.source()).isEqualTo(expected.get("source").asString());
            assertSame(
                    name(test),
                    "missing_sourcehost",
                    metadata.sourceHost(),
                    DEFAULTS.sourceHost(),
                    expected,
                    "sourcehost");
            assertSame(
                    name(test),
                    "missing_ce_time",
                    IsoDateTime.format(metadata.time()),
                    IsoDateTime.format(DEFAULTS.time()),
                    expected,
                    "time");
        });
    }

    /** Python offers no way to read with another schema; its Redis consumer runs into an exception or worse. */
    @Test
    void otherVersionsOfASchemaAreResolved() {
        JsonNode cases = CASES.get("I_schema_evolution_without_writer_schema");
        JsonNode current = cases.get(1);
        EventCodec<OpenEdxEvent> codec = Reference.codec(current);
        byte[] currentBytes = Reference.bytes(current.get("hex"));
        Schema old = new Schema.Parser(NameValidator.NO_VALIDATION)
                .parse(codec.schemaText()
                        .replace(", {\"default\": null, \"name\": \"version\", \"type\": [\"null\", \"string\"]}", ""));
        byte[] oldBytes = java.util.Arrays.copyOf(currentBytes, currentBytes.length - 1);

        assertThat(old.getField("xblock_info").schema().getFields()).hasSize(2);
        assertThat(codec.readingFrom(old).decode(oldBytes)).isEqualTo(codec.decode(currentBytes));
        assertThat(json(codec.readingFrom(old).decode(oldBytes)))
                .isEqualTo(cases.get(0).get("value"));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(oldBytes))
                .withMessageContaining("at xblock_info.version")
                .withMessageContaining("the bytes end where a number should be");
    }

    private static void assertSame(
            String name, String missing, String actual, String fallback, JsonNode expected, String key) {
        assertThat(actual)
                .isEqualTo(name.equals(missing) ? fallback : expected.get(key).asString());
    }

    private static WireFormatException assertUnreadable(EventCodec<OpenEdxEvent> codec, JsonNode hex) {
        byte[] bytes = Reference.bytes(hex);
        WireFormatException refused = org.assertj.core.api.Assertions.catchThrowableOfType(
                WireFormatException.class, () -> codec.decode(bytes));
        assertThat(refused).isNotNull().hasMessageStartingWith("Cannot read " + codec.definition());
        assertThat(refused.offset()).isBetween(0, bytes.length);
        return refused;
    }

    /** The others cannot be expressed in Java. */
    private static List<DynamicTest> tests(String section, Predicate<JsonNode> expressible, Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode test : CASES.get(section)) {
            if (expressible.test(test)) {
                tests.add(DynamicTest.dynamicTest(name(test), () -> {
                    check.run(test);
                    count++;
                }));
            }
        }
        return tests;
    }

    private static JsonNode json(OpenEdxEvent event) throws DatabindException {
        return Reference.JSON.readTree(Reference.JSON.writeValueAsString(event));
    }

    private static JsonNode withOffset(JsonNode json) {
        return Reference.JSON.readTree(Reference.withOffset(json.toString()));
    }

    private static JsonNode replace(JsonNode json, String text, String replacement) {
        return Reference.JSON.readTree(json.toString().replace(text, replacement));
    }

    private static String name(JsonNode test) {
        return test.get("name").asString();
    }

    private static boolean isOk(JsonNode test) {
        return test.get("outcome").asString().equals("ok");
    }

    private interface Check {

        void run(JsonNode test);
    }
}
