/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary form from an array. Every length is checked against what is left before anything is allocated.
 */
final class AvroReader {

    private static final int VARINT_BITS = 64;

    /** Only schemas of other writers can nest without end. */
    private static final int DEPTH_MAXIMUM = 500;

    private final byte[] data;

    private final int end;

    private int position;

    private int depth;

    AvroReader(byte[] data, int offset, int length) {
        this.data = data;
        this.position = offset;
        this.end = offset + length;
    }

    int position() {
        return position;
    }

    boolean readBoolean() {
        if (position == end) {
            throw truncated("a boolean");
        }
        return data[position++] != 0;
    }

    int readInt() {
        int start = position;
        long value = readLong();
        if ((int) value != value) {
            throw new Fault(value + " is no int", start);
        }
        return (int) value;
    }

    long readLong() {
        if (position < end) {
            long first = data[position];
            if (first >= 0) {
                position++;
                return (first >>> 1) ^ -(first & 1);
            }
        }
        return readLongerLong();
    }

    private long readLongerLong() {
        int start = position;
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (position == end) {
                throw truncated("a number");
            }
            long next = data[position++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                if (shift == VARINT_BITS - 1 && next > 1) {
                    break;
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new Fault("a number has more than 64 bits", start);
    }

    float readFloat() {
        return Float.intBitsToFloat((int) readFixed(Float.BYTES));
    }

    double readDouble() {
        return Double.longBitsToDouble(readFixed(Double.BYTES));
    }

    private long readFixed(int size) {
        if (size > end - position) {
            throw truncated("a number of %d bytes".formatted(size));
        }
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= (data[position++] & 0xffL) << (8 * i);
        }
        return bits;
    }

    String readString() {
        int length = readLength();
        int start = position;
        position += length;
        return Utf8.decode(data, start, length);
    }

    /** Reads a time in the form that Python writes; reads nothing and returns null when there is something else. */
    @Nullable
    OffsetDateTime readUsualTime() {
        // Odd numbers are negative, and negative bytes begin a longer number.
        if (position == end || (data[position] & 0x81) != 0) {
            return null;
        }
        int length = data[position] >> 1;
        if (length > end - position - 1) {
            return null;
        }
        OffsetDateTime time = IsoDateTime.parseUsual(data, position + 1, length);
        if (time != null) {
            position += 1 + length;
        }
        return time;
    }

    byte[] readBytes() {
        int length = readLength();
        byte[] bytes = new byte[length];
        System.arraycopy(data, position, bytes, 0, length);
        position += length;
        return bytes;
    }

    ByteBuffer readBuffer() {
        return ByteBuffer.wrap(readBytes()).asReadOnlyBuffer();
    }

    /** Reads the index of a union of null and something else. */
    boolean readPresent() {
        return readIndex(2) == 1;
    }

    int readIndex(int branches) {
        int start = position;
        long index = readLong();
        if (index < 0 || index >= branches) {
            throw new Fault("%d is no index of a union of %d".formatted(index, branches), start);
        }
        return (int) index;
    }

    /** Reads how many elements come next; each takes at least the given number of bytes, which may be none. */
    int readBlockCount(int minimumSize) {
        int start = position;
        long count = readLong();
        if (count < 0) {
            long size = readLong();
            if (size < 0 || size > end - position) {
                throw new Fault(
                        "a block says that it has %d bytes, %d are left".formatted(size, end - position), start);
            }
            count = -count;
        }
        if (count < 0 || count > (minimumSize == 0 ? Integer.MAX_VALUE : (end - position) / minimumSize)) {
            throw new Fault(
                    "a block says that it has %d elements of at least %d bytes, %d bytes are left"
                            .formatted(count, minimumSize, end - position),
                    start);
        }
        return (int) count;
    }

    private int readLength() {
        int start = position;
        long length = readLong();
        if (length < 0 || length > end - position) {
            throw new Fault("a text says that it has %d bytes, %d are left".formatted(length, end - position), start);
        }
        return (int) length;
    }

    void skipText() {
        int length = readLength();
        position += length;
    }

    void skip(int size) {
        if (size > end - position) {
            throw truncated("%d bytes".formatted(size));
        }
        position += size;
    }

    void descend() {
        if (++depth > DEPTH_MAXIMUM) {
            throw new Fault("records are nested more than %d deep".formatted(DEPTH_MAXIMUM), position);
        }
    }

    void ascend() {
        depth--;
    }

    void expectEnd() {
        if (position != end) {
            throw new Fault("%d bytes are left over".formatted(end - position), position);
        }
    }

    private Fault truncated(String what) {
        return new Fault("the bytes end where %s should be".formatted(what), position);
    }
}
