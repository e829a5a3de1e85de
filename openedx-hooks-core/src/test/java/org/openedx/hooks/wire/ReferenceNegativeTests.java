/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the Python libraries do with bad input, and what we do. */
class ReferenceNegativeTests {

    static final JsonNode CASES = Reference.read("reference/negative.json");

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

    /** What is no part of this library, and where it is tested. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "default_source_no_settings", "EventsTests of openedx-hooks-spring-boot-starter",
            "default_source_SERVICE_VARIANT", "EventsTests of openedx-hooks-spring-boot-starter",
            "default_source_both", "EventsTests of openedx-hooks-spring-boot-starter",
            "default_source_empty_name_falls_through", "EventsTests of openedx-hooks-spring-boot-starter",
            "default_id_is_uuid_version", "EventsTests of openedx-hooks-spring-boot-starter",
            "default_sourcelib", "EventsTests of openedx-hooks-spring-boot-starter",
            "not_a_tuple", "a message that is None, which no client of Redis in Java gives");

    /** Sections that are no part of this library, and where they are tested. */
    private static final Map<String, String> SECTIONS_ELSEWHERE = Map.of(
            "J_producer_config", "ReferenceRoutesTests of openedx-hooks-event-bus",
            "J_merge_producer_configs", "ReferenceRoutesTests of openedx-hooks-event-bus");

    @Test
    void everyCaseIsRunOrStandsElsewhere() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        CASES.properties()
                .forEach(section ->
                        sizes.put(section.getKey(), section.getValue().size()));

