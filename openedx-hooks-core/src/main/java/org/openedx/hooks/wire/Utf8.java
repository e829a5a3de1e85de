/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as bytes, where Java's own ways would replace what is malformed. */
final class Utf8 {

    private static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    static String decode(byte[] data, int start, int length) {
        String text = new String(data, start, length, StandardCharsets.UTF_8);
        // Malformed input has become a replacement character, but these may also have been written.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(data, start, length);
        }
        return text;
    }

    static byte[] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new Fault("a text has half of a surrogate pair at %d".formatted(i - 1));
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void requireUtf8(byte[] data, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, start, length));
        } catch (CharacterCodingException ex) {
            throw new Fault("a text is no UTF-8", start, ex);
        }
    }
}
