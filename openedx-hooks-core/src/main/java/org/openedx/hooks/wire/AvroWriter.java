/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Arrays;

/** Writes Avro's binary form to an array that grows. */
final class AvroWriter {

    private static final int VARINT_MAXIMUM = 10;

    private byte[] data;

    private int position;

    AvroWriter(int size) {
        data = new byte[size];
    }

    byte[] toByteArray() {
        return position == data.length ? data : Arrays.copyOf(data, position);
    }

    void writeBoolean(boolean value) {
        reserve(1);
        data[position++] = (byte) (value ? 1 : 0);
    }

    void writeInt(int value) {
        writeLong(value);
    }

    void writeLong(long value) {
        long rest = (value << 1) ^ (value >> 63);
        // A buffer that fits exactly should do.
        reserve((rest & ~0x7fL) == 0 ? 1 : VARINT_MAXIMUM);
        while ((rest & ~0x7fL) != 0) {
            data[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[position++] = (byte) rest;
    }

    void writeDouble(double value) {
        reserve(Double.BYTES);
        // As Python's, all values that are no number look the same.
        long bits = Double.doubleToLongBits(value);
        for (int i = 0; i < Double.BYTES; i++) {
            data[position++] = (byte) (bits >>> (8 * i));
        }
    }

    void writeString(String value) {
        int length = value.length();
        int start = position;
        writeLong(length);
        reserve(length);
        byte[] target = data;
        int at = position;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                position = start;
                writeBytes(Utf8.encode(value));
                return;
            }
            target[at++] = (byte) c;
        }
        position = at;
    }

    void writeTime(OffsetDateTime value) {
        reserve(1 + IsoDateTime.length(value));
        int end = IsoDateTime.format(value, data, position + 1);
        data[position] = (byte) ((end - position - 1) << 1);
        position = end;
    }

    void writeBytes(byte[] value) {
        writeLong(value.length);
        write(value, value.length);
    }

    void writeBuffer(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        writeBytes(bytes);
    }

    private void write(byte[] bytes, int length) {
        reserve(length);
        System.arraycopy(bytes, 0, data, position, length);
        position += length;
    }

    private void reserve(int size) {
        if (size > data.length - position) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, position + size));
        }
    }
}
