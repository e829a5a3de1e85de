/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** A type that travels as text (AVR-6, AVR-12). */
class TextType<T> {

    private final Function<? super T, String> toText;

    private final Function<String, ? extends @Nullable T> fromText;

    /** A type that is read by a function which refuses a text with any exception. */
    TextType(Function<? super T, String> toText, Function<String, ? extends @Nullable T> fromText) {
        this.toText = toText;
        this.fromText = fromText;
    }

    /** As Python, takes the empty text for none; no key, time or UUID has an empty text. */
    TextType<T> emptyIsNull() {
        return new TextType<>(toText, text -> text.isEmpty() ? null : fromText.apply(text));
    }

    @Nullable
    Object read(AvroReader in) {
        int start = in.position();
        return parse(in.readString(), start);
    }

    @Nullable
    Object parse(String text, int offset) {
        try {
            return fromText.apply(text);
        } catch (RuntimeException ex) {
            throw Fault.of(ex, offset);
        }
    }

    void write(Object value, AvroWriter out) {
        out.writeString(text(value));
    }

    @SuppressWarnings("unchecked")
    String text(Object value) {
        try {
            return toText.apply((T) value);
        } catch (RuntimeException ex) {
            throw Fault.of(ex, Fault.NOWHERE);
        }
    }
}
