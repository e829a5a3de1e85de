/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
                "\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", "only version 1.0 of CloudEvents");
        assertCloudEventRefused("\"specversion\":\"1.0\",", "", "at specversion: it is missing");
        assertCloudEventRefused("registration.completed.v1", "registration.lost.v1", "no event of this type is known");
        assertCloudEventRefused("\"id\"", "\"ix\"", "at id: it is missing");
        assertCloudEventRefused("+00:00", "+02:00", "must be UTC (META-8)");
        assertCloudEventRefused("application/json", "text/xml", "only data in JSON");
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
