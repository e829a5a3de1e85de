/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;

/** Reads the text of one key from left to right and says where it cannot go on. */
final class KeyReader {

    private static final int EXCERPT = 80;

    private final String kind;
    private final String text;
    private int position;

    KeyReader(String kind, String text) {
        this.kind = kind;
        this.text = Objects.requireNonNull(text, "text");
    }

    /** Checks a part that did not come out of a text. */
    static String check(String kind, String part, String value, KeyCharacters characters) {
        Objects.requireNonNull(value, part);
        int end = characters.endOfRun(value, 0);
        if (end == 0 || end < value.length()) {
            throw failure(kind + " with " + part, value, end, characters.toString());
        }
        return value;
    }

    static void checkUnlessNull(String kind, String part, @Nullable String value, KeyCharacters characters) {
        if (value != null) {
            check(kind, part, value, characters);
        }
    }

    static void checkVersion(String kind, @Nullable String version) {
        if (version != null
                && check(kind, "version", version, KeyCharacters.LOWER_HEX).length() != 24) {
            throw failure(kind + " with version", version, 0, "24 hexadecimal digits");
        }
    }

    boolean atEnd() {
        return position == text.length();
    }

    boolean contains(char c) {
        return text.indexOf(c, position) >= 0;
    }

    /** Whether the next thing is a label such as {@code branch@}. */
    boolean atLabel() {
        int end = KeyCharacters.ID.endOfRun(text, position);
        return end < text.length() && text.charAt(end) == '@';
    }

    /** The text that is left. */
    String rest() {
        return text.substring(position);
    }

    /** Goes past the token if it is next. */
    boolean skip(String token) {
        return skip(token, false);
    }

    boolean skip(String token, boolean ignoreCase) {
        boolean next = text.regionMatches(ignoreCase, position, token, 0, token.length());
        if (next) {
            position += token.length();
        }
        return next;
    }

    KeyReader expect(String token) {
        if (!skip(token)) {
            throw expected(token);
        }
        return this;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw expected("the end");
        }
    }

    /** Goes past a plus sign with something behind it, unless this is the end. */
    void expectPlusOrEnd() {
        if (!atEnd()) {
            expect("+");
            if (atEnd()) {
                throw expected("another part");
            }
        }
    }

    /** Reads as many of the characters as there are, at least one. */
    String read(String part, KeyCharacters characters) {
        int end = characters.endOfRun(text, position);
        if (end == position) {
            throw expected(part + ": " + characters);
        }
        String value = text.substring(position, end);
        position = end;
        return value;
    }

    String readVersion(KeyCharacters characters) {
        int start = position;
        String version = read("version", characters);
        if (version.length() != 24) {
            position = start;
            throw expected("24 hexadecimal digits");
        }
        return version;
    }

    InvalidKeyException expected(String what) {
        return failure(kind, text, position, what);
    }

    private static InvalidKeyException failure(String kind, String text, int index, String expected) {
        int from = index < EXCERPT ? 0 : index - EXCERPT / 2;
        int to = Math.min(text.length(), from + EXCERPT);
        StringBuilder message = new StringBuilder("Invalid ").append(kind).append(" \"");
        message.append(from > 0 ? "..." : "").append(Printable.of(text.substring(from, to)));
        message.append(to < text.length() ? "..." : "");
        message.append("\": expected ").append(expected).append(" at index ").append(index);
        return new InvalidKeyException(
                message.append(", found ").append(found(text, index)).toString());
    }

    private static String found(String text, int index) {
        return index < text.length()
                ? "'" + Printable.of(Character.toString(text.codePointAt(index))) + "'"
                : "the end";
    }
}
