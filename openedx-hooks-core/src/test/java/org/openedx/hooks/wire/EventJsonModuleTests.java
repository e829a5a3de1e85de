/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class EventJsonModuleTests {

    private static final JsonMapper JSON = Reference.JSON;

    private static final String TYPE = "org.openedx.learning.student.registration.completed.v1";

    private static final StudentRegistrationCompleted EVENT =
            new StudentRegistrationCompleted(new UserData(7, true, new UserPersonalData("bob", "b@x.org", "")));

    private static final String DATA =
            "{\"user\":{\"id\":7,\"is_active\":true,\"pii\":{\"username\":\"bob\",\"email\":\"b@x.org\",\"name\":\"\"}}}";

    private static final String CLOUD_EVENT = ("{\"specversion\":\"1.0\",\"type\":\"" + TYPE
            + "\",\"id\":\"00000000-0000-0001-0000-000000000002\",\"source\":\"openedx/lms/web\","
            + "\"time\":\"2024-05-06T07:08:09+00:00\",\"datacontenttype\":\"application/json\",\"minorversion\":3,"
            + "\"sourcehost\":\"h\",\"sourcelib\":\"11.2.0\",\"data\":" + DATA + "}");

    private static final EventMetadata METADATA = new EventMetadata(
            HookType.of(TYPE),
            new UUID(1, 2),
            3,
            "openedx/lms/web",
            "h",
            Instant.parse("2024-05-06T07:08:09Z"),
            List.of(11, 2, 0));

    @Test
    void anEventIsItsDataInPythonsNames() {
        assertThat(JSON.writeValueAsString(EVENT)).isEqualTo(DATA);
        assertThat(JSON.readValue(DATA, StudentRegistrationCompleted.class)).isEqualTo(EVENT);
    }

    @Test
    void metadataKeepsItsMinorVersion() {
        String json = "{\"event_type\":\"" + TYPE + "\",\"id\":\"00000000-0000-0001-0000-000000000002\","
                + "\"minorversion\":3,\"source\":\"openedx/lms/web\",\"sourcehost\":\"h\","
                + "\"time\":\"2024-05-06T07:08:09+00:00\",\"sourcelib\":[11,2,0]}";

        assertThat(JSON.writeValueAsString(METADATA)).isEqualTo(json);
        assertThat(JSON.readValue(json, EventMetadata.class)).isEqualTo(METADATA);
    }

    @Test
    void aCloudEventIsOneDocument() {
        assertThat(JSON.writeValueAsString(new CloudEvent(METADATA, EVENT))).isEqualTo(CLOUD_EVENT);
        assertThat(JSON.readValue(CLOUD_EVENT, CloudEvent.class)).isEqualTo(new CloudEvent(METADATA, EVENT));
    }

    @Test
    void extensionsOfCloudEventsMayBeMissingAndUnknown() {
        String json = "{\"specversion\":\"1.0\",\"type\":\"" + TYPE
                + "\",\"id\":\"00000000-0000-0001-0000-000000000002\",\"source\":\"/other/lms\",\"traceparent\":\"x\","
                + "\"time\":\"2024-05-06T07:08:09Z\",\"data\":" + DATA + "}";

        CloudEvent read = JSON.readValue(json, CloudEvent.class);
        assertThat(read.metadata().minorVersion()).isZero();
        assertThat(read.metadata().sourceHost()).isEmpty();
        assertThat(read.metadata().sourceLib()).isEmpty();
        assertThat(read.event()).isEqualTo(EVENT);
    }

    @Test
    void propertiesOfANewerEventAreIgnored() {
        String newer =
                DATA.replace("\"id\":7", "\"id\":7,\"nick\":{\"a\":[1]}").replace("{\"user\"", "{\"x\":1,\"user\"");

        assertThat(JSON.readValue(newer, StudentRegistrationCompleted.class)).isEqualTo(EVENT);
    }

    @Test
    void whatIsWrongInAnEventIsNamed() {
        assertEventRefused(DATA.replace("\"is_active\":true,", ""), "at user.is_active: it is missing");
        assertEventRefused(DATA.replace("\"bob\"", "null"), "at user.pii.username: it is NULL, not a string");
        assertEventRefused(DATA.replace("7", "\"7\""), "at user.id: it is STRING, not a whole number of 64 bits");
        assertEventRefused(DATA.replace("7", "7.5"), "at user.id: it is NUMBER, not a whole number of 64 bits");
        assertEventRefused(DATA.replace("7", "9223372036854775808"), "at user.id: it is NUMBER");
        assertEventRefused(DATA.replace("true", "1"), "at user.is_active: it is NUMBER, not true or false");
        assertEventRefused("{}", "at user: it is missing");
        assertEventRefused("[]", "it is ARRAY, not an object");
        assertEventRefused("{", "end-of-input");
    }

    @Test
    void whatIsWrongInACloudEventIsNamed() {
        assertCloudEventRefused(
                "\"specversion\":\"1.0\"",
                "\"specversion\":\"0.3\"",
                "Cannot read a CloudEvent at specversion: only version 1.0 of CloudEvents can be read");
        assertCloudEventRefused("\"specversion\":\"1.0\",", "", "at specversion: it is missing");
        assertCloudEventRefused("registration.completed.v1", "registration.lost.v1", "no event of this type is known");
        assertCloudEventRefused("\"id\"", "\"ix\"", "at id: it is missing");
        assertCloudEventRefused("+00:00", "+02:00", "must be UTC (META-8)");
        assertCloudEventRefused(
                "application/json",
                "text/xml",
                "Cannot read a CloudEvent at datacontenttype: only data in JSON can be read");
        assertCloudEventRefused(
                ",\"datacontenttype\":\"application/json\"", ",\"datacontenttype\":7", "it is NUMBER, not a string");
        assertCloudEventRefused("\"user\"", "\"usher\"", "at data.user: it is missing");
        assertCloudEventRefused("11.2.0", "11.x.0", "at sourcelib: \"x\" is no number");
    }

    @Test
    void numbersOfThousandsOfDigitsAreRefused() {
        String number = "9".repeat(5_000);
        assertCloudEventRefused("11.2.0", number, "at sourcelib: \"999");
        assertCloudEventRefused("11.2.0", "1_".repeat(5_000) + "1", "is no number of 32 bits");
        assertCloudEventRefused("\"minorversion\":3", "\"minorversion\":" + number, "Number value length (5000)");
        assertCloudEventRefused(
                "\"minorversion\":3", "\"minorversion\":" + number.substring(0, 999), "a whole number of 32 bits");
        assertCloudEventRefused("\"minorversion\":3", "\"minorversion\":\"" + number + "\"", "it is STRING");
        String metadata = JSON.writeValueAsString(METADATA);
        for (String digits : List.of(number, number.substring(0, 999))) {
            for (String other : List.of(
                    metadata.replace("\"minorversion\":3", "\"minorversion\":" + digits),
                    metadata.replace("[11,", "[" + digits + ","))) {
                assertThat(other).isNotEqualTo(metadata);
                assertThatExceptionOfType(JacksonException.class)
                        .isThrownBy(() -> JSON.readValue(other, EventMetadata.class));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "good | 1 | good: it is NUMBER, not true or false",
                "number | 2147483648 | number: it is NUMBER, not a whole number of 32 bits",
                "number | -2147483649 | number: it is NUMBER, not a whole number of 32 bits",
                "number | 1.0 | number: it is NUMBER, not a whole number of 32 bits",
                "amount | 9223372036854775808 | amount: it is NUMBER, not a whole number of 64 bits",
                "amount | -9223372036854775809 | amount: it is NUMBER, not a whole number of 64 bits",
                "amount | 0.5 | amount: it is NUMBER, not a whole number of 64 bits",
                "ratio | \"inf\" | ratio: it is STRING, not a number",
                "ratio | true | ratio: it is BOOLEAN, not a number",
                "text | null | text: it is NULL, not a string",
                "raw | \"!\" | raw: it is no Base64",
                "raw | [] | raw: it is ARRAY, not a string",
                "buffer | \"a\" | buffer: it is no Base64",
                "list | {} | list: it is OBJECT, not an array",
                "list | [1,\"a\"] | list[1]: it is STRING, not a whole number of 64 bits",
                "list | [null] | list[0]: it is NULL, not a whole number of 64 bits",
                "map | [] | map: it is ARRAY, not an object",
                "map | {\"a\":1,\"b\":\"x\"} | map[1]: it is STRING, not a whole number of 64 bits",
                "maybe | \"x\" | maybe: it is STRING, not a whole number of 64 bits",
                "inner | [] | inner: it is ARRAY, not an object",
                "inner | {} | inner.text: it is missing"
            })
    void aValueOfAnotherTypeIsNamedWithItsPlace(String name, String value, String message) {
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue(all(name, value), AllMade.class))
                .withMessageStartingWith("Cannot read com.example.factory.all.made.v1 at all." + message)
                .havingCause()
                .isInstanceOfSatisfying(
                        WireFormatException.class,
                        ex -> assertThat("all." + message).startsWith(ex.path() + ": "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "number | 2147483647",
                "number | -2147483648",
                "amount | 9223372036854775807",
                "amount | -9223372036854775808",
                "ratio | 0.5",
                "ratio | \"NaN\"",
                "ratio | \"Infinity\"",
                "ratio | \"-Infinity\"",
                "raw | \"\"",
                "buffer | \"AAH/\"",
                "list | []",
                "list | [0,-1]",
                "map | {\"B\":1,\"a\":2,\"\ufffd\":3,\"\ud83d\ude00\":4}",
                "maybe | 0",
                "inner | {\"text\":\"\"}"
            })
    void everyValueIsReadAndWrittenAsItIs(String name, String value) {
        String json = all(name, value);

        assertThat(JSON.writeValueAsString(JSON.readValue(json, AllMade.class))).isEqualTo(json);
    }

    @Test
    void theKeysOfAMapAreWrittenInTheOrderOfTheirCodePoints() {
        All all = JSON.readValue(all("map", "{\"\ud83d\ude00\":4,\"\ufffd\":3,\"a\":2,\"B\":1}"), AllMade.class)
                .all();

        assertThat(all.map().keySet()).containsExactly("\ud83d\ude00", "\ufffd", "a", "B");
        assertThat(JSON.writeValueAsString(new AllMade(all)))
                .isEqualTo(all("map", "{\"B\":1,\"a\":2,\"\ufffd\":3,\"\ud83d\ude00\":4}"));
    }

    @Test
    void wholeNumbersAreNumbersToo() {
        assertThat(JSON.readValue(all("ratio", "2"), AllMade.class).all().ratio())
                .isEqualTo(2.0);
    }

    @Test
    void whatMayBeAbsentMayBeMissingOrNull() {
        AllMade absent = JSON.readValue(all("maybe", "null"), AllMade.class);

        assertThat(absent.all().maybe()).isNull();
        String without = all("maybe", "null").replace(",\"maybe\":null", "");
        assertThat(JSON.writeValueAsString(JSON.readValue(without, AllMade.class)))
                .isEqualTo(JSON.writeValueAsString(absent))
                .contains("\"maybe\":null");
    }

    @Test
    void whatWasReadCannotBeChanged() {
        All all = JSON.readValue(all("list", "[1]"), AllMade.class).all();

        assertThat(all.list()).isUnmodifiable();
        assertThat(all.map()).isUnmodifiable();
        assertThat(all.buffer().isReadOnly()).isTrue();
    }

    @Test
    void aBufferIsWrittenFromItsPositionAndStaysThere() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 0, 1, -1, 9}, 1, 3);
        All all = JSON.readValue(all("list", "[]"), AllMade.class).all();

        assertThat(JSON.writeValueAsString(new AllMade(all.with(List.of(), Map.of(), buffer))))
                .contains("\"buffer\":\"AAH/\"");
        assertThat(buffer.remaining()).isEqualTo(3);
    }

    @Test
    @DisplayName("AVR-11: null is written only where it may be")
    void nothingIsNotWrittenWhereItMayNotBe() {
        All all = JSON.readValue(all("list", "[]"), AllMade.class).all();
        String why = ": it is null, which only components with @Nullable may be (AVR-11)";

        assertNotWritten(new AllMade(all.with(Arrays.asList(1L, null), Map.of(), all.buffer())), "all.list[1]" + why);
        assertNotWritten(
                new AllMade(all.with(List.of(), Collections.singletonMap("a", null), all.buffer())),
                "all.map[0]" + why);
        assertNotWritten(
                new AllMade(all.with(List.of(), Collections.singletonMap(null, 1L), all.buffer())), "all.map" + why);
    }

    private static void assertNotWritten(AllMade event, String message) {
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.writeValueAsString(event))
                .withMessageStartingWith("Cannot write " + AllMade.class.getName() + " at " + message)
                .withCauseInstanceOf(WireFormatException.class);
    }

    @Test
    void whatIsNoObjectIsNeitherMetadataNorACloudEvent() {
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue("[]", EventMetadata.class))
                .withMessageStartingWith("Cannot read event metadata: it is ARRAY, not an object");
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue("7", CloudEvent.class))
                .withMessageStartingWith("Cannot read a CloudEvent: it is NUMBER, not an object");
    }

    @Test
    void whatIsMissingOrWrongInMetadataIsNamed() {
        String json = JSON.writeValueAsString(METADATA);
        Map<String, String> wrong = Map.of(
                "\"event_type\"", "event_type: it is missing",
                "\"id\"", "id: it is missing",
                "\"source\"", "source: it is missing",
                "\"sourcehost\"", "sourcehost: it is missing",
                "\"time\"", "time: it is missing",
                "\"sourcelib\"", "sourcelib: it is missing");
        wrong.forEach((name, message) -> assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue(json.replace(name, "\"other\""), EventMetadata.class))
                .withMessageStartingWith("Cannot read event metadata at " + message));
        assertThat(JSON.readValue(json.replace("\"minorversion\"", "\"other\""), EventMetadata.class)
                        .minorVersion())
                .isZero();
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue(json.replace("[11,2,0]", "[11,\"2\",0]"), EventMetadata.class))
                .withMessageStartingWith(
                        "Cannot read event metadata at sourcelib: it is STRING, not a whole number of 32 bits");
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue(json.replace("[11,2,0]", "{}"), EventMetadata.class))
                .withMessageStartingWith("Cannot read event metadata at sourcelib: it is OBJECT, not an array");
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> JSON.readValue(
                        json.replace("\"minorversion\":3", "\"minorversion\":null"), EventMetadata.class))
                .withMessageStartingWith("Cannot read event metadata at minorversion: it is NULL");
    }

    @Test
    void theTypeOfTheDataMayHaveParameters() {
        assertThat(JSON.readValue(
                        CLOUD_EVENT.replace("application/json", "application/json; charset=utf-8"), CloudEvent.class))
                .isEqualTo(new CloudEvent(METADATA, EVENT));
        assertCloudEventRefused("\"application/json\"", "null", "at datacontenttype: it is NULL, not a string");
        assertCloudEventRefused(
                "\"sourcehost\":\"h\"", "\"sourcehost\":null", "at sourcehost: it is NULL, not a string");
        assertCloudEventRefused("\"data\":", "\"date\":", "at data: it is missing");
    }

    @Test
    void codecsAreAskedForWithTheFirstEvent() {
        AtomicInteger asked = new AtomicInteger();
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new EventJsonModule(
                        () -> {
                            asked.incrementAndGet();
                            return Reference.CODECS;
                        },
                        Reference.CATALOG))
                .build();

        assertThat(mapper.writeValueAsString(Map.of("metadata", METADATA))).contains(TYPE);
        assertThat(asked).hasValue(0);
        assertThat(mapper.writeValueAsString(EVENT)).isEqualTo(DATA);
        assertThat(asked).hasPositiveValue();
    }

    @Test
    @SuppressWarnings("NullAway") // what callers in other languages give
    void aModuleNeedsCodecsAndACatalog() {
        assertThatNullPointerException()
                .isThrownBy(() -> new EventJsonModule((EventCodecs) null, Reference.CATALOG))
                .withMessage("codecs");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventJsonModule((Supplier<EventCodecs>) null, Reference.CATALOG))
                .withMessage("codecs");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventJsonModule(Reference.CODECS, null))
                .withMessage("catalog");
        assertThatNullPointerException()
                .isThrownBy(() -> new CloudEvent(null, EVENT))
                .withMessage("metadata");
        assertThatNullPointerException()
                .isThrownBy(() -> new CloudEvent(METADATA, null))
                .withMessage("event");
    }

    @Test
    void whichEventItIsMustBeSaidToReadOneWithoutItsMetadata() {
        assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> JSON.readValue(DATA, OpenEdxEvent.class));
        assertThat(JSON.readValue("{\"name\":\"x\"}", NoEvent.class)).isEqualTo(new NoEvent("x"));
    }

    /** One with this value, written as it is written by the module. */
    private static String all(String name, String value) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("good", "true");
        values.put("number", "1");
        values.put("amount", "2");
        values.put("ratio", "1.5");
        values.put("text", "\"a\"");
        values.put("raw", "\"AQ==\"");
        values.put("buffer", "\"Ag==\"");
        values.put("list", "[3]");
        values.put("map", "{\"k\":4}");
        values.put("maybe", "5");
        values.put("inner", "{\"text\":\"b\"}");
        assertThat(values.put(name, value)).isNotNull();
        return values.entrySet().stream()
                .map(entry -> "\"%s\":%s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "{\"all\":{", "}}"));
    }

    record NoEvent(String name) {}

    record Inner(String text) {}

    @SuppressWarnings("ArrayRecordComponent")
    record All(
            boolean good,
            int number,
            long amount,
            double ratio,
            String text,
            byte[] raw,
            ByteBuffer buffer,
            List<Long> list,
            Map<String, Long> map,
            @Nullable Long maybe,
            Inner inner) {

        All with(List<Long> list, Map<String, Long> map, ByteBuffer buffer) {
            return new All(good, number, amount, ratio, text, raw, buffer, list, map, maybe, inner);
        }
    }

    @EventHook(type = "com.example.factory.all.made.v1")
    record AllMade(All all) implements OpenEdxEvent {}

    private static void assertEventRefused(String json, String message) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JSON.readValue(json, StudentRegistrationCompleted.class))
                .withMessageContaining(message);
    }

    private static void assertCloudEventRefused(String text, String replacement, String message) {
        assertThat(CLOUD_EVENT).contains(text);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JSON.readValue(CLOUD_EVENT.replace(text, replacement), CloudEvent.class))
                .withMessageContaining(message);
    }
}
