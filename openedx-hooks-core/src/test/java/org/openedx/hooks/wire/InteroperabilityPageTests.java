/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.HookType;
import org.openedx.hooks.authz.event.RoleAssignmentCreated;
import org.openedx.hooks.authz.event.RoleAssignmentDeleted;
import org.openedx.hooks.contentauthoring.event.CourseImportCompleted;
import org.openedx.hooks.contentauthoring.event.CourseRerunCompleted;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.UsageKey;
import org.openedx.hooks.learning.data.CourseDiscussionConfigurationData;
import org.openedx.hooks.learning.data.CourseDiscussionConfigurationDataBuilder;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseDiscussionsChanged;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What docs/interoperability.md says of the differences is so, row by row. */
class InteroperabilityPageTests {

    private static final EventCodec<StudentRegistrationCompleted> CODEC =
            EventCodecs.standard().of(StudentRegistrationCompleted.class);

    private static final StudentRegistrationCompleted EVENT =
            new StudentRegistrationCompleted(new UserData(0, false, new UserPersonalData("", "", "")));

    private static final String TYPE = CODEC.definition().toString();

    private static final EventMetadata METADATA = new EventMetadata(
            HookType.of(TYPE), new UUID(1, 2), 7, "", "", Instant.parse("2024-05-06T07:08:09Z"), List.of());

    private final Map<String, Runnable> rows = new LinkedHashMap<>();

