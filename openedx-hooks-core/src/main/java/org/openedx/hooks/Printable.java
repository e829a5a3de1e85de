/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that came from outside fit for messages and logs: whoever wrote it can neither begin a line of their own,
 * nor colour or turn around what stands beside it, nor hide a part of it. Everything that is not a message's own words
 * goes through here.
 *
 * <p>Letters of all scripts stay. Backslashes and quotes do, too, so that what is printable is shown as it is, and
 * escaping twice is escaping once.
 *
 * @since 0.1.0
 */
public final class Printable {

    private static final int LENGTH_MAXIMUM = 1000;

    private static final String CUT = "...";

    private Printable() {}

    /**
     * The text of something, for people; at most 1,000 characters of it.
     *
     * @param text anything that has a text, {@literal null} included
     * @return its text, where what cannot be seen, or looks like a space and is none, is written as <code>
     *     &#92;u202e</code>
     */
    public static String of(@Nullable Object text) {
        return of(text, LENGTH_MAXIMUM);
    }

    /**
     * The text of something, for people, shortened.
     *
     * @param text anything that has a text, {@literal null} included
     * @param maxLength how many characters of the text are shown, 0 or more; what is longer ends in three dots. An
     *     escaped character counts as one, so that the result has at most six times as many and the dots
     * @return its text, as {@link #of(Object)} has it
     */
    public static String of(@Nullable Object text, int maxLength) {
        String all = toString(text);
        int end = end(all, maxLength);
        int plain = 0;
        while (plain < end && isPrintableAscii(all.charAt(plain))) {
            plain++;
        }
        if (plain == all.length()) {
            return all;
        }
        StringBuilder shown = new StringBuilder(end + CUT.length()).append(all, 0, plain);
        for (int at = plain; at < end; ) {
            int codePoint = all.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (isPrintable(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                all.substring(at, next).chars().forEach(c -> appendEscaped(shown, c));
            }
            at = next;
        }
        return end < all.length() ? shown.append(CUT).toString() : shown.toString();
    }

    /** Messages are made where something has failed already; what cannot say what it is must not hide that. */
    private static String toString(@Nullable Object object) {
        if (object == null) {
            return "null";
        }
        try {
            String text = object.toString();
            return text != null ? text : "null";
        } catch (RuntimeException ex) {
            return object.getClass().getName();
        }
    }

    private static int end(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text.length();
        }
        boolean half = maxLength > 0
                && Character.isHighSurrogate(text.charAt(maxLength - 1))
                && Character.isLowSurrogate(text.charAt(maxLength));
        return half ? maxLength - 1 : maxLength;
    }

    private static boolean isPrintableAscii(char c) {
        return c >= ' ' && c <= '~';
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> !isBlank(codePoint);
        };
    }

    /** Letters, marks and symbols that have nothing to see: fillers, variation selectors, the empty Braille pattern. */
    private static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            case 0x34f,
                    0x115f,
                    0x1160,
                    0x17b4,
                    0x17b5,
                    0x180b,
                    0x180c,
                    0x180d,
                    0x180f,
                    0x2800,
                    0x3164,
                    0xffa0,
                    0x1d159 -> true;
            default -> (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
        };
    }

    private static void appendEscaped(StringBuilder shown, int c) {
        shown.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            shown.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }
}
