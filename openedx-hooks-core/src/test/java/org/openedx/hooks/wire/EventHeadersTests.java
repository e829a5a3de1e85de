/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EventHeadersTests {

    private static final EventHeaders KAFKA = EventHeaders.kafka();

    private static final EventHeaders REDIS = EventHeaders.redis();

    private static final String TYPE = "org.openedx.learning.course.enrollment.created.v1";

    private static final EventMetadata METADATA = new EventMetadata(
            HookType.of(TYPE),
            new UUID(1, 2),
            3,
            "openedx/lms/web",
            "host",
            Instant.parse("2026-11-20T01:02:03.000004Z"),
            List.of(11, 2, 0));

    private static final EventMetadata DEFAULTS =
            new EventMetadata(HookType.of(TYPE), new UUID(8, 8), 8, "default", "here", Instant.EPOCH, List.of(8));

    private static EventMetadata none(HookType type) {
        throw new AssertionError("nothing is missing in " + type);
    }

    static Stream<Arguments> headers() {
        return Stream.concat(
                names(KAFKA).map(name -> Arguments.of(KAFKA, name)),
                names(REDIS).map(name -> Arguments.of(REDIS, name)));
    }

    private static Stream<String> names(EventHeaders dialect) {
        return dialect.write(METADATA).keySet().stream()
                .filter(name -> !List.of("ce_specversion", "content-type", "ce_datacontenttype")
                        .contains(name));
    }

    @ParameterizedTest
    @MethodSource("headers")
    @DisplayName("KAF-4: a header that is there twice is refused, also with the same value")
    void aHeaderThatIsThereTwiceIsRefused(EventHeaders dialect, String name) {
        List<Map.Entry<String, byte[]>> headers = message(dialect);
        headers.add(0, Map.entry(name, dialect.write(METADATA).get(name)));

        refused(dialect, headers, "Cannot read the event's headers at %s: it is there more than once".formatted(name));
    }

    @ParameterizedTest
    @MethodSource("headers")
    @DisplayName("KAF-4, RED-3: on Kafka type and id must be there, on Redis only the type; all others have defaults")
    void onlySomeHeadersMustBeThere(EventHeaders dialect, String name) {
        List<Map.Entry<String, byte[]>> headers = message(dialect);
        headers.removeIf(header -> header.getKey().equals(name));

        if (List.of("ce_type", "ce_id", "type").contains(name)) {
            refused(dialect, headers, "Cannot read the event's headers at %s: it is missing".formatted(name));
            return;
        }
        AtomicInteger asked = new AtomicInteger();
        List<String> warnings = warnings(() -> assertThat(dialect.read(headers, type -> {
                    asked.incrementAndGet();
                    return DEFAULTS;
                }))
                .isEqualTo(
                        switch (name) {
                            case "id" -> copy(DEFAULTS.id(), METADATA.source(), METADATA.sourceHost(), 3);
                            case "source", "ce_source" -> copy(METADATA.id(), "default", METADATA.sourceHost(), 3);
                            case "sourcehost" -> copy(METADATA.id(), METADATA.source(), "here", 3);
                            case "minorversion", "ce_minorversion" ->
                                copy(METADATA.id(), METADATA.source(), METADATA.sourceHost(), 0);
                            case "time", "ce_time" ->
                                new EventMetadata(
                                        METADATA.type(),
                                        METADATA.id(),
                                        3,
                                        METADATA.source(),
                                        METADATA.sourceHost(),
                                        Instant.EPOCH,
                                        METADATA.sourceLib());
                            default ->
                                new EventMetadata(
                                        METADATA.type(),
                                        METADATA.id(),
                                        3,
                                        METADATA.source(),
                                        METADATA.sourceHost(),
                                        METADATA.time(),
                                        List.of(8));
                        }));
        assertThat(asked).hasValue(name.endsWith("minorversion") ? 0 : 1);
        assertThat(warnings)
                .containsExactly("An event %s came without the headers [%s]; defaults are used".formatted(TYPE, name));
    }

    @Test
    void whateverIsMissingTheDefaultsAreAskedForOnceAndOneWarningIsGiven() {
        AtomicInteger asked = new AtomicInteger();
        List<Map.Entry<String, byte[]>> headers = message(REDIS);
        headers.removeIf(header -> !List.of("type", "event_data").contains(header.getKey()));

        List<String> warnings = warnings(() -> assertThat(REDIS.read(headers, type -> {
                    asked.incrementAndGet();
                    return DEFAULTS;
                }))
                .isEqualTo(new EventMetadata(
                        DEFAULTS.type(),
                        DEFAULTS.id(),
                        0,
                        DEFAULTS.source(),
                        DEFAULTS.sourceHost(),
                        DEFAULTS.time(),
                        DEFAULTS.sourceLib())));

        assertThat(asked).hasValue(1);
        assertThat(warnings)
                .containsExactly("An event " + TYPE + " came without the headers"
                        + " [id, minorversion, source, sourcehost, time, sourcelib]; defaults are used");
        assertThat(warnings(() -> REDIS.read(message(REDIS), EventHeadersTests::none)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderWithoutAValueIsRefused(EventHeaders dialect, String name) {
        List<Map.Entry<String, byte[]>> headers = message(dialect);
        headers.removeIf(header -> header.getKey().equals(name));
        headers.add(new SimpleEntry<>(name, null));

        refused(dialect, headers, "Cannot read the event's headers at %s: it has no value".formatted(name));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void whatIsNoUtf8IsRefused(EventHeaders dialect, String name) {
        refused(
                dialect,
                with(message(dialect), name, new byte[] {'a', (byte) 0xff}),
                "Cannot read the event's headers at %s: a text is no UTF-8".formatted(name));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void anEmptyHeaderIsMissingOnRedisAndWrongOnKafkaUnlessItIsAText(EventHeaders dialect, String name) {
        List<Map.Entry<String, byte[]>> headers = with(message(dialect), name, new byte[0]);

        switch (name) {
            case "id" ->
                assertThat(dialect.read(headers, type -> DEFAULTS).id()).isEqualTo(DEFAULTS.id());
            case "time" ->
                assertThat(dialect.read(headers, type -> DEFAULTS).time()).isEqualTo(DEFAULTS.time());
            case "minorversion" ->
                assertThat(dialect.read(headers, EventHeadersTests::none).minorVersion())
                        .isZero();
            case "source", "ce_source" ->
                assertThat(dialect.read(headers, EventHeadersTests::none).source())
                        .isEmpty();
            case "sourcehost" ->
                assertThat(dialect.read(headers, EventHeadersTests::none).sourceHost())
                        .isEmpty();
            case "sourcelib" ->
                assertThat(dialect.read(headers, EventHeadersTests::none).sourceLib())
                        .isEmpty();
            default -> refused(dialect, headers, "Cannot read the event's headers at " + name + ": ");
        }
    }

    @Test
    void headersOfOthersAreIgnored() {
        List<Map.Entry<String, byte[]>> headers = message(KAFKA);
        headers.add(Map.entry("traceparent", bytes("a")));
        headers.add(Map.entry("traceparent", bytes("b")));
        headers.add(new SimpleEntry<>("other", null));
        headers.add(Map.entry("event_data", bytes("c")));
        headers.add(Map.entry("event_data", bytes("c")));

        assertThat(KAFKA.read(headers, EventHeadersTests::none)).isEqualTo(METADATA);
        assertThat(KAFKA.type(headers)).isEqualTo(TYPE);
    }

    @Test
    @DisplayName("RED-1: an entry without the event itself is no event")
    void aRedisEntryWithoutTheEventIsRefused() {
        refused(
                REDIS,
                REDIS.write(METADATA).entrySet(),
                "Cannot read the event's headers at event_data: it is missing");
        assertThat(REDIS.read(with(message(REDIS), "event_data", new byte[0]), EventHeadersTests::none))
                .isEqualTo(METADATA);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void theTypeIsReadWithoutTheRest(EventHeaders dialect, String name) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        if (!name.endsWith("type")) {
            headers.add(Map.entry(name, new byte[] {(byte) 0xff}));
            headers.add(Map.entry(name, new byte[] {(byte) 0xff}));
        }
        String type = dialect == KAFKA ? "ce_type" : "type";
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> dialect.type(headers))
                .withMessage("Cannot read the event's headers at %s: it is missing", type);

        headers.add(Map.entry(type, bytes("any type")));
        assertThat(dialect.type(headers)).isEqualTo("any type");

        headers.add(Map.entry(type, bytes("any type")));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> dialect.type(headers))
                .withMessage("Cannot read the event's headers at %s: it is there more than once", type);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> dialect.type(List.of(Map.entry(type, new byte[] {(byte) 0xc3}))))
                .withMessage("Cannot read the event's headers at %s: a text is no UTF-8", type);
    }

    @Test
    void whatWasWrittenBelongsToTheCaller() {
        for (EventHeaders dialect : List.of(KAFKA, REDIS)) {
            Map<String, byte[]> headers = dialect.write(METADATA);
            headers.values().forEach(value -> value[0] = '!');
            headers.clear();
            assertThat(dialect.read(message(dialect), EventHeadersTests::none)).isEqualTo(METADATA);
        }
        assertThat(KAFKA.write(METADATA).get("content-type")).asString().isEqualTo("application/avro");
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        for (EventHeaders dialect : List.of(KAFKA, REDIS)) {
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> dialect.write(copy(METADATA.id(), "a\ud800", "h", 0)))
                    .withMessageStartingWith("Cannot write the headers of " + TYPE + " at ")
                    .withMessageEndingWith("source: a text has half of a surrogate pair at 1");
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> dialect.write(new EventMetadata(
                            METADATA.type(), METADATA.id(), 0, "", "", Instant.MIN.plusSeconds(1), List.of())))
                    .withMessageStartingWith("Cannot write the headers of " + TYPE + " at ")
                    .satisfies(ex -> assertThat(ex.path()).endsWith("time"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 5_000, 1_000_000})
    void numbersOfThousandsOfDigitsAreRefused(int digits) {
        String number = "9".repeat(digits);
        for (String version : List.of(number, "1_".repeat(digits) + "1", "-" + number)) {
            for (EventHeaders dialect : List.of(KAFKA, REDIS)) {
                String prefix = dialect == KAFKA ? "ce_" : "";
                refused(
                        dialect,
                        with(message(dialect), prefix + "minorversion", bytes(version)),
                        "no number of 32 bits");
                refused(dialect, with(message(dialect), "sourcelib", bytes("1." + version)), "no number of 32 bits");
            }
        }
        assertThat(PythonText.parseInt("0".repeat(digits) + "7")).isEqualTo(7);
        assertThat(EventHeaders.parseVersion("1" + ".0".repeat(digits))).hasSize(digits + 1);
    }

    @ParameterizedTest
    @CsvSource({"., ''", ".1, ''", "1., ''", "1..2, ''", "1.2.x, x", "v1.2, v1", "1.2-3, 2-3"})
    void theVersionOfALibraryIsMadeOfNumbersWithDotsBetween(String version, String wrong) {
        for (EventHeaders dialect : List.of(KAFKA, REDIS)) {
            refused(
                    dialect,
                    with(message(dialect), "sourcelib", bytes(version)),
                    "Cannot read the event's headers at sourcelib: \"%s\" is no number of 32 bits".formatted(wrong));
        }
        assertThat(KAFKA.read(with(message(KAFKA), "sourcelib", bytes("7")), EventHeadersTests::none)
                        .sourceLib())
                .containsExactly(7);
    }

    @Test
    void whatAReaderSaidIsTheCause() {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> KAFKA.read(with(message(KAFKA), "ce_id", bytes("x")), type -> DEFAULTS))
                .withMessage("Cannot read the event's headers at ce_id: \"x\" is no UUID")
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() ->
                        KAFKA.read(with(message(KAFKA), "ce_source", new byte[] {(byte) 0xff}), type -> DEFAULTS))
                .withMessage("Cannot read the event's headers at ce_source: a text is no UTF-8")
                .withCauseInstanceOf(CharacterCodingException.class);
    }

    @Property
    void allMetadataIsReadBack(@ForAll("metadata") EventMetadata metadata) {
        for (EventHeaders dialect : List.of(KAFKA, REDIS)) {
            Map<String, byte[]> headers = dialect.write(metadata);
            headers.put("event_data", new byte[1]);
            assertThat(dialect.read(headers.entrySet(), EventHeadersTests::none))
                    .isEqualTo(metadata);
            assertThat(dialect.type(headers.entrySet())).isEqualTo(TYPE);
        }
    }

    @Property
    void anyValueOfAnyHeaderIsReadOrRefused(@ForAll("part") int part, @ForAll("values") byte[] value) {
        for (EventHeaders dialect : List.of(KAFKA, REDIS)) {
            String name = names(dialect).toList().get(part);
            try {
                assertThat(dialect.read(with(message(dialect), name, value), type -> DEFAULTS))
                        .isNotNull();
            } catch (WireFormatException ex) {
                assertThat(ex.path()).isEqualTo(name);
            }
        }
    }

    @Property
    void numbersAreThoseOfPython(@ForAll("numbers") String text) {
        String stripped = text.strip();
        Integer expected = null;
        if (Pattern.matches("[+-]?[0-9](_?[0-9])*", stripped)) {
            long number = Long.parseLong(stripped.replace("_", ""));
            expected = (int) number == number ? (int) number : null;
        }
        Integer actual = null;
        try {
            actual = PythonText.parseInt(text);
        } catch (IllegalArgumentException ex) {
            assertThat(ex).hasMessageContaining("is no number of 32 bits");
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Property
    void uuidsAreThoseOfPython(@ForAll("uuids") String text) {
        String digits = text.replace("urn:", "")
                .replace("uuid:", "")
                .replaceAll("^[{}]+|[{}]+$", "")
                .replace("-", "");
        UUID expected = digits.matches("[0-9a-fA-F]{32}")
                ? UUID.fromString(digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                : null;
        UUID actual = null;
        try {
            actual = PythonText.parseUuid(text);
        } catch (IllegalArgumentException ex) {
            assertThat(ex).hasMessageContaining("is no UUID");
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void numbersMayHaveTheSpacesAndDigitsOfAllScripts() {
        assertThat(PythonText.parseInt("\u00a0\u0085\u2003\u0661\u0662\t\n")).isEqualTo(12);
        assertThat(PythonText.parseInt("-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(PythonText.parseInt("+2147483647")).isEqualTo(Integer.MAX_VALUE);
    }

    @Provide
    static Arbitrary<EventMetadata> metadata() {
        Arbitrary<String> texts =
                Arbitraries.strings().withChars("a/\u00e9\u5bf8\ufffd\n").ofMaxLength(9);
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        texts,
                        texts,
                        Arbitraries.longs().between(-62135596800_000000L, 253402300799_999999L),
                        Arbitraries.integers().list().ofMaxSize(4))
                .as((high, low, minor, source, host, micros, lib) -> new EventMetadata(
                        HookType.of(TYPE),
                        new UUID(high, low),
                        minor,
                        source,
                        host,
                        Instant.EPOCH.plusSeconds(micros / 1_000_000).plusNanos(micros % 1_000_000 * 1000),
                        lib));
    }

    @Provide
    static Arbitrary<Integer> part() {
        return Arbitraries.integers().between(0, 6);
    }

    @Provide
    static Arbitrary<byte[]> values() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("0123456789abcdefvT.:-+_ \ud83d\ude00")
                .ofMaxLength(40);
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40), texts.map(EventHeadersTests::bytes));
    }

    @Provide
    static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("01289_+- x").ofMaxLength(12),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.longs().between(-2147483650L, 2147483650L).map(String::valueOf));
    }

    @Provide
    static Arbitrary<String> uuids() {
        Arbitrary<String> usual = Arbitraries.create(UUID::randomUUID).map(UUID::toString);
        Arbitrary<String> damaged = Combinators.combine(
                        usual,
                        Arbitraries.integers().between(0, 35),
                        Arbitraries.of("", "-", "{", "}", "g", "A", "urn:", "uuid:", "\u0661"))
                .as((text, at, with) -> text.substring(0, at) + with + text.substring(at + 1));
        Arbitrary<String> wrapped = Combinators.combine(
                        damaged, Arbitraries.of("", "{", "{{", "urn:uuid:"), Arbitraries.of("", "}", "}}"))
                .as((text, before, after) -> before + text + after);
        return Arbitraries.oneOf(usual, usual.map(text -> text.replace("-", "")), damaged, wrapped);
    }

    private static EventMetadata copy(UUID id, String source, String sourceHost, int minorVersion) {
        return new EventMetadata(
                METADATA.type(), id, minorVersion, source, sourceHost, METADATA.time(), METADATA.sourceLib());
    }

    private static List<Map.Entry<String, byte[]>> message(EventHeaders dialect) {
        Map<String, byte[]> headers = dialect.write(METADATA);
        if (dialect == REDIS) {
            headers.put(EventHeaders.REDIS_EVENT_DATA, new byte[] {1});
        }
        return new ArrayList<>(headers.entrySet());
    }

    private static List<Map.Entry<String, byte[]>> with(
            List<Map.Entry<String, byte[]>> headers, String name, byte[] value) {
        headers.removeIf(header -> header.getKey().equals(name));
        headers.add(Map.entry(name, value));
        return headers;
    }

    private static void refused(EventHeaders dialect, Iterable<Map.Entry<String, byte[]>> headers, String message) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> dialect.read(headers, type -> DEFAULTS))
                .withMessageContaining(message)
                .satisfies(ex -> assertThat(ex.offset()).isEqualTo(-1));
    }

    private static List<String> warnings(Runnable action) {
        Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(EventHeaders.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            action.run();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).allSatisfy(line -> assertThat(line.getLevel()).isEqualTo(Level.WARN));
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
