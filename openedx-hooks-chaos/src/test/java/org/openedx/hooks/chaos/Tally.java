/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Counts in a file's mapped memory: they are there to the last one after the process was killed. Thread-safe. */
final class Tally {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer counts;

    Tally(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            counts = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) Count.values().length * Long.BYTES);
        }
    }

    void increment(Count count) {
        long unused = (long) LONGS.getAndAdd(counts, index(count), 1L);
    }

    void set(Count count, long value) {
        LONGS.setVolatile(counts, index(count), value);
    }

    long get(Count count) {
        return (long) LONGS.getVolatile(counts, index(count));
    }

    @SuppressWarnings("EnumOrdinal") // no file outlives the order of the constants
    private static int index(Count count) {
        return count.ordinal() * Long.BYTES;
    }
}
