/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.key.AsideUsageKey;
import org.openedx.hooks.key.CCXLocator;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LearningContextKey;
import org.openedx.hooks.key.LibraryCollectionLocator;
import org.openedx.hooks.key.LibraryContainerLocator;
import org.openedx.hooks.key.LibraryLocator;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.LibraryUsageLocatorV2;
import org.openedx.hooks.key.UsageKey;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whoever sends an event, or registers a schema, can make nobody work longer than in proportion to what they sent.
 * Measured is the time that the thread got, so that other work on the machine does not count.
 */
class BoundedWorkTests {

    private static final String TYPE = "com.example.billing.box.filled.v1";

    private static final EventCodec<BoxFilled> CODEC = EventCodecs.standard().of(BoxFilled.class);

    private static final byte[] BODY = CODEC.encode(new BoxFilled(new Box(List.of(), Map.of(), List.of(), null)));

    /** The event's own field, as its schema has it. */
    private static final String BOX = CODEC.schemaText()
            .replaceFirst("^.*?\"fields\": \\[", "")
            .replaceFirst("\\], \"name\": \"CloudEvent\".*$", "");

    private static final String ZERO = "{\"type\":\"fixed\",\"name\":\"Zero\",\"size\":0}";

    private static final int SIZE = 2_000;

    private static final int FACTOR = 16;

    /** What is more than in proportion takes at least 16 times as long once more. */
    private static final int TOLERANCE = 8;

    private static final long NOISE_NANOS = Duration.ofMillis(5).toNanos();

    private static final long HOSTILE_SCHEMA_NANOS = Duration.ofSeconds(1).toNanos();

    private static final List<String> TYPES = Reference.CATALOG.types().stream().toList();

    private static final Map<String, Consumer<String>> READERS = new LinkedHashMap<>();

    static {
        READERS.put("LearningContextKey", LearningContextKey::parse);
        READERS.put("CourseKey", CourseKey::parse);
        READERS.put("CCXLocator", CCXLocator::parse);
        READERS.put("LibraryLocator", LibraryLocator::parse);
        READERS.put("LibraryLocatorV2", LibraryLocatorV2::parse);
        READERS.put("UsageKey", UsageKey::parse);
        READERS.put("AsideUsageKey", AsideUsageKey::parse);
        READERS.put("LibraryUsageLocatorV2", LibraryUsageLocatorV2::parse);
        READERS.put("LibraryCollectionLocator", LibraryCollectionLocator::parse);
        READERS.put("LibraryContainerLocator", LibraryContainerLocator::parse);
        READERS.put("a time", IsoDateTime::parse);
        READERS.put("a UUID", PythonText::parseUuid);
        READERS.put("a number", PythonText::parseInt);
        READERS.put("a version", EventHeaders::parseVersion);
        READERS.put("a type", HookType::of);
        READERS.put(
                "a message",
                text -> assertThat(Printable.of(text, Integer.MAX_VALUE)).isNotNull());
        READERS.put(
                "the nearest name",
                text -> assertThat(NearestName.to(text, TYPES)).isNotNull());
        READERS.put("UTF-8", text -> Utf8.decode(text.getBytes(StandardCharsets.UTF_8), 0, text.length()));
        READERS.put("JSON", text -> Reference.JSON.readValue(text, CloudEvent.class));
        READERS.put("a schema", text -> CODEC.readingFrom(text));
    }

    @Property(tries = 400)
    void textsAreReadOrRefusedInProportionToTheirLength(
            @ForAll("readers") String reader, @ForAll("texts") HostileText text) {
        Consumer<String> read = Objects.requireNonNull(READERS.get(reader));
        assertProportional(reader + " of " + text, size -> {
            String hostile = text.of(size);
            return () -> {
                try {
                    read.accept(hostile);
                } catch (IllegalArgumentException | WireFormatException | JacksonException | Fault ex) {
                    // It is refused.
                }
            };
        });
    }