        assertThat(sizes)
                .isEqualTo(Map.ofEntries(
                        Map.entry("A_deserialize_broken_bytes", 25),
                        Map.entry("B_deserialize_bad_content", 35),
                        Map.entry("C_serialize_wrong_types", 59),
                        Map.entry("D_data_classes", 11),
                        Map.entry("E_metadata", 34),
                        Map.entry("F_redis_parse", 28),
                        Map.entry("G_kafka_headers", 17),
                        Map.entry("H_schema_generation", 28),
                        Map.entry("I_schema_evolution_without_writer_schema", 2),
                        Map.entry("J_producer_config", 11),
                        Map.entry("J_merge_producer_configs", 4)));
        int elsewhere = ELSEWHERE.size()
                + SECTIONS_ELSEWHERE.keySet().stream().mapToInt(sizes::get).sum();
        int all = sizes.values().stream().mapToInt(size -> size).sum();
        System.out.printf("wire: %d cases of bad input, %d of them tested elsewhere%n", all, elsewhere);
        assertThat(all).isEqualTo(254);
        assertThat(elsewhere).isEqualTo(22);
    }

    @TestFactory
    Stream<DynamicTest> brokenBytes() {
        return cases("A_deserialize_broken_bytes", test -> {
            EventCodec<OpenEdxEvent> codec = Reference.codec(test);
            if (isOk(test) && !REFUSED.contains(name(test))) {
                assertThat(json(codec.decode(Reference.bytes(test.get("hex"))))).isEqualTo(test.get("value"));
            } else {
                assertUnreadable(codec, test.get("hex"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> badContent() {
        return cases("B_deserialize_bad_content", test -> {
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
    Stream<DynamicTest> whatPythonWritesOfWrongTypes() {
        return cases("C_serialize_wrong_types", test -> {
            if (!isOk(test)) {
                assertThat(test.has("value")).isFalse();
                return;
            }
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
    Stream<DynamicTest> metadata() {
        EventMetadata ok = metadata("s", Instant.parse("2024-05-06T07:08:09Z"), List.of(1, 2, 3));
        Map<String, Runnable> checks = new LinkedHashMap<>();
        checks.put("ok", () -> assertMetadata("ok", ok));
        checks.put("event_type_int", () -> assertWrongType(5, 0));
        // A type has a grammar here.
        checks.put("event_type_empty", () -> assertMetadataRefused("event_type", "\"\""));
        checks.put("id_str", () -> assertWrongType("00000000-0000-0000-0000-000000000001", 1));
        // An int is never missing; its default is 0 where metadata is read.
        checks.put("minorversion_none", () -> assertWrongType(null, 2));
        checks.put("source_int", () -> assertWrongType(5, 3));
        checks.put("source_empty", () -> assertMetadata("source_empty", metadata("", ok.time(), ok.sourceLib())));
        checks.put("sourcelib_str", () -> assertWrongType("1.2.3", 6));
        checks.put(
                "sourcelib_empty_tuple",
                () -> assertMetadata("sourcelib_empty_tuple", metadata("s", ok.time(), List.of())));
        // Numbers only: versions are compared.
        checks.put("sourcelib_tuple_of_str", () -> assertMetadataRefused("sourcelib", "[\"1\",\"2\"]"));
        checks.put("time_naive", () -> assertMetadataRefused("time", "\"2024-01-01T00:00:00\""));
        checks.put("time_offset", () -> assertMetadataRefused("time", "\"2024-01-01T00:00:00+05:30\""));
        // What Python's other UTC writes is UTC.
        checks.put(
                "time_zoneinfo_utc",
                () -> assertThat(Reference.JSON
                                .readValue(json("time", "\"2024-01-01T00:00:00+00:00\""), EventMetadata.class)
                                .time())
                        .isEqualTo("2024-01-01T00:00:00Z"));
        checks.put(
                "time_timezone_zero",
                () -> assertMetadata(
                        "time_timezone_zero", metadata("s", Instant.parse("2024-01-01T00:00:00Z"), ok.sourceLib())));
        checks.put("time_str", () -> assertWrongType("2024-01-01T00:00:00+00:00", 5));
        checks.put("time_date", () -> assertWrongType(LocalDate.of(2024, 1, 1), 5));
        checks.put(
                "time_microseconds",
                () -> assertMetadata(
                        "time_microseconds",
                        metadata("s", Instant.parse("2024-01-01T00:00:00.000001Z"), ok.sourceLib())));
        checks.put(
                "frozen",
                () -> assertThat(EventMetadata.class.getDeclaredFields())
                        .allMatch(field -> Modifier.isFinal(field.getModifiers())));
        checks.put(
                "eq",
                () -> assertThat(metadata("s", ok.time(), new ArrayList<>(ok.sourceLib())))
                        .isEqualTo(ok)
                        .hasSameHashCodeAs(ok));
        return cases("E_metadata", test -> {
            if (!test.has("input")) {
                requireCheck(checks, test).run();
                return;
            }
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
    Stream<DynamicTest> redisFields() {
        return cases("F_redis_parse", test -> {
            if (name(test).equals("unknown_signal_lookup")) {
                assertThat(Reference.CATALOG.find("org.example.unknown.v1")).isEmpty();
                return;
            }
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
    Stream<DynamicTest> kafkaHeaders() {
        return cases("G_kafka_headers", test -> {
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
        assertThat(cases).hasSize(2);
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

    /** A test for each case of a section. */
    static Stream<DynamicTest> cases(String section, Check check) {
        return StreamSupport.stream(CASES.get(section).spliterator(), false)
                .filter(test -> !ELSEWHERE.containsKey(name(test)))
                .map(test -> DynamicTest.dynamicTest(name(test), () -> check.run(test)));
    }

    /** A test for each case of a section, each of which must be among the checks. */
    static Stream<DynamicTest> cases(String section, Map<String, Runnable> checks) {
        return cases(section, test -> requireCheck(checks, test).run());
    }

    private static Runnable requireCheck(Map<String, Runnable> checks, JsonNode test) {
        Runnable check = checks.get(name(test));
        if (check == null) {
            throw new AssertionError("nobody looks at " + test);
        }
        return check;
    }

    private static EventMetadata metadata(String source, Instant time, List<Integer> sourceLib) {
        return new EventMetadata(HookType.of(TYPE), new UUID(0, 1), 0, source, "h", time, sourceLib);
    }

    private static void assertMetadata(String name, EventMetadata metadata) {
        JsonNode expected = StreamSupport.stream(CASES.get("E_metadata").spliterator(), false)
                .filter(test -> name(test).equals(name))
                .findFirst()
                .orElseThrow()
                .get("value");
        String json = Reference.JSON.writeValueAsString(metadata);
        assertThat(Reference.JSON.readTree(json.replace(TYPE, "t"))).isEqualTo(expected);
        assertThat(Reference.JSON.readValue(json, EventMetadata.class)).isEqualTo(metadata);
    }

    private static void assertMetadataRefused(String name, String value) {
        assertThatExceptionOfType(tools.jackson.core.JacksonException.class)
                .isThrownBy(() -> Reference.JSON.readValue(json(name, value), EventMetadata.class))
                .withMessageContaining("at " + name);
    }

    private static String json(String name, String value) {
        JsonNode metadata = Reference.JSON.valueToTree(metadata("s", Instant.EPOCH, List.of(1)));
        return ((ObjectNode) metadata).set(name, Reference.JSON.readTree(value)).toString();
    }

    /** What Java's compiler refuses. */
    private static void assertWrongType(@Nullable Object value, int component) {
        @Nullable Object[] values = {HookType.of(TYPE), new UUID(0, 1), 0, "s", "h", Instant.EPOCH, List.of(1)};
        values[component] = value;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventMetadata.class.getConstructors()[0].newInstance(values));
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

    static String name(JsonNode test) {
        return test.get("name").asString();
    }

    private static boolean isOk(JsonNode test) {
        return test.get("outcome").asString().equals("ok");
    }

    interface Check {

        void run(JsonNode test);
    }
}
