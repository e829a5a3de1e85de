/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryLocator;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class EventCodecTests {

    private static final String TYPE = "com.example.billing.invoice.paid.v1";

    private static final EventCodec<InvoicePaid> CODEC = EventCodecs.standard().of(InvoicePaid.class);

    private static final Invoice INVOICE = new Invoice(
            true, 1, 2L, 3.5, "a", new Blob(new byte[] {1, 2}), List.of(List.of("x")), Map.of(), null, null, null);

    /** They keep what they make, so each test has its own. */
    private final EventCodecs codecs =
            EventCodecs.standard().with(Locale.class, Locale::toLanguageTag, Locale::forLanguageTag);

    @Test
    void anEventHasTheBytesOfPython() {
        StudentRegistrationCompleted event =
                new StudentRegistrationCompleted(new UserData(7, true, new UserPersonalData("bob", "b@x.org", "Bob")));
        EventCodec<StudentRegistrationCompleted> codec = EventCodecs.standard().of(StudentRegistrationCompleted.class);

        assertThat(HexFormat.of().formatHex(codec.encode(event))).isEqualTo("0e0106626f620e6240782e6f726706426f62");
        assertThat(EventCodecs.standard().of(StudentRegistrationCompleted.class))
                .isSameAs(codec);
    }

    @Test
    void everySupportedTypeIsReadBack() {
        Invoice full = new Invoice(
                false,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                -0.0,
                "",
                new Blob(new byte[0]),
                List.of(List.of(), List.of("\ud83d\ude00", "\ufffd")),
                Map.of("b", List.of(new Line(1, null)), "", List.of()),
                0,
                OffsetDateTime.parse("2024-01-02T03:04:05.000006+05:30"),
                new Line(0, ""));

        EventCodec<InvoicePaid> own = codecs.of(InvoicePaid.class);
        assertThat(own.decode(own.encode(new InvoicePaid(full)))).isEqualTo(new InvoicePaid(full));
        assertThat(own.encode(new InvoicePaid(full))).isEqualTo(CODEC.encode(new InvoicePaid(full)));
        assertThat(CODEC.decode(CODEC.encode(new InvoicePaid(full)))).isEqualTo(new InvoicePaid(full));
        assertThat(CODEC.decode(CODEC.encode(new InvoicePaid(INVOICE)))).isEqualTo(new InvoicePaid(INVOICE));
        assertThat(Reference.JSON.readValue(
                        Reference.JSON.writeValueAsString(new InvoicePaid(full)), InvoicePaid.class))
                .isEqualTo(new InvoicePaid(full));
    }

    @Test
    void collectionsThatWereReadCannotBeChanged() {
        Invoice read = CODEC.decode(CODEC.encode(new InvoicePaid(INVOICE))).invoice();

        assertThat(read.notes()).isUnmodifiable();
        assertThat(read.notes().get(0)).isUnmodifiable();
        assertThat(read.lines()).isUnmodifiable();
    }

    @Test
    void aPartOfAnArrayCanBeRead() {
        byte[] body = CODEC.encode(new InvoicePaid(INVOICE));
        byte[] framed = new byte[body.length + 7];
        System.arraycopy(body, 0, framed, 5, body.length);

        assertThat(CODEC.decode(framed, 5, body.length)).isEqualTo(new InvoicePaid(INVOICE));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> CODEC.decode(framed, 8, body.length));
    }

    @Test
    void bytesThatAreLeftOverAreRefused() {
        byte[] body = CODEC.encode(new InvoicePaid(INVOICE));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(Arrays.copyOf(body, body.length + 2)))
                .withMessage("Cannot read %s, byte %d: 2 bytes are left over", TYPE, body.length)
                .satisfies(ex -> assertThat(ex.path()).isEmpty())
                .satisfies(ex -> assertThat(ex.offset()).isEqualTo(body.length));
    }

    @Test
    @SuppressWarnings("NullAway") // what a broker gives for a record without a value
    void whereThereAreNoBytesThereIsNoEvent() {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(null))
                .withMessage("Cannot read %s: there are no bytes", TYPE);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(new byte[0]))
                .withMessageStartingWith("Cannot read %s at invoice", TYPE);
    }

    @Test
    @DisplayName("PAY-7: events are small")
    void anEventOfMoreThan64KilobytesIsToldOfOnce() {
        Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(EventCodec.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            EventCodec<TextPaid> codec = EventCodecs.standard()
                    .with(Currency.class, Currency::toString, Currency::getInstance)
                    .of(TextPaid.class);
            String fits = "x".repeat(64 * 1024 - 3);
            assertThat(codec.encode(new TextPaid(fits))).hasSize(64 * 1024);
            assertThat(log.list).isEmpty();
            assertThat(codec.encode(new TextPaid(fits + "x"))).hasSize(64 * 1024 + 1);
            assertThat(codec.encode(new TextPaid(fits + "xx"))).hasSize(64 * 1024 + 2);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("An event com.example.billing.text.paid.v1 has 65537 bytes; events should be small,"
                        + " at most 65536 (PAY-7). This is said once");
    }

    @Test
    void aSchemaHasAShortName() {
        assertThat(EventCodec.fingerprint("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(EventCodec.fingerprint(CODEC.schemaText()))
                .isNotEqualTo(EventCodec.fingerprint(CODEC.schemaText() + " "));
    }

    @Test
    void aTimeOfANegativeLengthIsRefused() {
        EventCodec<DuePaid> codec = codecs.of(DuePaid.class);
        byte[] body = codec.encode(new DuePaid(OffsetDateTime.parse("2024-01-02T03:04:05Z")));
        assertThat(body).hasSize(26);
        assertThat(body[0]).isEqualTo((byte) 50);
        byte[] longer = {(byte) 0xb2, 0};
        byte[] overlong = Arrays.copyOf(longer, 27);
        System.arraycopy(body, 1, overlong, 2, 25);
        assertThat(codec.decode(overlong)).isEqualTo(codec.decode(body));

        body[0] = 51;
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(body))
                .withMessageContaining("at due, byte 0: a text says that it has -26 bytes, 25 are left");
    }

    @Test
    void textsThatAreSkippedTakeTheirLengthAndTheirBytes() {
        Schema other = new Schema.Parser()
                .parse(
                        CODEC.schemaText()
                                .replace(
                                        "{\"name\": \"is_open\", \"type\": \"boolean\"}",
                                        "{\"name\": \"new\", \"type\": \"string\"}, {\"name\": \"is_open\", \"type\": \"boolean\"}"));
        byte[] body = CODEC.encode(new InvoicePaid(INVOICE));
        byte[] longer = new byte[body.length + 3];
        System.arraycopy(body, 0, longer, 3, body.length);
        longer[0] = 4;

        assertThat(CODEC.readingFrom(other).decode(longer)).isEqualTo(new InvoicePaid(INVOICE));
    }

    @Test
    void whatIsNoExceptionButAnErrorIsNotCaught() {
        EventCodec<ErrorPaid> codec = codecs.of(ErrorPaid.class);
        EventCodec<ErrorPaid> slow = EventCodec.of(codec.definition(), codec.shape(), false);

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> codec.decode(new byte[] {0}));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> slow.decode(new byte[] {0}));
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> Reference.JSON.readValue("{\"paid\":0}", ErrorPaid.class));
    }

    @Test
    void whatARecordRefusesIsRefused() {
        byte[] body = CODEC.encode(new InvoicePaid(INVOICE));
        body[1] = 3;

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(body))
                .withMessageContaining("at invoice, byte ")
                .withMessageContaining("Invoice refuses its components: java.lang.IllegalArgumentException: number -2");
    }

    @Test
    void anIntMustBeOne() {
        byte[] body = {0, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10, 0};

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.decode(body))
                .withMessage("Cannot read %s at invoice.number, byte 1: 2147483648 is no int", TYPE);
    }

    @Test
    void placesInCollectionsAreNamed() {
        Invoice badText = INVOICE.withNotes(List.of(List.of(), List.of("a", "\udc00")));
        Invoice badNull = INVOICE.withNotes(Arrays.asList(List.of(), null));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.encode(new InvoicePaid(badText)))
                .withMessage("Cannot write %s at invoice.notes[1][1]: a text has half of a surrogate pair at 0", TYPE);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.encode(new InvoicePaid(badNull)))
                .withMessageContaining("at invoice.notes[1]: it is null")
                .satisfies(ex -> assertThat(ex.offset()).isEqualTo(-1));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.encode(new InvoicePaid(INVOICE.withLines(Collections.singletonMap("a", null)))))
                .withMessageContaining("at invoice.lines[0]: it is null");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() ->
                        CODEC.encode(new InvoicePaid(INVOICE.withLines(Collections.singletonMap(null, List.of())))))
                .withMessageContaining("at invoice.lines: it is null");
    }

    @Test
    void yearsThatPythonHasNotAreRefused() {
        Invoice late = INVOICE.withPaid(OffsetDateTime.parse("+10000-01-01T00:00:00Z"));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.encode(new InvoicePaid(late)))
                .withMessageContaining("at invoice.paid: Python has no year 10000");
    }

    @Test
    void nullIsNoEvent() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> CODEC.encode(nullValue()))
                .withMessage("event");
    }

    @Test
    void furtherTypesTravelAsText() {
        EventCodecs codecs =
                EventCodecs.standard().with(Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        EventCodec<PricePaid> codec = codecs.of(PricePaid.class);
        PricePaid event = new PricePaid(Currency.getInstance("EUR"));

        assertThat(HexFormat.of().formatHex(codec.encode(event))).isEqualTo("06455552");
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
        assertThat(codec.schemaText()).contains("{\"name\": \"price\", \"type\": \"string\"}");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(new byte[] {2, 'x'}))
                .withMessageContaining("at price, byte 0: ");
        assertThatExceptionOfType(UnsupportedTypeException.class)
                .isThrownBy(() -> EventCodecs.standard().of(PricePaid.class));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RawListPaid.class,
                RawMapPaid.class,
                IntMapPaid.class,
                StreamPaid.class,
                ObjectPaid.class,
                DecimalPaid.class,
                SetPaid.class,
                KeysPaid.class,
                UuidsPaid.class,
                OptionalPaid.class,
                RecursivePaid.class,
                TwinsPaid.class,
                NullLongPaid.class,
                EmptiesPaid.class,
                GenericPaid.class
            })
    void whatHasNoAvroFormIsExplained(Class<? extends OpenEdxEvent> event) {
        assertThatExceptionOfType(UnsupportedTypeException.class)
                .isThrownBy(() -> EventCodecs.standard().of(event))
                .withMessageContaining("paid has no Avro form: ")
                .withMessageContaining(
                        "Supported are boolean, int, long, double, String, byte[], ByteBuffer, records, List<T>")
                .withMessageContaining("(CCXLocator, CourseKey, ")
                .withMessageContaining("EventCodecs.with(");
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void whyAComponentHasNoAvroFormIsTold(Class<? extends OpenEdxEvent> event, String place, String why) {
        assertThatExceptionOfType(UnsupportedTypeException.class)
                .isThrownBy(() -> EventCodecs.standard().of(event))
                .withMessage(place + " has no Avro form: " + why + ". Supported are boolean, int, long, double, String,"
                        + " byte[], ByteBuffer, records, List<T> and Map<String, T> of these, the types that travel as"
                        + " text (CCXLocator, CourseKey, LibraryCollectionLocator, LibraryContainerLocator,"
                        + " LibraryLocatorV2, LibraryUsageLocatorV2, OffsetDateTime, UUID, UsageKey), and @Nullable for"
                        + " what may be absent. Further types travel as text after"
                        + " EventCodecs.with(type, toText, fromText)");
    }

    static Stream<Arguments> reasons() {
        String line = Line.class.getName();
        return Stream.of(
                arguments(RawListPaid.class, place(RawListPaid.class), "java.util.List must say of what it is"),
                arguments(RawMapPaid.class, place(RawMapPaid.class), "java.util.Map must say of what it is"),
                arguments(
                        IntMapPaid.class,
                        place(IntMapPaid.class),
                        "the keys of a map must be String, not java.lang.Integer"),
                arguments(StreamPaid.class, place(StreamPaid.class), "java.io.InputStream is not supported"),
                arguments(
                        KeysPaid.class,
                        place(KeysPaid.class),
                        CourseKey.class.getName() + " may not stand in a list or map, as in Python; use String"),
                arguments(
                        UuidsPaid.class,
                        place(UuidsPaid.class),
                        "java.util.UUID may not stand in a list or map, as in Python; use String"),
                arguments(RecursivePaid.class, place(Node.class), "Node would contain itself"),
                arguments(TwinsPaid.class, place(Twins.class), "another record of this event is called Line, too"),
                arguments(
                        RootPaid.class,
                        place(RootPaid.class),
                        "another record of this event is called CloudEvent, too"),
                arguments(NullLongPaid.class, place(NullLong.class), "a long cannot be null, use its class"),
                arguments(EmptiesPaid.class, place(EmptiesPaid.class), Empty.class.getName() + " has no components"),
                arguments(EmptyMapPaid.class, place(EmptyMapPaid.class), Empty.class.getName() + " has no components"),
                arguments(
                        GenericPaid.class,
                        place(GenericPaid.class),
                        line.replace("$Line", "$Box") + "<java.lang.String> is not supported"),
                arguments(
                        RawGenericPaid.class,
                        place(RawGenericPaid.class),
                        line.replace("$Line", "$Box") + " is not supported"),
                arguments(
                        OtherKeyPaid.class,
                        place(OtherKeyPaid.class),
                        LibraryLocator.class.getName() + " is not supported"));
    }

    private static String place(Class<?> owner) {
        return owner.getName() + ".paid";
    }

    @Test
    @DisplayName("AVR-9: what is at the top is always there, whatever is said of it")
    void atTheTopNothingMayBeAbsent() {
        EventCodec<MaybePaid> codec = codecs.of(MaybePaid.class);

        assertThat(codec.schemaText()).contains("\"fields\": [{\"name\": \"paid\", \"type\": \"string\"}]");
        assertThat(codec.encode(new MaybePaid("a"))).containsExactly(2, 'a');
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.encode(new MaybePaid(null)))
                .withMessage("Cannot write com.example.billing.maybe.paid.v1 at paid: it is null, which only components"
                        + " with @Nullable may be (AVR-11)");
    }

    @Test
    void anEmptyTextIsNoneOfWhatTravelsAsText() {
        EventCodec<TextsPaid> codec = codecs.of(TextsPaid.class);
        byte[] body = {2, 0, 2, 0};

        assertThat(codec.decode(body)).isEqualTo(new TextsPaid(new Texts(null, null)));
        assertThat(EventCodec.of(codec.definition(), codec.shape(), false).decode(body))
                .isEqualTo(new TextsPaid(new Texts(null, null)));
        assertThat(codec.encode(new TextsPaid(new Texts(null, null)))).containsExactly(0, 0);
    }

    @Test
    void aListMayComeInAnyNumberOfBlocks() {
        EventCodec<ListPaid> codec = codecs.of(ListPaid.class);
        for (EventCodec<ListPaid> reading : List.of(codec, EventCodec.of(codec.definition(), codec.shape(), false))) {
            assertThat(reading.decode(HexFormat.of().parseHex("0202" + "0204" + "0606080a" + "03040c0e" + "00"))
                            .paid())
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(reading.decode(new byte[] {0}).paid()).isEmpty();
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> reading.decode(HexFormat.of().parseHex("02020402")))
                    .withMessageEndingWith("at paid, byte 2: a block says that it has 2 elements of at least 1 bytes,"
                            + " 1 bytes are left");
        }
    }

    @Test
    void aMapMayComeInAnyNumberOfBlocks() {
        EventCodec<MapPaid> codec = codecs.of(MapPaid.class);
        for (EventCodec<MapPaid> reading : List.of(codec, EventCodec.of(codec.definition(), codec.shape(), false))) {
            assertThat(reading.decode(HexFormat.of().parseHex("02026202" + "04026104026306" + "00"))
                            .paid())
                    .containsExactly(Map.entry("b", 1L), Map.entry("a", 2L), Map.entry("c", 3L));
            assertThat(reading.decode(new byte[] {0}).paid()).isEmpty();
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> reading.decode(HexFormat.of().parseHex("0202620204026104" + "02ff")))
                    .withMessageContaining("at paid[2], byte ");
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> reading.decode(HexFormat.of().parseHex("0202")))
                    .withMessageEndingWith("at paid, byte 0: a block says that it has 1 elements of at least 2 bytes,"
                            + " 1 bytes are left");
        }
    }

    /** A codec begins with a buffer for the last event, so that each of these is one byte too long. */
    @Test
    void everyValueFitsWhereTheBufferEnds() {
        OffsetDateTime time = OffsetDateTime.parse("2024-01-02T03:04:05.000006+05:30");
        for (int length = 0; length < 70; length++) {
            String text = "x".repeat(length);
            assertFits(FlagPaid.class, new FlagPaid(text, true));
            assertFits(RatioPaid.class, new RatioPaid(text, 1.5));
            assertFits(CountPaid.class, new CountPaid(text, -1000));
            assertFits(TimePaid.class, new TimePaid(text, time));
            assertFits(NamePaid.class, new NamePaid(text, "\u00e9"));
            assertFits(TextPaid.class, new TextPaid(text));
        }
    }

    private <E extends OpenEdxEvent> void assertFits(Class<E> type, E event) {
        EventCodec<E> codec = codecs.of(type);
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void textsAreAsciiUpToItsLastCharacter() {
        EventCodec<TextPaid> codec = codecs.of(TextPaid.class);

        assertThat(codec.encode(new TextPaid("\u007f"))).containsExactly(2, 0x7f);
        assertThat(codec.encode(new TextPaid("\u0080"))).containsExactly(4, 0xc2, 0x80);
    }

    @Test
    void collectionsHaveElementsOfEveryType() {
        EventCodec<ElementsPaid> codec = codecs.of(ElementsPaid.class);
        ElementsPaid event = new ElementsPaid(
                List.of(true, false),
                List.of(1, -1),
                List.of(1.5, -0.0),
                List.of(ByteBuffer.wrap(new byte[] {1, 2})),
                List.of(new Blob(new byte[] {3})),
                Map.of("a", 2.5),
                Map.of("b", List.of(ByteBuffer.wrap(new byte[] {4}))),
                Map.of("c", Map.of("d", new Blob(new byte[] {5}))),
                new Empty());
        byte[] body = codec.encode(event);
        EventCodec<ElementsPaid> slow = EventCodec.of(codec.definition(), codec.shape(), false);

        assertThat(codec.decode(body)).isEqualTo(event);
        assertThat(slow.decode(body)).isEqualTo(event);
        assertThat(slow.encode(event)).isEqualTo(body);
        assertThat(codec.decode(new byte[] {0, 0, 0, 0, 0, 0, 0, 0}).list()).isEmpty();
        EventCodec<BytesPaid> bytes = codecs.of(BytesPaid.class);
        assertThat(bytes.decode(bytes.encode(new BytesPaid(List.of(new byte[] {6, 7}))))
                        .paid()
                        .get(0))
                .containsExactly(6, 7);
    }

    @Test
    void theLeastSizeOfAnElementIsThatOfAllItsParts() {
        EventCodec<PartsPaid> codec = codecs.of(PartsPaid.class);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(new byte[] {4, 0, 0, 0}))
                .withMessageEndingWith(
                        "at paid, byte 0: a block says that it has 2 elements of at least 12 bytes, 3 bytes are left");
    }

    @Test
    void anEventMayBePrivate() {
        EventCodec<SecretPaid> codec = codecs.of(SecretPaid.class);
        SecretPaid event = new SecretPaid(new Secret(7));

        for (EventCodec<SecretPaid> each : List.of(codec, EventCodec.of(codec.definition(), codec.shape(), false))) {
            assertThat(each.encode(event)).containsExactly(14);
            assertThat(each.decode(new byte[] {14})).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "}{", "{{{", "urn:", "-", "00000000-0000-0001-0000-00000000000"})
    void whatIsNoUuidIsQuoted(String text) {
        EventCodec<IdPaid> codec = codecs.of(IdPaid.class);
        byte[] body = codecs.of(TextPaid.class).encode(new TextPaid(text));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(body))
                .withMessage("Cannot read com.example.billing.id.paid.v1 at id, byte 0: \"%s\" is no UUID", text);
    }

    /** Reading fails twice: first fast, then slowly, to find out where. */
    @Test
    void aRecordThatRefusesOnlySometimesIsRefused() {
        EventCodec<MoodPaid> codec = codecs.of(MoodPaid.class);
        MoodPaid.REFUSALS.set(1);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(new byte[] {2}))
                .withMessage("Cannot read com.example.billing.mood.paid.v1: not now")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(codec.decode(new byte[] {2}).paid()).isEqualTo(1);
    }

    /** Writing, too, is done again to find out where it fails. */
    @Test
    void whatIsRefusedOnlySometimesWhenItIsWrittenIsRefused() {
        AtomicInteger refusals = new AtomicInteger(1);
        EventCodec<PricePaid> codec = EventCodecs.standard()
                .with(
                        Currency.class,
                        price -> {
                            if (refusals.getAndDecrement() > 0) {
                                throw new IllegalStateException("not now");
                            }
                            return price.getCurrencyCode();
                        },
                        Currency::getInstance)
                .of(PricePaid.class);
        PricePaid event = new PricePaid(Currency.getInstance("EUR"));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.encode(event))
                .withMessage("Cannot write com.example.billing.price.paid.v1: not now")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(codec.encode(event)).containsExactly(6, 'E', 'U', 'R');
    }

    @Test
    @SuppressWarnings("NullAway") // what callers in other languages give
    void aFurtherTypeNeedsItsClassAndBothWays() {
        EventCodecs codecs = EventCodecs.standard();
        assertThatNullPointerException()
                .isThrownBy(() -> codecs.with(null, Currency::toString, Currency::getInstance))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> codecs.with(Currency.class, null, Currency::getInstance))
                .withMessage("toText");
        assertThatNullPointerException()
                .isThrownBy(() -> codecs.with(Currency.class, Currency::toString, null))
                .withMessage("fromText");
        assertThatNullPointerException().isThrownBy(() -> codecs.of(null)).withMessage("eventClass");
    }

    @Test
    void whoWritesATextMayRefuseItToo() {
        EventCodec<PricePaid> codec = EventCodecs.standard()
                .with(
                        Currency.class,
                        price -> {
                            throw new IllegalStateException("no text for " + price);
                        },
                        Currency::getInstance)
                .of(PricePaid.class);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.encode(new PricePaid(Currency.getInstance("EUR"))))
                .withMessage("Cannot write com.example.billing.price.paid.v1 at price: no text for EUR")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCauseIsKeptUnlessItSaysWhatCannotBePrintedOrHasNoEnd() {
        assertThat(refusal(causes(20))).hasCause(causes(20));
        assertThat(refusal(causes(21))).hasNoCause();
        assertThat(refusal(new IllegalStateException("a", new IOException("b\u202e"))))
                .hasNoCause()
                .hasMessage("Cannot read com.example.billing.price.paid.v1 at price, byte 0: a");
        assertThat(refusal(new IllegalStateException()))
                .hasMessageEndingWith(": null")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private static IllegalStateException causes(int depth) {
        IllegalStateException outermost = new IllegalStateException("1");
        for (int i = 2; i <= depth; i++) {
            outermost = new IllegalStateException(String.valueOf(i), outermost);
        }
        return outermost;
    }

    private static WireFormatException refusal(RuntimeException cause) {
        EventCodec<PricePaid> codec = EventCodecs.standard()
                .with(Currency.class, Currency::toString, text -> {
                    throw cause;
                })
                .of(PricePaid.class);
        return catchThrowableOfType(WireFormatException.class, () -> codec.decode(new byte[] {2, 'a'}));
    }

    @Test
    void keysMustBeThereAndSingle() {
        assertThat(CODEC.key("invoice.number").schemaText()).isEqualTo("{\"name\": \"number\", \"type\": \"long\"}");
        assertThat(CODEC.key("invoice.number").encode(new InvoicePaid(INVOICE))).containsExactly(2);
        assertThat(CODEC.key("invoice.text").encode(new InvoicePaid(INVOICE))).containsExactly(2, 'a');
        Map<String, String> wrong = Map.of(
                "invoice.paid", "\"paid\" may be null (KAF-8)",
                "invoice", "it does not lead to a single value (KAF-8)",
                "invoice.notes", "it does not lead to a single value (KAF-8)",
                "invoice.lines", "it does not lead to a single value (KAF-8)",
                "", "there is no \"\", only [invoice]",
                "invoice.",
                        "there is no \"\", only [is_open, number, amount, tax, text, blob, notes, lines, optional, paid, line]",
                "invoice.line.count", "\"line\" may be null (KAF-8)",
                "invoice.number.more", "there is no \"more\", only []",
                "invoice.notes.more", "there is no \"more\", only []");
        wrong.forEach((path, why) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.key(path))
                .withMessage("\"%s\" is no key of %s: %s".formatted(path, TYPE, why)));
    }

    @Test
    @SuppressWarnings("NullAway") // what callers in other languages give
    void aKeyThatIsNotThereCannotBeWritten() {
        EventKey<InvoicePaid> key = CODEC.key("invoice.text");
        assertThatNullPointerException().isThrownBy(() -> key.encode(null)).withMessage("event");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> key.encode(new InvoicePaid(null)))
                .withMessage(
                        "Cannot write the key of %s: it is null, which only components with @Nullable may be (AVR-11)",
                        InvoicePaid.class.getName());
        EventKey<TextPaid> text = codecs.of(TextPaid.class).key("text");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> text.encode(new TextPaid("a\udc00")))
                .withMessage(
                        "Cannot write the key of %s: a text has half of a surrogate pair at 1",
                        TextPaid.class.getName());
        assertThat(text.encode(new TextPaid("x".repeat(100)))).hasSize(102);
    }

    @Test
    void whatAnotherWriterAddedIsSkipped() {
        Schema other = resolvable(SchemaBuilder.record("Invoice")
                .namespace(TYPE)
                .fields()
                .requiredBoolean("is_open")
                .name("tree")
                .type()
                .record("Tree")
                .fields()
                .name("branch")
                .type()
                .unionOf()
                .nullType()
                .and()
                .type("Tree")
                .endUnion()
                .noDefault()
                .endRecord()
                .noDefault()
                .requiredInt("number")
                .requiredInt("amount")
                .requiredFloat("tax")
                .requiredBytes("text")
                .name("blob")
                .type(SchemaBuilder.record("Blob")
                        .namespace(TYPE)
                        .fields()
                        .requiredString("bytes")
                        .endRecord())
                .noDefault()
                .name("kind")
                .type()
                .enumeration("Kind")
                .symbols("A", "B")
                .noDefault()
                .name("hash")
                .type()
                .fixed("Hash")
                .size(2)
                .noDefault()
                .name("notes")
                .type()
                .array()
                .items()
                .array()
                .items()
                .stringType()
                .noDefault()
                .name("lines")
                .type()
                .map()
                .values()
                .array()
                .items()
                .type(SchemaBuilder.record("Line")
                        .namespace(TYPE)
                        .fields()
                        .requiredLong("count")
                        .endRecord())
                .noDefault()
                .requiredLong("optional")
                .endRecord());
        byte[] bytes = HexFormat.of()
                .parseHex("01" + "020200" + "0a" + "0c" + "0000c03f" + "0261" + "0278" + "02" + "0909" + "00"
                        + "02026b02040000" + "10");
        EventCodec<InvoicePaid> codec = CODEC.readingFrom(other);

        Invoice read = codec.decode(bytes).invoice();
        assertThat(read.number()).isEqualTo(5);
        assertThat(read.amount()).isEqualTo(6);
        assertThat(read.tax()).isEqualTo(1.5);
        assertThat(read.text()).isEqualTo("a");
        assertThat(read.blob().bytes()).containsExactly('x');
        assertThat(read.lines()).isEqualTo(Map.of("k", List.of(new Line(2, null))));
        assertThat(read.optional()).isEqualTo(8);
        assertThat(read.paid()).isNull();

        byte[] deep = new byte[100_000];
        Arrays.fill(deep, 1, deep.length, (byte) 2);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(deep))
                .withMessageContaining("at invoice.tree")
                .withMessageContaining("records are nested more than 500 deep");
    }

    @Test
    void schemasThatCannotBeResolvedAreRefused() {
        Schema ours = CODEC.schema();
        assertThat(CODEC.readingFrom(ours)).isSameAs(CODEC);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(EventCodecs.standard()
                        .of(StudentRegistrationCompleted.class)
                        .schema()))
                .withMessageContaining("with the schema of something else");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(resolvable(
                        SchemaBuilder.record("Invoice").namespace(TYPE).fields().endRecord())))
                .withMessageContaining("at invoice.is_open: it is required");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(resolvable(SchemaBuilder.record("Invoice")
                        .namespace(TYPE)
                        .fields()
                        .requiredString("is_open")
                        .endRecord())))
                .withMessageContaining("at invoice.is_open: the bytes have string where this event has boolean");
    }

    @Test
    void whatAnotherWriterHasAsNullIsRefusedOnlyWhenItIsThere() {
        Schema other = new Schema.Parser()
                .parse(CODEC.schemaText()
                        .replace(
                                "{\"name\": \"is_open\", \"type\": \"boolean\"}",
                                "{\"name\": \"is_open\", \"type\": [\"null\", \"boolean\"]}"));
        byte[] body = CODEC.encode(new InvoicePaid(INVOICE));
        byte[] longer = new byte[body.length + 1];
        System.arraycopy(body, 0, longer, 1, body.length);
        longer[0] = 2;
        EventCodec<InvoicePaid> codec = CODEC.readingFrom(other);

        assertThat(codec.decode(longer)).isEqualTo(new InvoicePaid(INVOICE));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> codec.decode(new byte[] {0}))
                .withMessageContaining("at invoice.is_open, byte 1: the bytes have null where this event has boolean");
    }

    /** Bytes of an event's own schema need only this module. */
    @Test
    void avroMayBeAbsent() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> !entry.contains("/org/apache/avro/"))
                .map(EventCodecTests::url)
                .toArray(URL[]::new);
        try (URLClassLoader withoutAvro = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> withoutAvro.loadClass("org.apache.avro.Schema"));
            Class<?> probe = withoutAvro.loadClass(WithoutAvro.class.getName());
            assertThat(probe.getMethod("run").invoke(null)).isEqualTo("0e0106626f620e6240782e6f726706426f62");
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Schema resolvable(Schema invoice) {
        return SchemaBuilder.record("CloudEvent")
                .namespace(TYPE)
                .fields()
                .name("invoice")
                .type(invoice)
                .noDefault()
                .endRecord();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nullValue() {
        return (T) null;
    }

    /** Loaded where Avro is not. */
    public static final class WithoutAvro {

        private WithoutAvro() {}

        public static String run() {
            EventCodec<StudentRegistrationCompleted> codec =
                    EventCodecs.standard().of(StudentRegistrationCompleted.class);
            byte[] bytes = HexFormat.of().parseHex("0e0106626f620e6240782e6f726706426f62");
            return HexFormat.of().formatHex(codec.encode(codec.decode(bytes)));
        }
    }

    @EventHook(type = "com.example.billing.flag.paid.v1")
    record FlagPaid(String text, boolean flag) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.ratio.paid.v1")
    record RatioPaid(String text, double ratio) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.count.paid.v1")
    record CountPaid(String text, int count) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.time.paid.v1")
    record TimePaid(String text, OffsetDateTime time) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.name.paid.v1")
    record NamePaid(String text, String name) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.elements.paid.v1")
    record ElementsPaid(
            List<Boolean> flags,
            List<Integer> ints,
            List<Double> list,
            List<ByteBuffer> buffers,
            List<Blob> blobs,
            Map<String, Double> doubles,
            Map<String, List<ByteBuffer>> lists,
            Map<String, Map<String, Blob>> maps,
            Empty empty)
            implements OpenEdxEvent {}

    record Part(UUID id, @Nullable String text, List<Long> list, Map<String, Long> map, double ratio) {}

    @EventHook(type = "com.example.billing.parts.paid.v1")
    record PartsPaid(List<Part> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.bytes.paid.v1")
    record BytesPaid(List<byte[]> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.id.paid.v1")
    record IdPaid(UUID id) implements OpenEdxEvent {}

    private record Secret(long number) {}

    @EventHook(type = "com.example.billing.secret.paid.v1")
    private record SecretPaid(Secret secret) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.maybe.paid.v1")
    record MaybePaid(@Nullable String paid) implements OpenEdxEvent {}

    record Texts(@Nullable UUID id, @Nullable OffsetDateTime time) {}

    @EventHook(type = "com.example.billing.texts.paid.v1")
    record TextsPaid(Texts texts) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.list.paid.v1")
    record ListPaid(List<Long> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.map.paid.v1")
    record MapPaid(Map<String, Long> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.mood.paid.v1")
    record MoodPaid(long paid) implements OpenEdxEvent {

        private static final AtomicInteger REFUSALS = new AtomicInteger();

        MoodPaid {
            if (REFUSALS.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
        }
    }

    record CloudEvent(String name) {}

    @EventHook(type = "com.example.billing.root.paid.v1")
    record RootPaid(CloudEvent paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.empty_map.paid.v1")
    record EmptyMapPaid(Map<String, Empty> paid) implements OpenEdxEvent {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.billing.raw_generic.paid.v1")
    record RawGenericPaid(Box paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.other_key.paid.v1")
    record OtherKeyPaid(LibraryLocator paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.text.paid.v1")
    record TextPaid(String text) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.due.paid.v1")
    record DuePaid(OffsetDateTime due) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.error.paid.v1")
    record ErrorPaid(long paid) implements OpenEdxEvent {

        ErrorPaid {
            throw new OutOfMemoryError("not really");
        }
    }

    record Line(long count, @Nullable String text) {}

    /** Arrays have no equality. */
    @SuppressWarnings("ArrayRecordComponent")
    record Blob(byte[] bytes) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    record Invoice(
            boolean isOpen,
            int number,
            Long amount,
            double tax,
            String text,
            Blob blob,
            List<List<String>> notes,
            Map<String, List<Line>> lines,
            @Nullable Integer optional,
            @Nullable OffsetDateTime paid,
            @Nullable Line line) {

        Invoice {
            if (number == -2) {
                throw new IllegalArgumentException("number " + number);
            }
        }

        Invoice withNotes(List<List<String>> notes) {
            return new Invoice(isOpen, number, amount, tax, text, blob, notes, lines, optional, paid, line);
        }

        Invoice withLines(Map<String, List<Line>> lines) {
            return new Invoice(isOpen, number, amount, tax, text, blob, notes, lines, optional, paid, line);
        }

        Invoice withPaid(OffsetDateTime paid) {
            return new Invoice(isOpen, number, amount, tax, text, blob, notes, lines, optional, paid, line);
        }
    }

    @EventHook(type = TYPE)
    record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.price.paid.v1")
    record PricePaid(Currency price) implements OpenEdxEvent {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.billing.raw_list.paid.v1")
    record RawListPaid(List paid) implements OpenEdxEvent {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.billing.raw_map.paid.v1")
    record RawMapPaid(Map paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.int_map.paid.v1")
    record IntMapPaid(Map<Integer, String> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.stream.paid.v1")
    record StreamPaid(InputStream paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.object.paid.v1")
    record ObjectPaid(Object paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.decimal.paid.v1")
    record DecimalPaid(BigDecimal paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.set.paid.v1")
    record SetPaid(Set<Long> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.keys.paid.v1")
    record KeysPaid(List<CourseKey> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.uuids.paid.v1")
    record UuidsPaid(Map<String, UUID> paid) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.optional.paid.v1")
    record OptionalPaid(java.util.Optional<String> paid) implements OpenEdxEvent {}

    record Node(@Nullable Node paid) {}

    @EventHook(type = "com.example.billing.recursive.paid.v1")
    record RecursivePaid(Node node) implements OpenEdxEvent {}

    /** Called like another record. */
    static final class Other {

        private Other() {}

        record Line(String other) {}
    }

    record Twins(Line one, Other.Line paid) {}

    @EventHook(type = "com.example.billing.twins.paid.v1")
    record TwinsPaid(Twins twins) implements OpenEdxEvent {}

    @SuppressWarnings("NullablePrimitive")
    record NullLong(@Nullable long paid) {}

    @EventHook(type = "com.example.billing.null_long.paid.v1")
    record NullLongPaid(NullLong value) implements OpenEdxEvent {}

    record Empty() {}

    @EventHook(type = "com.example.billing.empties.paid.v1")
    record EmptiesPaid(List<Empty> paid) implements OpenEdxEvent {}

    record Box<T>(T value) {}

    @EventHook(type = "com.example.billing.generic.paid.v1")
    record GenericPaid(Box<String> paid) implements OpenEdxEvent {}

    /** Kept apart from the array, since buffers have equality. */
    @EventHook(type = "com.example.billing.buffer.paid.v1")
    record BufferPaid(ByteBuffer buffer) implements OpenEdxEvent {}

    @Test
    void buffersAreBytes() {
        EventCodec<BufferPaid> codec = codecs.of(BufferPaid.class);
        ByteBuffer buffer = ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8), 1, 2);

        assertThat(codec.encode(new BufferPaid(buffer))).containsExactly(4, 'b', 'c');
        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(codec.decode(codec.encode(new BufferPaid(buffer)))).isEqualTo(new BufferPaid(buffer));
        assertThat(codec.schemaText()).contains("{\"name\": \"buffer\", \"type\": \"bytes\"}");
    }

    @Test
    void recordsThatComeTwiceAreNamedTheSecondTime() {
        String schema = codecs.of(InvoicePaid.class).schemaText();
        List<String> parts = new ArrayList<>(List.of(schema.split("\"name\": \"Line\"", -1)));

        assertThat(parts).hasSize(2);
        assertThat(schema).contains("{\"default\": null, \"name\": \"line\", \"type\": [\"null\", \"Line\"]}");
    }
}
