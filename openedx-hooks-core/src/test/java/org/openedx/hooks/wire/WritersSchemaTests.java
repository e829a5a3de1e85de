/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** What was written with another schema is read by Avro's rules, whatever that schema is. */
class WritersSchemaTests {

    private static final String TYPE = "com.example.shop.order.placed.v1";

    private static final EventCodec<OrderPlaced> CODEC = EventCodecs.standard().of(OrderPlaced.class);

    private static final UUID ID = UUID.fromString("00000000-0000-0001-0000-000000000002");

    private static final OrderPlaced EVENT =
            new OrderPlaced(new Order(true, 7, 8, 1.5, "a", ID, List.of(1L), Map.of("k", 2L), new Line(3, null)));

    private static final String LINE = "{'type':'record','name':'Line','fields':[{'name':'count','type':'long'},"
            + "{'name':'text','type':['null','string']}]}";

    private static final String ARRAY = "{'type':'array','items':%s}";

    private static final String MAP = "{'type':'map','values':%s}";

    /** Has itself once, or not at all. */
    private static final String CHAIN =
            "{'type':'record','name':'Chain','fields':[{'name':'n','type':'int'},{'name':'next','type':['null','Chain']}]}";

    /** Has any number of itself, and nothing else. */
    private static final String TREE =
            "{'type':'record','name':'Tree','fields':[{'name':'children','type':{'type':'array','items':'Tree'}}]}";

    /** The fields of an order with their types, as the event's own schema has them. */
    private final Map<String, String> fields = new LinkedHashMap<>();

    /** The bytes of each. */
    private final Map<String, String> values = new LinkedHashMap<>();

    WritersSchemaTests() {
        field("open", "'boolean'", "01");
        field("number", "'long'", "0e");
        field("amount", "'long'", "10");
        field("tax", "'double'", "000000000000f83f");
        field("text", "'string'", "0261");
        field("id", "'string'", "48" + HexFormat.of().formatHex(ID.toString().getBytes(StandardCharsets.US_ASCII)));
        field("notes", ARRAY.formatted("'long'"), "020200");
        field("sums", MAP.formatted("'long'"), "02026b0400");
        field("line", "['null'," + LINE + "]", "020600");
    }

    private void field(String name, String type, String hex) {
        fields.put(name, type);
        values.put(name, hex);
    }

