/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What holds for all events, texts and times. */
class EventCodecPropertiesTests {

    private static final EventCodec<ThingMade> CODEC = EventCodecs.standard().of(ThingMade.class);

    private static final EventCodec<ThingMade> REFLECTIVE = EventCodec.of(CODEC.definition(), CODEC.shape(), false);

    private static final Schema SCHEMA = CODEC.schema();

    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void everyEventIsReadBack(@ForAll("events") ThingMade event) {
        byte[] bytes = CODEC.encode(event);
        assertThat(CODEC.decode(bytes)).isEqualTo(event);
        assertThat(REFLECTIVE.decode(bytes)).isEqualTo(event);
        assertThat(REFLECTIVE.encode(event)).isEqualTo(bytes);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void avrosLibraryReadsAndWritesTheSame(@ForAll("events") ThingMade event) throws IOException {
        byte[] bytes = CODEC.encode(event);
        var datum =
                new GenericDatumReader<>(SCHEMA).read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(SCHEMA).write(datum, encoder);
        encoder.flush();
        assertThat(CODEC.decode(out.toByteArray())).isEqualTo(event);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyEventIsReadBackFromJson(@ForAll("events") ThingMade event) {
        assertThat(Reference.JSON.readValue(Reference.JSON.writeValueAsString(event), ThingMade.class))
                .isEqualTo(event);
    }

    @Property(tries = 2000)
    void allTextsAreWrittenAsUtf8OrRefused(@ForAll String text) {
        AvroWriter out = new AvroWriter(1);
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            assertThatExceptionOfType(Fault.class).isThrownBy(() -> out.writeString(text));
        } else {
            out.writeString(text);
            byte[] bytes = out.toByteArray();
            assertThat(new AvroReader(bytes, 0, bytes.length).readString()).isEqualTo(text);
        }
    }

    @Property(tries = 2000)
    void textsAreOrderedByCodePoints(@ForAll("texts") String one, @ForAll("texts") String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        assertThat(Integer.signum(CodePointOrder.INSTANCE.compare(one, other)))
                .isEqualTo(Integer.signum(java.util.Arrays.compare(a, b)));
    }

    @Property(tries = 2000)
    void everyNumberIsReadBack(@ForAll long number) {
        AvroWriter out = new AvroWriter(1);
        out.writeLong(number);
        byte[] bytes = out.toByteArray();
        assertThat(new AvroReader(bytes, 0, bytes.length).readLong()).isEqualTo(number);
    }

    @Property(tries = 2000)
    void everyTimeIsReadBack(@ForAll("times") OffsetDateTime time) {
        String text = IsoDateTime.format(time);
        assertThat(IsoDateTime.parse(text)).isEqualTo(time);
        assertThat(OffsetDateTime.parse(text)).isEqualTo(time);
    }

    @Property(tries = 5000)
    void onlyTheDeclaredExceptionComesOutOfTimes(@ForAll("times") OffsetDateTime time, @ForAll int at, @ForAll char c) {
        String text = IsoDateTime.format(time);
        int index = Math.floorMod(at, text.length() + 1);
        for (String damaged : List.of(
                text.substring(0, index),
                text.substring(index),
                text.substring(0, index) + c + text.substring(index),
                text.substring(0, index) + "9" + text.substring(Math.min(text.length(), index + 1)))) {
            try {
                OffsetDateTime read = IsoDateTime.parse(damaged);
                assertThat(IsoDateTime.parse(IsoDateTime.format(read))).isEqualTo(read);
            } catch (IllegalArgumentException ex) {
                assertThat(ex.getMessage()).startsWith("\"").doesNotContainPattern("\\p{Cntrl}");
            }
        }
    }

    @Property(tries = 2000)
    void whatIsReadAsATimeCanBeWritten(@ForAll("timeTexts") String text) {
        try {
            OffsetDateTime read = IsoDateTime.parse(text);
            assertThat(IsoDateTime.parse(IsoDateTime.format(read))).isEqualTo(read);
        } catch (IllegalArgumentException ex) {
            assertThat(ex).hasMessageStartingWith("\"" + text.substring(0, Math.min(40, text.length())));
        }
    }

    @Example
    void timesWhoseInstantPythonHasNotAreRefused() {
        for (String text : List.of(
                "0001-01-01T00:00:00+23:59",
                "0001-01-01T18:00:00+18:00:00.5",
                "9999-12-31T23:59:59-23:59",
                "9999-12-31T23:59:59-00:00:01.5")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> IsoDateTime.parse(text))
                    .withMessage("\"%s\" is in UTC in a year that Python has not", text);
        }
        assertThat(IsoDateTime.parse("0001-01-02T00:00:00+23:59")).isEqualTo("0001-01-01T00:01:00Z");
        assertThat(IsoDateTime.parse("0001-01-01T00:00:00+18:00")).isEqualTo("0001-01-01T00:00:00+18:00");
    }