    @Property(tries = 60)
    void bytesAreReadOrRefusedInProportionToTheirLength(@ForAll("patterns") byte[] pattern) {
        assertProportional("bytes", size -> {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = pattern[i % pattern.length];
            }
            return () -> decode(CODEC, bytes);
        });
    }

    @Property(tries = 1000)
    void whateverTheWritersSchemaIsReadingEnds(
            @ForAll("graphs") List<List<String>> records, @ForAll("patterns") byte[] bytes) {
        StringBuilder fields = new StringBuilder(BOX);
        for (int i = 0; i < records.size(); i++) {
            StringBuilder own = new StringBuilder();
            for (String type : records.get(i)) {
                own.append(own.length() == 0 ? "" : ",")
                        .append(field(
                                "f" + own.length(),
                                type.replace("#", "R" + Math.floorMod(i * 7 + 3, records.size()))
                                        .replace("@", "R" + Math.max(0, i - 1))));
            }
            fields.append(',').append(field("x" + i, record("R" + i, own.toString())));
        }
        String schema = event(fields.toString());
        byte[] body = concat(BODY, bytes);

        long nanos = nanos(() -> {
            try {
                decode(CODEC.readingFrom(schema), body);
            } catch (WireFormatException ex) {
                assertThat(ex).hasMessageStartingWith("Cannot read " + TYPE);
            }
        });
        assertThat(nanos).as(schema).isLessThan(HOSTILE_SCHEMA_NANOS);
    }

    /** Each record has the one before it twice, and the first takes no bytes. */
    @Example
    void recordsWithoutBytesAreNotWalkedThrough() {
        for (int levels : new int[] {30, 60, 90}) {
            for (String leaf : List.of("", field("n", "\"null\""), field("z", ZERO))) {
                EventCodec<BoxFilled> codec = codec(event(BOX + "," + doubling(levels, leaf, "")));
                assertThat(nanos(() ->
                                assertThat(codec.decode(BODY).box().paid()).isNull()))
                        .isLessThan(HOSTILE_SCHEMA_NANOS);
            }
        }
    }

    /** The same, with a byte in each leaf: soon there are none left. */
    @Example
    void recordsWithBytesEndWithTheBytes() {
        EventCodec<BoxFilled> codec = codec(event(BOX + "," + doubling(60, field("n", "\"int\""), "")));
        byte[] body = concat(BODY, new byte[10_000]);

        assertThat(nanos(() -> assertThatExceptionOfType(WireFormatException.class)
                        .isThrownBy(() -> codec.decode(body))
                        .withMessageContaining("the bytes end where a number should be")))
                .isLessThan(HOSTILE_SCHEMA_NANOS);
    }

    /** Avro checks each of them by those of the record before it. */
    @Example
    void defaultsAreNotChecked() {
        String schema = event(BOX + "," + doubling(60, "", ", \"default\": {}"));

        assertThat(nanos(() ->
                        assertThat(codec(schema).decode(BODY).box().paid()).isNull()))
                .isLessThan(HOSTILE_SCHEMA_NANOS);
    }

    /** Each of many records that could be ours, in each of which are again many that could be ours. */
    @Example
    void recordsThatAreCalledAlikeAreEachLookedAtOnce() {
        StringBuilder fields = new StringBuilder();
        String inner = "\"string\"";
        for (String name : List.of("Dot", "Pin", "Lid", "Part")) {
            List<String> records = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                records.add(record("n" + i + "." + name, field("of", inner)));
                names.add("\"n" + i + "." + name + '"');
            }
            fields.append(field(name, array("[" + String.join(",", records) + "]")))
                    .append(',');
            inner = "[" + String.join(",", names) + "]";
        }
        String schema = event(fields
                + BOX.replaceFirst(
                        "(\"name\": \"parts\", \"type\": \\{\"items\": )\\{.*?\\}\\], (?=\"type\": \"array\")",
                        "$1" + java.util.regex.Matcher.quoteReplacement(inner) + ", "));

        assertThat(nanos(() -> assertThat(codec(schema)
                                .decode(concat(new byte[4], BODY))
                                .box()
                                .paid())
                        .isNull()))
                .isLessThan(HOSTILE_SCHEMA_NANOS);
    }

    @Example
    void schemasThatAreNestedTooDeepAreRefused() {
        assertRefused(nestedArrays(150), "nested more than 100 deep");
        assertRefused(nestedArrays(1_500), "a schema cannot be read");
        Schema deep = Schema.create(Schema.Type.INT);
        for (int i = 0; i < 100_000; i++) {
            deep = Schema.createArray(deep);
        }
        Schema root = Schema.createRecord("CloudEvent", null, TYPE, false);
        root.setFields(List.of(
                new Schema.Field("box", CODEC.schema().getField("box").schema()), new Schema.Field("deep", deep)));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(root))
                .withMessageContaining("at deep: the schema that the bytes were written with is nested more than 100");
        assertThat(codec(event(BOX + "," + field("deep", nestedArrays(90))))
                        .decode(concat(BODY, new byte[1]))
                        .box()
                        .paid())
                .isNull();
    }

    @Example
    void aSchemaThatIsTooLongOrNoneIsRefused() {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(" ".repeat(70_000)))
                .withMessage("Cannot read %s: a schema has 70000 characters, at most 65536 are allowed", TYPE);
        for (String none : List.of("", "{", "[]", "\"int\"", "{\"type\": \"record\"}", "null", "\"Nobody\"")) {
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> CODEC.readingFrom(none))
                    .withMessageStartingWith("Cannot read " + TYPE)
                    .withNoCause();
        }
        assertThat(CODEC.readingFrom(CODEC.schemaText())).isSameAs(CODEC);
        assertThat(CODEC.readingFrom(" " + CODEC.schemaText())).isSameAs(CODEC);
    }

    /** A record that is nothing but itself has no end. */
    @Example
    void recordsWithinThemselvesEnd() {
        for (String self : List.of(
                record("R", field("r", "\"R\"")),
                record("R", field("r", record("S", field("r", "\"R\"")))),
                record("R", field("r", array("\"R\"")) + "," + field("s", "\"R\"")))) {
            EventCodec<BoxFilled> codec = codec(event(BOX + "," + field("self", self)));
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> codec.decode(concat(BODY, new byte[1000])))
                    .withMessageContaining("records are nested more than 500 deep");
        }
    }

    /** They could be any number of them, at no cost to who sends them. */
    @Example
    void elementsWithoutBytesAreRefusedWhereTheyAreKeptAndNotCountedWhereTheyAreNot() {
        byte[] many = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0};
        for (String nothing : List.of("\"null\"", ZERO, record("Nil", ""), record("Nil", field("n", "\"null\"")))) {
            EventCodec<BoxFilled> skipping = codec(event(BOX + "," + field("x", array(nothing))));
            assertThat(nanos(() -> assertThat(
                                    skipping.decode(concat(BODY, many)).box().paid())
                            .isNull()))
                    .isLessThan(HOSTILE_SCHEMA_NANOS / 2);
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> codec(event(field("box", record("Box", field("parts", array(nothing)))))))
                    .withMessageContaining("at box.parts: its elements take no bytes");
        }
        EventCodec<BoxFilled> map = codec(event(BOX + "," + field("x", "{\"type\":\"map\",\"values\":\"null\"}")));
        assertThat(map.decode(concat(BODY, new byte[] {4, 2, 'a', 2, 'b', 0}))).isNotNull();
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> map.decode(concat(BODY, many)))
                .withMessageContaining("a block says that it has 2147483647 elements of at least 1 bytes, 1 bytes are");
    }

    @Provide
    static Arbitrary<String> readers() {
        return Arbitraries.of(READERS.keySet());
    }

    @Provide
    static Arbitrary<HostileText> texts() {
        Arbitrary<String> units = Arbitraries.oneOf(
                Arbitraries.of(
                        "a",
                        "1",
                        "0",
                        "_",
                        "1_",
                        "+",
                        "-",
                        ".",
                        "1.",
                        ":",
                        "$",
                        "$:",
                        "$$",
                        "::",
                        "$::",
                        "/",
                        "@",
                        "{",
                        "}",
                        "urn:",
                        "uuid:",
                        " ",
                        "\u0661",
                        "\u0301",
                        "\ud83d\ude00",
                        "\ud800",
                        "\u202e",
                        "[",
                        "[1,",
                        "{\"a\":",
                        "\"",
                        "\\",
                        "aside-usage-v2:",
                        "aside-usage-v1:",
                        "+type@t",
                        "W",
                        "T",
                        "Z",
                        "a.",
                        "a_b."),
                Arbitraries.strings()
                        .withChars("a1_+-.:$/@{}[]\"\\ \u0661")
                        .ofMinLength(1)
                        .ofMaxLength(4));
        Arbitrary<String> starts = Arbitraries.of(
                "",
                "course-v1:",
                "course-v1:o+c+",
                "o/c/",
                "ccx-v1:o+c+r+ccx@",
                "library-v1:o+",
                "lib:o:",
                "lb:o:s:t:",
                "lct:o:s:",
                "lib-collection:o:",
                "block-v1:o+c+r+type@t+block@",
                "i4x://o/c/",
                "location:",
                "aside-usage-v1:",
                "aside-usage-v2:",
                "2024-01-02T03:04:05.",
                "2024-01-02T03:04:05+00:00:00.",
                "2024W01",
                "org.openedx.",
                "{",
                "-",
                "1.1.",
                "{\"specversion\":\"1.0\",\"type\":\"",
                "{\"type\":\"record\",\"name\":\"");
        return Combinators.combine(starts, units, Arbitraries.of("", "::a", "\"}", "}", "0", "\n"))
                .as(HostileText::new);
    }

    @Provide
    static Arbitrary<byte[]> patterns() {
        return Arbitraries.oneOf(
                        Arbitraries.of((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) -1, (byte) -128),
                        Arbitraries.bytes())
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(64);
    }

    /** Up to 60 records whose fields are of others' types; {@code #} is any of them, {@code @} the one before. */
    @Provide
    static Arbitrary<List<List<String>>> graphs() {
        return Arbitraries.of(
                        "\"null\"",
                        "\"int\"",
                        "\"string\"",
                        "\"@\"",
                        "\"@\"",
                        "\"@\"",
                        "\"#\"",
                        array("\"@\""),
                        array("\"#\""),
                        "{\"type\":\"map\",\"values\":\"@\"}",
                        "[\"null\",\"#\"]",
                        "[\"null\",\"@\",\"int\"]",
                        "[" + array("\"@\"") + ",\"#\"]",
                        array("\"null\""))
                .list()
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static void assertProportional(String what, IntFunction<Runnable> work) {
        Runnable small = work.apply(SIZE);
        Runnable large = work.apply(SIZE * FACTOR);
        String measured = "";
        // Compilers and collectors work on this thread's time, too, but not again and again.
        for (int attempt = 0; attempt < 8; attempt++) {
            long smallNanos = Math.min(nanos(small), nanos(small));
            long largeNanos = Math.min(nanos(large), nanos(large));
            if (largeNanos <= TOLERANCE * FACTOR * smallNanos + NOISE_NANOS) {
                return;
            }
            measured = "%d and %d ns".formatted(smallNanos, largeNanos);
        }
        throw new AssertionError(
                "%s of %d and %d characters took %s".formatted(Printable.of(what), SIZE, SIZE * FACTOR, measured));
    }

    private static long nanos(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - start;
    }

    private static void decode(EventCodec<BoxFilled> codec, byte[] bytes) {
        try {
            assertThat(codec.decode(bytes)).isNotNull();
        } catch (WireFormatException ex) {
            assertThat(ex.offset()).isBetween(0, bytes.length);
        }
    }

    private static EventCodec<BoxFilled> codec(String schema) {
        return CODEC.readingFrom(schema);
    }

    private static void assertRefused(String type, String message) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec(event(BOX + "," + field("deep", type))))
                .withMessageContaining(message);
    }

    private static String nestedArrays(int depth) {
        return "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);
    }

    /** As many records as there are levels, each with the one before it twice. */
    private static String doubling(int levels, String leaf, String more) {
        StringBuilder fields = new StringBuilder(field("l0", record("L0", leaf)));
        for (int i = 1; i <= levels; i++) {
            String before = "\"L" + (i - 1) + '"' + more;
            fields.append(',').append(field("l" + i, record("L" + i, field("a", before) + "," + field("b", before))));
        }
        return fields.toString();
    }

    private static String event(String fields) {
        return "{\"type\":\"record\",\"name\":\"CloudEvent\",\"namespace\":\"" + TYPE + "\",\"fields\":[" + fields
                + "]}";
    }

    private static String record(String name, String fields) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
    }

    private static String array(String items) {
        return "{\"type\":\"array\",\"items\":" + items + "}";
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    record HostileText(String start, String unit, String end) {

        String of(int size) {
            return start + unit.repeat(size / unit.length()) + end;
        }

        @Override
        public String toString() {
            return Printable.of(start + unit + unit + ".." + end);
        }
    }

    record Dot(String of) {}

    record Pin(Dot of) {}

    record Lid(Pin of) {}

    record Part(Lid of) {}

    record Box(
            List<Part> parts,
            Map<String, List<String>> labels,
            List<List<Long>> notes,
            @Nullable UUID paid) {}

    @EventHook(type = TYPE)
    record BoxFilled(Box box) implements OpenEdxEvent {}
}
