/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.UUID;
import java.util.regex.Pattern;

import org.openedx.hooks.Printable;

/** Reads texts as Python's constructors do. */
final class PythonText {

    private static final int EXCERPT = 50;

    private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

    private static final Pattern INT = Pattern.compile("[+-]?[0-9](_?[0-9])*");

    private PythonText() {}

    /** Reads a UUID with or without hyphens, braces and {@code urn:uuid:}. */
    static UUID parseUuid(String text) {
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
        if (!UUID_DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("\"%s\" is no UUID".formatted(Printable.of(text, EXCERPT)));
        }
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    /** Reads a number with spaces around it, a sign, and underscores between its digits. */
    static int parseInt(String text) {
        String number = text.strip();
        if (INT.matcher(number).matches()) {
            try {
                return Integer.parseInt(number.replace("_", ""));
            } catch (NumberFormatException ex) {
                // Too large.
            }
        }
        throw new IllegalArgumentException("\"%s\" is no number".formatted(Printable.of(text, EXCERPT)));
    }

    private static boolean isBrace(char c) {
        return c == '{' || c == '}';
    }
}
