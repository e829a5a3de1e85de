/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.time.OffsetDateTime;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Times, which most events have: what Python usually writes is read and written without making a text of it. */
final class TimeType extends TextType<OffsetDateTime> {

    private final Function<String, ? extends @Nullable OffsetDateTime> fromText;

    TimeType(Function<String, ? extends @Nullable OffsetDateTime> fromText) {
        super(IsoDateTime::format, fromText);
        this.fromText = fromText;
    }

    @Override
    TextType<OffsetDateTime> emptyIsNull() {
        return new TimeType(text -> text.isEmpty() ? null : fromText.apply(text));
    }

    @Override
    @Nullable
    Object read(AvroReader in) {
        OffsetDateTime time = in.readUsualTime();
        return time != null ? time : super.read(in);
    }

    @Override
    void write(Object value, AvroWriter out) {
        out.writeTime((OffsetDateTime) value);
    }
}
