/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.function.IntPredicate;

/** The characters of which a part of a key may consist. */
final class KeyCharacters {

    private static final String DECIMAL = "0123456789";
    private static final String WORD = DECIMAL + "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /** Parts of keys of courses, legacy libraries and their blocks. */
    static final KeyCharacters ID = words("-~.:");

    /** Ids of blocks where they are dropped, and those of old-style keys. */
    static final KeyCharacters ID_OR_PERCENT = words("-~.:%");

    /** Organization, course and run of old-style keys. */
    static final KeyCharacters OLD_COURSE_PART = words("-.%");

    /** Names within a library. */
    static final KeyCharacters SLUG = words("-.");

    /** Organizations and types in keys of libraries. */
    static final KeyCharacters ASCII_SLUG =
            new KeyCharacters("ASCII letters, digits and _-.", WORD + "-.", codePoint -> false);

    /** Numbers, in any script. */
    static final KeyCharacters DIGITS = new KeyCharacters("digits", DECIMAL, PythonCharacters::isDigit);

    /** Versions. */
    static final KeyCharacters LOWER_HEX =
            new KeyCharacters("lower-case hexadecimal digits", DECIMAL + "abcdef", codePoint -> false);

    /** Versions where case does not matter. */
    static final KeyCharacters HEX =
            new KeyCharacters("hexadecimal digits", DECIMAL + "abcdefABCDEF", codePoint -> false);

    /** Types of blocks in old-style keys. */
    static final KeyCharacters ALL_BUT_SLASH =
            new KeyCharacters("anything but a slash", allBut('/'), codePoint -> true);

    private final String description;
    private final long low;
    private final long high;
    private final IntPredicate beyondAscii;

    private KeyCharacters(String description, String ascii, IntPredicate beyondAscii) {
        this.description = description;
        this.low = ascii.chars().filter(c -> c < 64).mapToLong(c -> 1L << c).reduce(0, (a, b) -> a | b);
        this.high = ascii.chars().filter(c -> c >= 64).mapToLong(c -> 1L << c).reduce(0, (a, b) -> a | b);
        this.beyondAscii = beyondAscii;
    }

    private static KeyCharacters words(String punctuation) {
        return new KeyCharacters("letters, digits and _" + punctuation, WORD + punctuation, PythonCharacters::isWord);
    }

    private static String allBut(char excluded) {
        StringBuilder ascii = new StringBuilder(128);
        for (char c = 0; c < 128; c++) {
            if (c != excluded) {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }

    /** Returns the index behind the last of the characters that follow each other from {@code start} on. */
    int endOfRun(String text, int start) {
        int index = start;
        while (index < text.length()) {
            char c = text.charAt(index);
            if (c < 128) {
                // A shift of a long takes the low six bits of the distance.
                if (((c < 64 ? low : high) >>> c & 1) == 0) {
                    break;
                }
                index++;
            } else {
                int codePoint = text.codePointAt(index);
                if (!beyondAscii.test(codePoint)) {
                    break;
                }
                index += Character.charCount(codePoint);
            }
        }
        return index;
    }

    @Override
    public String toString() {
        return description;
    }
}