    InteroperabilityPageTests() {
        rows.put("falsy optional values", InteroperabilityPageTests::falsyValuesArrive);
        rows.put(
                "a time without an offset",
                () -> assertThat(IsoDateTime.format(IsoDateTime.parse("2024-01-02T03:04")))
                        .isEqualTo("2024-01-02T03:04:00+00:00"));
        rows.put("offsets have microseconds", InteroperabilityPageTests::offsetsAreKeptOrTheirInstantIs);
        rows.put("trailing bytes are ignored", InteroperabilityPageTests::bytesAndSchemaMustAgree);
        rows.put(
                "a number of more than 64 bits",
                () -> refused("ffffffffffffffffff02", "a number has more than 64 bits"));
        rows.put("any exception comes out", () -> refused("0001027502ff", "at user.pii.email, byte 5"));
        rows.put("`from_json` of metadata", InteroperabilityPageTests::theMinorVersionIsKept);
        rows.put("`sourcelib` in JSON", () -> metadataRefused("[]", "\"1.2\"", "it is STRING, not an array"));
        rows.put("`minorversion` and `sourcelib` in headers", InteroperabilityPageTests::numbersInHeadersHave32Bits);
        rows.put("an empty `source`", InteroperabilityPageTests::emptyTextsStay);
        rows.put(
                "a Redis entry without `event_data`",
                () -> assertThatExceptionOfType(WireFormatException.class)
                        .isThrownBy(() -> EventHeaders.redis()
                                .read(EventHeaders.redis().write(METADATA).entrySet(), type -> METADATA))
                        .withMessageContaining("event_data"));
        rows.put("another version of the schema", InteroperabilityPageTests::anotherVersionIsReadOrExplained);
        rows.put("a schema may have any length", InteroperabilityPageTests::schemasAreLimited);
        rows.put("`bytes` have a schema", InteroperabilityPageTests::bytesTravel);
        rows.put("schema of `plugin_configuration`", InteroperabilityPageTests::thePluginConfigurationIsEmpty);
        rows.put(
                "an event may have two data classes",
                () -> assertThatExceptionOfType(UnsupportedTypeException.class)
                        .isThrownBy(() -> EventCodecs.standard().of(TwinsMet.class))
                        .withMessageContaining("another record of this event is called Twin, too"));
        rows.put(
                "a key in a library",
                () -> assertThatIllegalArgumentException().isThrownBy(() -> LibraryLocatorV2.parse("lib:o:s\n")));
        rows.put("the key fields of four events", InteroperabilityPageTests::keyFieldsResolve);
        rows.put("`lib-block-v1:`", InteroperabilityPageTests::usageKeysAreOfOneKind);
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfTheDifferencesIsSo() {
        return rows.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(), () -> row.getValue().run()));
    }

    @Test
    void everyRowHasATest() throws IOException {
        String page = Files.readString(Path.of("../docs/interoperability.md"));
        List<String> differences = page.substring(
                        page.indexOf("## What differs on purpose"), page.indexOf("## Changing an event"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Python |"))
                .map(line -> line.substring(2))
                .toList();
        assertThat(differences).hasSameSizeAs(rows.keySet());
        assertThat(differences)
                .allSatisfy(row -> assertThat(rows.keySet().stream().filter(row::startsWith))
                        .hasSize(1));
    }

    private static void falsyValuesArrive() {
        assertThat(CODEC.decode(CODEC.encode(EVENT))).isEqualTo(EVENT);
        CourseDiscussionsChanged disabled =
                new CourseDiscussionsChanged(configuration().withEnabled(false));
        EventCodec<CourseDiscussionsChanged> codec = EventCodecs.standard().of(CourseDiscussionsChanged.class);
        assertThat(codec.decode(codec.encode(disabled)).configuration().enabled())
                .isFalse();
    }

    private static void offsetsAreKeptOrTheirInstantIs() {
        assertThat(IsoDateTime.parse("2024-01-02T00:00:00+17:00").getOffset()).hasToString("+17:00");
        assertThat(IsoDateTime.parse("2024-01-02T00:00:00+19:00")).isEqualTo(OffsetDateTime.parse("2024-01-01T05:00Z"));
        assertThatIllegalArgumentException().isThrownBy(() -> IsoDateTime.parse("0001-01-01T00:00:00+19:00"));
    }

    private static void bytesAndSchemaMustAgree() {
        byte[] body = CODEC.encode(EVENT);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(Arrays.copyOf(body, body.length + 1)))
                .withMessageContaining("1 bytes are left over");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> new AvroReader(new byte[] {1}, 0, 1).readIndex(2))
                .withMessage("-1 is no index of a union of 2");
    }

    private static void theMinorVersionIsKept() {
        String json = Reference.JSON.writeValueAsString(METADATA);
        assertThat(Reference.JSON.readValue(json, EventMetadata.class).minorVersion())
                .isEqualTo(7);
        metadataRefused("\"minorversion\":7", "\"minorversion\":\"7\"", "it is STRING, not a whole number of 32 bits");
    }

    private static void numbersInHeadersHave32Bits() {
        Map<String, byte[]> headers = EventHeaders.kafka().write(METADATA);
        headers.put("ce_minorversion", "2147483648".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> EventHeaders.kafka().read(headers.entrySet(), type -> METADATA));
    }

    private static void emptyTextsStay() {
        Map<String, byte[]> fields = EventHeaders.redis().write(METADATA);
        fields.put(EventHeaders.REDIS_EVENT_DATA, new byte[0]);
        List.of("id", "time", "minorversion").forEach(name -> fields.put(name, new byte[0]));
        EventMetadata other =
                new EventMetadata(HookType.of(TYPE), new UUID(3, 4), 9, "other", "other", Instant.EPOCH, List.of(9));
        assertThat(EventHeaders.redis().read(fields.entrySet(), type -> other))
                .isEqualTo(new EventMetadata(other.type(), other.id(), 0, "", "", other.time(), List.of()));
    }

    private static void anotherVersionIsReadOrExplained() {
        String older = CODEC.schemaText().replace(", {\"name\": \"is_active\", \"type\": \"boolean\"}", "");
        assertThat(older).isNotEqualTo(CODEC.schemaText());
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(older))
                .withMessageContaining("at user.is_active: it is required");
        String newer = CODEC.schemaText()
                .replace("{\"name\": \"id\"", "{\"name\": \"age\", \"type\": \"long\"}, {\"name\": \"id\"");
        byte[] body = CODEC.encode(EVENT);
        byte[] longer = new byte[body.length + 1];
        System.arraycopy(body, 0, longer, 1, body.length);
        assertThat(CODEC.readingFrom(newer).decode(longer)).isEqualTo(EVENT);
        assertThatExceptionOfType(WireFormatException.class).isThrownBy(() -> CODEC.decode(longer));
    }

    private static void schemasAreLimited() {
        int longest = Reference.events().stream()
                .filter(OpenEdxPublicSignal::isBusCapable)
                .mapToInt(event -> Reference.codec(event.type().value())
                        .orElseThrow()
                        .schemaText()
                        .length())
                .max()
                .orElseThrow();
        assertThat(longest).isEqualTo(1_857);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(" ".repeat(65_537)))
                .withMessageContaining("at most 65536 are allowed");
    }

    private static void bytesTravel() {
        EventCodec<BytesSent> codec = EventCodecs.standard().of(BytesSent.class);
        BytesSent read = codec.decode(codec.encode(new BytesSent(new byte[] {1}, ByteBuffer.wrap(new byte[] {2}))));
        assertThat(read.bytes()).containsExactly(1);
        assertThat(read.sent()).isEqualTo(ByteBuffer.wrap(new byte[] {2}));
        assertThat(codec.schemaText()).contains("{\"name\": \"bytes\", \"type\": \"bytes\"}");
    }

    private static void thePluginConfigurationIsEmpty() {
        assertThat(configuration().pluginConfiguration()).isEmpty();
    }

    private static void keyFieldsResolve() {
        assertThat(List.of(CourseImportCompleted.class, CourseRerunCompleted.class))
                .allSatisfy(event ->
                        assertThat(OpenEdxPublicSignal.of(event).keyField()).isEqualTo("course.course_key"));
        assertThat(List.of(RoleAssignmentCreated.class, RoleAssignmentDeleted.class))
                .allSatisfy(event ->
                        assertThat(OpenEdxPublicSignal.of(event).keyField()).isEqualTo("role_assignment.subject"));
        for (OpenEdxPublicSignal<?> event : Reference.events()) {
            String keyField = event.keyField();
            if (keyField != null) {
                assertThat(Reference.codec(event.type().value()).orElseThrow().key(keyField))
                        .isNotNull();
            }
        }
    }

    private static void usageKeysAreOfOneKind() {
        assertThat(List.of(
                        "lib-block-v1:o+l+type@t+block@b",
                        "ccx-block-v1:o+c+r+ccx@1+type@t+block@b",
                        "location:o+c+r+t+b"))
                .allSatisfy(text -> assertThat(UsageKey.parse(text).namespace() + ":")
                        .isEqualTo(text.substring(0, text.indexOf(':') + 1)));
        assertThat(UsageKey.parse("location:o+c+r+t+b"))
                .isNotEqualTo(UsageKey.of(CourseKey.of("o", "c", "r"), "t", "b"));
    }

    private static CourseDiscussionConfigurationData configuration() {
        return CourseDiscussionConfigurationDataBuilder.builder()
                .courseKey(CourseKey.of("o", "c", "r"))
                .providerType("p")
                .build();
    }

    private static void refused(String hex, String message) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(java.util.HexFormat.of().parseHex(hex)))
                .withMessageContaining(message);
    }

    private static void metadataRefused(String text, String replacement, String message) {
        String json = Reference.JSON.writeValueAsString(METADATA);
        assertThat(json).contains(text);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Reference.JSON.readValue(json.replace(text, replacement), EventMetadata.class))
                .withMessageContaining(message);
    }

    @SuppressWarnings("ArrayRecordComponent")
    @EventHook(type = "com.example.post.bytes.sent.v1")
    record BytesSent(byte[] bytes, ByteBuffer sent) implements OpenEdxEvent {}

    record Twin(String name) {}

    /** Holds a record that is called like another. */
    static final class Other {

        record Twin(long age) {}
    }

    record Pair(Twin one, Other.Twin other) {}

    @EventHook(type = "com.example.family.twins.met.v1")
    record TwinsMet(Pair twins) implements OpenEdxEvent {}
}
