/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Times as Python reads and writes them (AVR-16). */
class IsoDateTimeTests {

    private static final EventCodec<TimeTold> TIMES = EventCodecs.standard().of(TimeTold.class);

    /** On the wire, a time is a text. */
    private static final EventCodec<TextTold> TEXTS = EventCodecs.standard().of(TextTold.class);

    private static final Pattern ISO =
            Pattern.compile("(.{19}(?:\\.\\d{6})?)" + "(?:([+-])(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{6}))?)?)?");

    private static final long MICROS_OF_18_HOURS = 18L * 3600 * 1_000_000;

    /**
     * The file has texts and what {@code fromisoformat(text).isoformat()} of Python's {@code datetime} makes of them,
     * {@literal null} for an exception: all forms at all edges, and some of them with a character changed. Texts in
     * which Python overlooks a character are not among them.
     */
    @Test
    void timesAreReadAndRefusedAsByPython() {
        List<String> differences = new ArrayList<>();
        int read = 0;
        int refused = 0;
        for (JsonNode row : Reference.read("reference/times.json")) {
            String text = row.get(0).asString();
            String expected =
                    row.get(1).isNull() ? "refused" : expected(row.get(1).asString());
            String actual = answer(text);
            if (!actual.equals(expected)) {
                differences.add("%s is %s, not %s".formatted(text, actual, expected));
            } else if (row.get(1).isNull()) {
                refused++;
            } else {
                read++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(List.of(read, refused)).containsExactly(607, 1088);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-1-02T03:04:05, is no time",
        "2024, is no time",
        "2024-01-02T03:04:05+24:00, has an offset of a day or more",
        "2024-01-02T03:04:05-23:60, has an offset of a day or more",
        "0000-01-01T00:00:00, has a year that Python has not",
        "0001-W00-1, is no time",
        "0001-W01-1T00:00:00+19:00, is in UTC in a year that Python has not",
        "9999-12-31T23:59:59-23:59, is in UTC in a year that Python has not"
    })
    void whatIsNoTimeIsQuoted(String text, String why) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> read(text))
                .withMessage(
                        "Cannot read com.example.clock.time.told.v1 at at, byte 0: \"%s\" %s".formatted(text, why));
    }

    @Test
    void ofALongTextThatIsNoTimeTheFirst40CharactersAreQuoted() {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> read("7".repeat(41)))
                .withMessageEndingWith("\"%s...\" is no time", "7".repeat(40));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> read("7".repeat(40)))
                .withMessageEndingWith("\"%s\" is no time", "7".repeat(40));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T03:04:05Z, 2024-02-29T03:04:05+00:00",
        "2024-02-29T03:04:05.000000999Z, 2024-02-29T03:04:05+00:00",
        "2024-02-29T03:04:05.000001Z, 2024-02-29T03:04:05.000001+00:00",
        "2024-02-29T03:04:05.999999999Z, 2024-02-29T03:04:05.999999+00:00",
        "2024-02-29T23:59:59.1+05:30, 2024-02-29T23:59:59.100000+05:30",
        "2024-02-29T03:04:05-00:30, 2024-02-29T03:04:05-00:30",
        "2024-02-29T03:04:05-17:59:59, 2024-02-29T03:04:05-17:59:59",
        "2024-02-29T03:04:05+00:00:01, 2024-02-29T03:04:05+00:00:01",
        "0001-01-01T00:00:00+18:00, 0001-01-01T00:00:00+18:00",
        "9999-12-31T23:59:59.5-18:00, 9999-12-31T23:59:59.500000-18:00"
    })
    void timesAreWrittenAsByPython(String time, String text) {
        assertThat(TIMES.encode(new TimeTold(OffsetDateTime.parse(time)))).isEqualTo(TEXTS.encode(new TextTold(text)));
    }

    @ParameterizedTest
    @CsvSource({"0000-12-31T23:59:59Z, 0", "-0001-01-01T00:00:00Z, -1", "+10000-01-01T00:00:00Z, 10000"})
    void yearsThatPythonHasNotAreNotWritten(String time, int year) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> TIMES.encode(new TimeTold(OffsetDateTime.parse(time))))
                .withMessage("Cannot write com.example.clock.time.told.v1 at at: Python has no year " + year);
    }

    private static String answer(String text) {
        try {
            return TEXTS.decode(TIMES.encode(read(text))).at();
        } catch (WireFormatException ex) {
            return "refused";
        }
    }

    private static TimeTold read(String text) {
        return TIMES.decode(TEXTS.encode(new TextTold(text)));
    }

    /** Without an offset it is UTC; an offset that Java has not becomes UTC, if Python has that year. */
    private static String expected(String iso) {
        Matcher parts = ISO.matcher(iso);
        assertThat(parts.matches()).as(iso).isTrue();
        String sign = parts.group(2);
        if (sign == null) {
            return iso + "+00:00";
        }
        long seconds = (number(parts, 3) * 60 + number(parts, 4)) * 60 + number(parts, 5);
        long micros = (seconds * 1_000_000 + number(parts, 6)) * (sign.equals("-") ? -1 : 1);
        if (parts.group(6) == null && Math.abs(micros) <= MICROS_OF_18_HOURS) {
            return iso;
        }
        OffsetDateTime utc =
                LocalDateTime.parse(parts.group(1)).minusNanos(micros * 1000).atOffset(ZoneOffset.UTC);
        return utc.getYear() < 1 || utc.getYear() > 9999
                ? "refused"
                : TEXTS.decode(TIMES.encode(new TimeTold(utc))).at();
    }

    private static long number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    @EventHook(type = "com.example.clock.time.told.v1")
    record TimeTold(OffsetDateTime at) implements OpenEdxEvent {}

    @EventHook(type = "com.example.clock.text.told.v1")
    record TextTold(String at) implements OpenEdxEvent {}
}
