/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Avro's numbers, lengths and blocks, at their edges. */
class AvroReaderTests {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, -1",
        "7e, 63",
        "7f, -64",
        "8001, 64",
        "8000, 0",
        "80808080808080808000, 0",
        "feffffffffffffffff01, 9223372036854775807",
        "ffffffffffffffffff01, -9223372036854775808",
        "ffffffffffffffffff00, -4611686018427387904"
    })
    void numbersHaveUpTo64Bits(String hex, long number) {
        AvroReader in = reader(hex);
        assertThat(in.readLong()).isEqualTo(number);
        in.expectEnd();
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffffffffffffff02, a number has more than 64 bits, 0",
        "ffffffffffffffffff03, a number has more than 64 bits, 0",
        "ffffffffffffffffff7f, a number has more than 64 bits, 0",
        "80808080808080808080, a number has more than 64 bits, 0",
        "8080808080808080808001, a number has more than 64 bits, 0",
        "'', the bytes end where a number should be, 0",
        "80, the bytes end where a number should be, 1",
        "808080808080808080, the bytes end where a number should be, 9"
    })
    void numbersOfMoreBitsAreRefused(String hex, String message, int offset) {
        refused(hex, AvroReader::readLong, message, offset);
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "02, 1", "feffffff0f, 2147483647", "ffffffff0f, -2147483648"})
    void intsHave32Bits(String hex, int number) {
        assertThat(reader(hex).readInt()).isEqualTo(number);
    }

    @Test
    void largerIntsAreRefused() {
        refused("8080808010", AvroReader::readInt, "2147483648 is no int", 0);
        refused("8180808010", AvroReader::readInt, "-2147483649 is no int", 0);
    }

    @ParameterizedTest
    @CsvSource({"00, 0, 1", "02, 1, 1", "0402, 2, 1", "030202, 2, 2", "030002, 2, 2", "0304020202, 2, 2"})
    void aBlockSaysHowManyElementsItHas(String hex, int count, int offset) {
        AvroReader in = reader(hex + "0202");
        assertThat(in.readBlockCount(1)).isEqualTo(count);
        assertThat(in.position()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "0301, 'a block says that it has -1 bytes, 0 are left'",
        "03010202, 'a block says that it has -1 bytes, 2 are left'",
        "03060202, 'a block says that it has 3 bytes, 2 are left'",
        "ffffffffffffffffff0100, 'a block says that it has -9223372036854775808 elements of at least 1 bytes, 0 bytes are left'",
        "02, 'a block says that it has 1 elements of at least 1 bytes, 0 bytes are left'",
        "0602, 'a block says that it has 3 elements of at least 1 bytes, 1 bytes are left'",
        "05020202, 'a block says that it has 3 elements of at least 1 bytes, 2 bytes are left'"
    })
    void blocksThatCannotBeAreRefused(String hex, String message) {
        refused(hex, in -> in.readBlockCount(1), message, 0);
    }

    @Test
    void theSizeOfElementsIsKnown() {
        assertThat(reader("04" + "00".repeat(16)).readBlockCount(8)).isEqualTo(2);
        refused(
                "04" + "00".repeat(15),
                in -> in.readBlockCount(8),
                "a block says that it has 2 elements of at least 8 bytes, 15 bytes are left",
                0);
        assertThat(reader("feffffff0f").readBlockCount(0)).isEqualTo(Integer.MAX_VALUE);
        refused(
                "8080808010",
                in -> in.readBlockCount(0),
                "a block says that it has 2147483648 elements of at least 0 bytes, 0 bytes are left",
                0);
    }

    @Test
    void textsEndWhereTheirLengthSays() {
        AvroReader in = reader("0661c3a900");
        assertThat(in.readString()).isEqualTo("a\u00e9");
        assertThat(in.readString()).isEmpty();
        in.expectEnd();
        refused("0461c3a9", AvroReader::readString, "a text is no UTF-8", 1);
        assertThat(reader("06efbfbd").readString()).isEqualTo("\ufffd");
        assertThat(reader("04616263").readBytes()).containsExactly('a', 'b');
        refused("0661", AvroReader::readBytes, "a text says that it has 3 bytes, 1 are left", 0);
    }

    @Test
    void whatIsSkippedMustBeThere() {
        AvroReader in = reader("00000000" + "0461620401");
        in.skip(4);
        in.skipText();
        assertThat(in.position()).isEqualTo(7);
        refused("0000", cursor -> skip(cursor, 3), "the bytes end where 3 bytes should be", 0);
        assertThat(skip(reader("0000"), 2)).isEqualTo(2);
        refused("0661", AvroReaderTests::skipText, "a text says that it has 3 bytes, 1 are left", 0);
        refused("03616161", AvroReaderTests::skipText, "a text says that it has -2 bytes, 3 are left", 0);
    }

    @Test
    void numbersOfAFixedSizeMustBeThere() {
        assertThat(reader("0000c03f").readFloat()).isEqualTo(1.5f);
        assertThat(reader("000000000000f8bf").readDouble()).isEqualTo(-1.5);
        refused("0000c0", AvroReader::readFloat, "the bytes end where a number of 4 bytes should be", 0);
        refused("000000000000f8", AvroReader::readDouble, "the bytes end where a number of 8 bytes should be", 0);
        refused("", AvroReader::readBoolean, "the bytes end where a boolean should be", 0);
        assertThat(List.of(
                        reader("00").readBoolean(),
                        reader("01").readBoolean(),
                        reader("ff").readBoolean()))
                .containsExactly(false, true, true);
    }

    @Test
    void whatWasReadIsNotThereAnyMore() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> after("0000c03f").readFloat());
        assertThatExceptionOfType(Fault.class).isThrownBy(() -> after("0000").skip(2));
    }

    /** One whose first byte was read. */
    private static AvroReader after(String hex) {
        AvroReader in = reader(hex);
        assertThat(in.readBoolean()).isFalse();
        return in;
    }

    @Test
    void anIndexIsThatOfABranch() {
        assertThat(reader("00").readPresent()).isFalse();
        assertThat(reader("02").readPresent()).isTrue();
        refused("04", AvroReader::readPresent, "2 is no index of a union of 2", 0);
        refused("01", AvroReader::readPresent, "-1 is no index of a union of 2", 0);
        assertThat(reader("04").readIndex(3)).isEqualTo(2);
    }

    @Test
    void recordsAreNestedAtMost500Deep() {
        AvroReader in = reader("");
        for (int i = 0; i < 500; i++) {
            in.descend();
        }
        in.ascend();
        in.descend();
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(in::descend)
                .withMessage("records are nested more than 500 deep");
    }

    private static int skip(AvroReader in, int size) {
        in.skip(size);
        return in.position();
    }

    private static int skipText(AvroReader in) {
        in.skipText();
        return in.position();
    }

    private static void refused(String hex, Function<AvroReader, ?> read, String message, int offset) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> read.apply(reader(hex)))
                .withMessage(message)
                .satisfies(fault -> assertThat(fault.offset()).isEqualTo(offset));
    }

    private static AvroReader reader(String hex) {
        return new AvroReader(HexFormat.of().parseHex(hex), 0, hex.length() / 2);
    }
}
