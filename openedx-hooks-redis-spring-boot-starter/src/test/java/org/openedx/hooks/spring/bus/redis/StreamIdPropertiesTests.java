/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.math.BigInteger;
import java.time.Instant;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StreamIdPropertiesTests {

    private static final BigInteger SEQUENCES = BigInteger.ONE.shiftLeft(64);

    @Property
    void idsAreReadAsTheyAreWritten(@ForAll long millis, @ForAll long sequence) {
        StreamId id = new StreamId(millis, sequence);

        assertThat(StreamId.of(id.toString())).isEqualTo(id);
    }

    @Property
    void idsAreOrderedAsTheirNumbersWithoutSign(
            @ForAll long millis, @ForAll long sequence, @ForAll long otherMillis, @ForAll long otherSequence) {
        StreamId id = new StreamId(millis, sequence);
        StreamId other = new StreamId(otherMillis, otherSequence);

        assertThat(Integer.signum(id.compareTo(other))).isEqualTo(number(id).compareTo(number(other)));
    }

    @Property
    void nothingIsBetweenAnIdAndThePreviousOne(@ForAll long millis, @ForAll long sequence) {
        StreamId id = new StreamId(millis, sequence);

        assertThat(number(id.previous()))
                .isEqualTo(number(id).subtract(BigInteger.ONE).max(BigInteger.ZERO));
    }

    @Property
    void otherTextsAreRefusedInOneLine(@ForAll String text) {
        if (!text.matches("[0-9]+(-[0-9]+)?")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StreamId.of(text))
                    .satisfies(ex -> assertThat(ex.getMessage()).doesNotContain("\n", "\r", "\u202e"));
        }
    }

    @Example
    void numbersWithMoreThan64BitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.of("18446744073709551616-0"));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.of("0-99999999999999999999"));
    }

    @Example
    void aTimeBeforeAllStreamsIsTheirBeginning() {
        assertThat(StreamId.at(Instant.parse("1912-06-23T00:00:00Z"))).isEqualTo(StreamId.ZERO);
        assertThat(StreamId.at(Instant.ofEpochMilli(1714979289123L))).hasToString("1714979289123-0");
        assertThat(StreamId.of("7")).hasToString("7-0");
    }

    private static BigInteger number(StreamId id) {
        return new BigInteger(Long.toUnsignedString(id.millis()))
                .multiply(SEQUENCES)
                .add(new BigInteger(Long.toUnsignedString(id.sequence())));
    }
}