    @Test
    void theEventsOwnSchemaIsWhatTheOthersHereChange() {
        assertThat(CODEC.schema().getField("order").schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactlyElementsOf(fields.keySet());
        assertThat(CODEC.encode(EVENT)).isEqualTo(body());
        assertThat(read()).isEqualTo(EVENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'null' | \"\"",
                "'boolean' | 01",
                "'int' | 8001",
                "'long' | ffffffffffffffffff01",
                "{'type':'enum','name':'E','symbols':['A','B']} | 02",
                "'float' | 00000000",
                "'double' | 0000000000000000",
                "{'type':'fixed','name':'F','size':0} | \"\"",
                "{'type':'fixed','name':'F','size':3} | 000102",
                "'string' | 046162",
                "'bytes' | 04ffff",
                "['null','int'] | 00",
                "['null','int'] | 0204",
                "{'type':'array','items':'int'} | 00",
                "{'type':'array','items':'int'} | 04020200",
                "{'type':'array','items':'int'} | 020204020200",
                "{'type':'array','items':'int'} | 0304020200",
                "{'type':'array','items':'null'} | 0600",
                "{'type':'array','items':'null'} | 060200",
                "{'type':'array','items':'null'} | 050000",
                "{'type':'array','items':{'type':'fixed','name':'F','size':0}} | feffffff0f00",
                "{'type':'map','values':'long'} | 02026b0400",
                "{'type':'map','values':'long'} | 02026b0404026c06026d0800",
                "{'type':'map','values':'null'} | 04026b026c00",
                "{'type':'record','name':'R','fields':[]} | \"\"",
                "{'type':'record','name':'R','fields':[{'name':'a','type':'null'}]} | \"\"",
                "{'type':'record','name':'R','fields':[{'name':'a','type':'int'}]} | 02",
                "{'type':'record','name':'R','fields':[{'name':'a','type':'int'},{'name':'b','type':'string'}]} | 020261",
                "{'type':'array','items':{'type':'record','name':'R','fields':[]}} | 0600"
            })
    void whatOnlyTheWriterHasIsSkippedWhateverItIs(String type, String hex) {
        field("x", type, hex);
        field("last", "'string'", "046263");

        assertThat(read()).isEqualTo(EVENT);
        assertThat(CODEC.readingFrom(schema()).encode(EVENT)).isEqualTo(CODEC.encode(EVENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "number | 'int' | 0e",
                "amount | 'int' | 10",
                "tax | 'float' | 0000c03f",
                "text | 'bytes' | 0261",
                "line | LINE | 0600",
                "line | [LINE,'null'] | 000600",
                "open | ['boolean','null'] | 0001",
                "notes | ['null',{'type':'array','items':'int'}] | 02020200",
                "notes | {'type':'array','items':['null','long']} | 02020200",
                "notes | {'type':'array','items':'long'} | 01020200",
                "sums | {'type':'map','values':['null','int']} | 02026b020400"
            })
    void typesThatAvroReadsAsOursAreRead(String field, String type, String hex) {
        field(field, type.replace("LINE", LINE), hex);

        assertThat(read()).isEqualTo(EVENT);
    }

    @Test
    void wholeNumbersAreReadAsDoubles() {
        for (String type : List.of("'int'", "'long'")) {
            field("tax", type, "0d");
            assertThat(read().order().tax()).isEqualTo(-7.0);
        }
    }

    @Test
    void keysAreReadFromBytesAsFromTexts() {
        field("id", "'bytes'", Objects.requireNonNull(values.get("id")));

        assertThat(read()).isEqualTo(EVENT);
    }

    @Test
    void whatMayBeAbsentIsAbsentWhereTheWriterDoesNotHaveIt() {
        OrderPlaced without = new OrderPlaced(EVENT.order().withLine(null));
        field("line", "'null'", "");
        field("last", "'int'", "02");
        assertThat(read()).isEqualTo(without);

        fields.remove("line");
        values.remove("line");
        assertThat(read()).isEqualTo(without);
    }

    @Test
    void whatMayNotBeAbsentIsRefusedWhereTheWriterDoesNotHaveIt() {
        fields.remove("text");

        refused("Cannot read " + TYPE + " at order.text: it is required, and the schema that the bytes were written"
                + " with does not have it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "open | 'string' | string | boolean",
                "open | 'int' | int | boolean",
                "number | 'boolean' | boolean | long",
                "number | 'float' | float | long",
                "amount | 'double' | double | long",
                "amount | 'null' | null | long",
                "tax | 'string' | string | double",
                "tax | 'boolean' | boolean | double",
                "text | 'long' | long | string",
                "text | {'type':'enum','name':'E','symbols':['A']} | com.example.shop.order.placed.v1.E | string",
                "id | 'long' | long | string",
                "notes | 'string' | string | an array",
                "notes | {'type':'map','values':'long'} | map | an array",
                "sums | {'type':'array','items':'long'} | array | a map",
                "line | 'long' | long | Line",
                "line | {'type':'map','values':'long'} | map | Line",
                "line | {'type':'record','name':'Other','fields':[]} | com.example.shop.order.placed.v1.Other | Line"
            })
    void typesThatAvroCannotReadAsOursAreRefusedBeforeAnyBytes(String field, String type, String theirs, String ours) {
        field(field, type, "");

        refused("Cannot read %s at order.%s: the bytes have %s where this event has %s"
                .formatted(TYPE, field, theirs, ours));
    }

    @Test
    void theElementsOfCollectionsAreComparedToo() {
        field("notes", ARRAY.formatted("'string'"), "");
        refused("Cannot read %s at order.notes: the bytes have string where this event has long".formatted(TYPE));

        field("notes", ARRAY.formatted("'long'"), "");
        field("sums", MAP.formatted("'string'"), "");
        refused("Cannot read %s at order.sums: the bytes have string where this event has long".formatted(TYPE));
    }

    @Test
    void aBranchThatCannotBeOursIsRefusedWhenItComes() {
        field("open", "['null','boolean','string']", "0201");
        assertThat(read()).isEqualTo(EVENT);

        values.put("open", "040261");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(this::read)
                .withMessage(
                        "Cannot read %s at order.open, byte 1: the bytes have string where this event has boolean",
                        TYPE)
                .satisfies(ex -> assertThat(ex.offset()).isEqualTo(1));
        values.put("open", "06");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(this::read)
                .withMessageEndingWith("at order.open, byte 0: 3 is no index of a union of 3");
    }

    /** The record is looked at once, and what is wrong with it is told wherever it stands. */
    @Test
    void aRecordThatCannotBeOursIsRefusedWhereverItComes() {
        String line = LINE.replace("'long'", "'string'");
        EventCodec<TwoMade> codec = EventCodecs.standard().of(TwoMade.class);
        String schema = "{'type':'record','name':'CloudEvent','namespace':'com.example.shop.two.made.v1','fields':["
                + "{'name':'two','type':{'type':'record','name':'Two','fields':[{'name':'one','type':['null'," + line
                + "]},{'name':'other','type':['null','Line']}]}}]}";
        EventCodec<TwoMade> reading = codec.readingFrom(schema.replace('\'', '"'));

        assertThat(reading.decode(new byte[2])).isEqualTo(new TwoMade(new Two(null, null)));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> reading.decode(new byte[] {2, 2, 'a', 0, 0}))
                .withMessageEndingWith("at two.one.count, byte 1: the bytes have string where this event has long");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> reading.decode(new byte[] {0, 2, 2, 'a', 0}))
                .withMessageEndingWith("at two.other.count, byte 2: the bytes have string where this event has long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'int' | int",
                "['null','int'] | union[null, int]",
                "{'type':'record','name':'CloudEvent','namespace':'com.example.other.v1','fields':[]} | com.example.other.v1.CloudEvent",
                "{'type':'record','name':'CloudEvent','fields':[]} | CloudEvent",
                "{'type':'fixed','name':'CloudEvent','namespace':'com.example.shop.order.placed.v1','size':1} | com.example.shop.order.placed.v1.CloudEvent"
            })
    void theSchemaOfSomethingElseIsRefused(String schema, String name) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(schema.replace('\'', '"')))
                .withMessage(
                        "Cannot read %s: the bytes were written with the schema of something else, %s", TYPE, name);
    }

    @Test
    void ofALongNameTheFirst300CharactersAreTold() {
        for (int length : new int[] {300, 301}) {
            String schema = "{\"type\":\"record\",\"name\":\"" + "N".repeat(length) + "\",\"fields\":[]}";
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> CODEC.readingFrom(schema))
                    .withMessageEndingWith("something else, " + "N".repeat(300) + (length == 300 ? "" : "..."));
        }
    }

    @Test
    void theSameSchemaNeedsNoOtherCodec() {
        assertThat(CODEC.readingFrom(CODEC.schemaText())).isSameAs(CODEC);
        assertThat(CODEC.readingFrom(CODEC.schema())).isSameAs(CODEC);
        assertThat(CODEC.readingFrom(CODEC.schemaText() + " ")).isSameAs(CODEC);
        assertThat(CODEC.readingFrom(schema()).definition()).isSameAs(CODEC.definition());
        assertThat(CODEC.readingFrom(schema()).schemaText()).isEqualTo(CODEC.schemaText());
    }

    @Test
    @SuppressWarnings("NullAway") // what callers in other languages give
    void noSchemaIsTheCallersMistake() {
        assertThatNullPointerException()
                .isThrownBy(() -> CODEC.readingFrom((String) null))
                .withMessage("writer");
        assertThatNullPointerException()
                .isThrownBy(() -> CODEC.readingFrom((Schema) null))
                .withMessage("writer");
    }

    @Test
    void aSchemaHasAtMost65536Characters() {
        String longest = schema() + " ".repeat(65_536 - schema().length());
        assertThat(CODEC.readingFrom(longest).decode(body())).isEqualTo(EVENT);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(longest + " "))
                .withMessage("Cannot read %s: a schema has 65537 characters, at most 65536 are allowed", TYPE);
    }

    @Test
    void whatIsSkippedIsNestedAtMost100Deep() {
        field("x", nested(100, "'int'"), "02".repeat(100) + "02" + "00".repeat(100));
        field("y", nested(100, "'long'"), "00");
        assertThat(read()).isEqualTo(EVENT);

        field("x", nested(101, "'int'"), "");
        refused("Cannot read %s at order.x: the schema that the bytes were written with is nested more than 100 deep"
                .formatted(TYPE));
    }

    /** Where it stands once more, it is less deep. */
    @Test
    void whatWasNestedTooDeepInABranchThatNobodyReadsIsSkippedElsewhere() {
        String deep = "{'type':'record','name':'Deep','fields':[{'name':'a','type':'int'},{'name':'b','type':"
                + nested(60, "'int'") + "}]}";
        field(
                "line",
                "['null',{'type':'record','name':'Line','fields':[{'name':'count','type':'long'},{'name':'z','type':"
                        + nested(60, deep) + "}]}]",
                "00");
        field("x", "'Deep'", "0200");

        assertThat(read()).isEqualTo(new OrderPlaced(EVENT.order().withLine(null)));
    }

    /** A record, a union and the way back into the record are a level each: 3 * 167 - 1. */
    @Test
    void recordsWithinThemselvesAreReadUpTo500LevelsDeep() {
        field("x", CHAIN, "0202".repeat(166) + "0200");
        assertThat(read()).isEqualTo(EVENT);

        values.put("x", "0202".repeat(167) + "0200");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(this::read)
                .withMessageContaining("at order.x, byte ")
                .withMessageEndingWith("records are nested more than 500 deep");
    }

    /** A list and the way back into the record are a level each: 2 * 250 - 1. */
    @Test
    void listsWithinThemselvesAreReadUpTo500LevelsDeep() {
        field("x", TREE, "02".repeat(249) + "00".repeat(250));
        assertThat(read()).isEqualTo(EVENT);

        values.put("x", "02".repeat(250) + "00".repeat(251));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(this::read)
                .withMessageEndingWith("records are nested more than 500 deep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "['null','int'] | 0202",
                "['null','int'] | 00",
                "{'type':'array','items':'int'} | 020200",
                "{'type':'map','values':'int'} | 02026b0200",
                "{'type':'record','name':'R','fields':[{'name':'a','type':'int'},{'name':'b','type':'int'}]} | 0202"
            })
    void whatStandsSideBySideIsNotNested(String type, String hex) {
        field("x", ARRAY.formatted(type), "d00f" + hex.repeat(1000) + "00");

        assertThat(read()).isEqualTo(EVENT);
    }

    @Test
    void recordsThatStandSideBySideInThemselvesAreNotNested() {
        field("x", TREE, "d00f" + "00".repeat(1000) + "00");

        assertThat(read()).isEqualTo(EVENT);
    }

    /** They could be any number, at no cost to who sends them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'null'",
                "{'type':'fixed','name':'F','size':0}",
                "{'type':'record','name':'R','fields':[]}",
                "{'type':'record','name':'R','fields':[{'name':'a','type':'null'}]}",
                "{'type':'record','name':'R','fields':[{'name':'a','type':'null'},{'name':'b','type':'null'}]}"
            })
    @DisplayName("elements without bytes are refused where they would be kept, and only counted where they are not")
    void elementsWithoutBytesAreNotKept(String nothing) {
        field("x", ARRAY.formatted(nothing), "feffffff0f".repeat(1000) + "00");
        assertThat(read()).isEqualTo(EVENT);

        values.put("x", "feffffff1f00");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(this::read)
                .withMessageContaining("a block says that it has 4294967295 elements of at least 0 bytes");

        fields.remove("x");
        field("notes", ARRAY.formatted(nothing), "");
        refused("Cannot read %s at order.notes: its elements take no bytes".formatted(TYPE));
    }

    @ParameterizedTest
    @CsvSource({"notes, 04, 2", "sums, 904e, 5000"})
    void moreElementsThanBytesAreRefused(String field, String count, int elements) {
        values.put(field, count);
        List<String> names = List.copyOf(fields.keySet());
        values.keySet().removeIf(name -> names.indexOf(name) > names.indexOf(field));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(this::read)
                .withMessageEndingWith(
                        "a block says that it has %d elements of at least 1 bytes, 0 bytes are left", elements);
    }

    private static String nested(int depth, String type) {
        return "{'type':'array','items':".repeat(depth) + type + "}".repeat(depth);
    }

    private String schema() {
        String all = fields.entrySet().stream()
                .map(field -> "{'name':'%s','type':%s}".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining(","));
        return "{'type':'record','name':'CloudEvent','namespace':'%s','fields':[{'name':'order','type':{'type':'record','name':'Order','fields':[%s]}}]}"
                .formatted(TYPE, all)
                .replace('\'', '"');
    }

    private byte[] body() {
        return HexFormat.of().parseHex(String.join("", values.values()));
    }

    private OrderPlaced read() {
        return CODEC.readingFrom(schema()).decode(body());
    }

    private void refused(String message) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CODEC.readingFrom(schema()))
                .withMessage(message);
    }

    record Line(long count, @Nullable String text) {}

    record Order(
            boolean open,
            int number,
            long amount,
            double tax,
            String text,
            UUID id,
            List<Long> notes,
            Map<String, Long> sums,
            @Nullable Line line) {

        Order withLine(@Nullable Line line) {
            return new Order(open, number, amount, tax, text, id, notes, sums, line);
        }
    }

    @EventHook(type = TYPE)
    record OrderPlaced(Order order) implements OpenEdxEvent {}

    record Two(@Nullable Line one, @Nullable Line other) {}

    @EventHook(type = "com.example.shop.two.made.v1")
    record TwoMade(Two two) implements OpenEdxEvent {}
}
