/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class PythonCharactersTests {

    private static final JsonNode REFERENCE = ReferenceKeysTests.read("python_word_chars.json");

    @Test
    void wordCharactersAreThoseOfPython() {
        assertThat(all(PythonCharacters::isWord)).isEqualTo(ranges("w_ranges"));
    }

    @Test
    void digitsAreThoseOfPython() {
        assertThat(all(PythonCharacters::isDigit)).isEqualTo(ranges("d_ranges"));
    }

    private static BitSet all(IntPredicate predicate) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(predicate)
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private static BitSet ranges(String name) {
        BitSet codePoints = new BitSet();
        REFERENCE
                .get(name)
                .forEach(range ->
                        codePoints.set(range.get(0).asInt(), range.get(1).asInt() + 1));
        return codePoints;
    }
}