    @Provide
    Arbitrary<String> timeTexts() {
        return Combinators.combine(
                        Arbitraries.of(
                                "0001-01-01",
                                "0001-01-02",
                                "9999-12-31",
                                "9999-12-30",
                                "2024-02-29",
                                "2024-W09-4",
                                "20240229",
                                "0001-W01-1",
                                "9999-W52-5",
                                "0000-12-31"),
                        Arbitraries.of("", "T00", "T00:00", "T00:00:00", "T23:59:59", "T235959", " 12:00:00"),
                        Arbitraries.of("", ".0", ".000001", ".999999", ".9999999", ",5"),
                        Arbitraries.of("", "Z", "+", "-"),
                        Arbitraries.of(
                                "00:00",
                                "18:00",
                                "18:00:01",
                                "23:59",
                                "2359",
                                "23:59:59.999999",
                                "00:00:00.000001",
                                "24:00"))
                .as((date, clock, fraction, sign, offset) ->
                        date + clock + fraction + sign + (sign.isEmpty() || sign.equals("Z") ? "" : offset));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab?\u00e9\u07ff\u0800\ud7ff\ue000\ufffd\uffff")
                .ofMaxLength(3)
                .list()
                .ofMaxSize(2)
                .flatMap(parts -> Arbitraries.of("", "\ud83d\ude00", "\ud800\udc00", "\udbff\udfff")
                        .map(middle -> String.join(middle, parts) + middle));
    }

    @Provide
    Arbitrary<OffsetDateTime> times() {
        return Combinators.combine(
                        Arbitraries.longs()
                                .between(
                                        0,
                                        ChronoUnit.SECONDS.between(FIRST, LocalDateTime.of(9999, 12, 31, 23, 59, 58))),
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(0, 999_999)),
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(-18 * 3600, 18 * 3600)))
                .as((seconds, micros, offset) -> FIRST.plusSeconds(seconds)
                        .plusNanos(micros * 1000L)
                        .atOffset(ZoneOffset.ofTotalSeconds(offset)));
    }

    @Provide
    Arbitrary<ThingMade> events() {
        Arbitrary<Part> parts = Combinators.combine(
                        texts(), Arbitraries.longs(), Arbitraries.doubles(), times().injectNull(0.5))
                .as(Part::new);
        return Combinators.combine(
                        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                                .as(UUID::new),
                        Arbitraries.of(true, false),
                        parts.list().ofMaxSize(3),
                        Arbitraries.maps(texts(), texts().list().ofMaxSize(2)).ofMaxSize(4),
                        Arbitraries.maps(texts(), Arbitraries.longs())
                                .ofMaxSize(2)
                                .list()
                                .ofMaxSize(2),
                        parts.injectNull(0.5),
                        Arbitraries.of(0L, 1L, -1L).injectNull(0.5))
                .as(Thing::new)
                .map(ThingMade::new);
    }

    record Part(
            String text,
            long number,
            double share,
            @Nullable OffsetDateTime time) {}

    record Thing(
            UUID id,
            boolean isGood,
            List<Part> parts,
            Map<String, List<String>> labels,
            List<Map<String, Long>> counts,
            @Nullable Part spare,
            @Nullable Long number) {

        Thing {
            parts = new ArrayList<>(parts);
        }
    }

    @EventHook(type = "com.example.factory.thing.made.v1")
    record ThingMade(Thing thing) implements OpenEdxEvent {}
}
