/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.HexFormat;
import java.util.UUID;

import org.openedx.hooks.Printable;

/** Reads texts as Python's constructors do. */
final class PythonText {

    private static final int EXCERPT = 50;

    private static final int UUID_DIGITS = 32;

    private static final int UUID_LENGTH = 36;

    /** A space in Python, and none in Java. */
    private static final char NEXT_LINE = '\u0085';

    private PythonText() {}

    /** Reads a UUID with or without hyphens, braces and {@code urn:uuid:}. */
    static UUID parseUuid(String text) {
        if (isUsual(text)) {
            return UUID.fromString(text);
        }
        String digits = text.replace("urn:", "").replace("uuid:", "");
        int start = 0;
        int end = digits.length();
        while (start < end && isBrace(digits.charAt(start))) {
            start++;
        }
        while (end > start && isBrace(digits.charAt(end - 1))) {
            end--;
        }
        digits = digits.substring(start, end).replace("-", "");
        if (digits.length() != UUID_DIGITS || !isHexadecimal(digits, 0, UUID_DIGITS)) {
            throw new IllegalArgumentException("\"%s\" is no UUID".formatted(Printable.of(text, EXCERPT)));
        }
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    /** Whether it looks as Java writes it. */
    private static boolean isUsual(String text) {
        return text.length() == UUID_LENGTH
                && text.charAt(8) == '-'
                && text.charAt(13) == '-'
                && text.charAt(18) == '-'
                && text.charAt(23) == '-'
                && isHexadecimal(text, 0, 8)
                && isHexadecimal(text, 9, 13)
                && isHexadecimal(text, 14, 18)
                && isHexadecimal(text, 19, 23)
                && isHexadecimal(text, 24, UUID_LENGTH);
    }

    private static boolean isHexadecimal(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Reads a number with spaces around it, a sign, and underscores between its digits. */
    static int parseInt(String text) {
        int at = 0;
        int end = text.length();
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
        while (end > at && isSpace(text.charAt(end - 1))) {
            end--;
        }
        boolean negative = at < end && text.charAt(at) == '-';
        if (negative || (at < end && text.charAt(at) == '+')) {
            at++;
        }
        long number = 0;
        boolean digitNeeded = true;
        for (; at < end; at++) {
            char c = text.charAt(at);
            if (c == '_' && !digitNeeded) {
                digitNeeded = true;
                continue;
            }
            int digit = Character.digit(c, 10);
            number = number * 10 + digit;
            if (digit < 0 || number > (negative ? -(long) Integer.MIN_VALUE : Integer.MAX_VALUE)) {
                throw noNumber(text);
            }
            digitNeeded = false;
        }
        if (digitNeeded) {
            throw noNumber(text);
        }
        return (int) (negative ? -number : number);
    }

    private static IllegalArgumentException noNumber(String text) {
        return new IllegalArgumentException("\"%s\" is no number of 32 bits".formatted(Printable.of(text, EXCERPT)));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    private static boolean isBrace(char c) {
        return c == '{' || c == '}';
    }
}
