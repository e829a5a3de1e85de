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

    private static final LocalDateTime FIRST = LocalDateTime.of(2, 1, 1, 0, 0);

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
                assertThat(IsoDateTime.parse(damaged)).isNotNull();
            } catch (IllegalArgumentException ex) {
                assertThat(ex.getMessage()).startsWith("\"").doesNotContainPattern("\\p{Cntrl}");
            }
        }
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
                                .between(0, ChronoUnit.SECONDS.between(FIRST, LocalDateTime.of(9999, 1, 1, 0, 0))),
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
