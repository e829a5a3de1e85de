/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;

import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** What Avro's own library makes of bytes. */
final class AvroOracle implements AutoCloseable {

    private static final String LIMIT = Integer.toString(64 * 1024);

    AvroOracle() {
        limit(LIMIT);
    }

    /** What Avro reads, if it reads the bytes and no others are left. */
    @Nullable
    Object read(Schema schema, byte[] bytes) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
            Object datum = new GenericDatumReader<>(schema).read(null, decoder);
            return decoder.isEnd() ? datum : null;
        } catch (IOException | RuntimeException ex) {
            return null;
        }
    }

    /** In one block, with the shortest numbers, texts as they were read, maps in any order. */
    byte[] write(Schema schema, Object datum) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        limit(null);
    }

    /** Else it allocates whatever a length says. */
    private static void limit(@Nullable String limit) {
        for (String name : new String[] {
            SystemLimitException.MAX_BYTES_LENGTH_PROPERTY,
            SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY,
            SystemLimitException.MAX_STRING_LENGTH_PROPERTY
        }) {
            if (limit == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, limit);
            }
        }
        try {
            Method reset = SystemLimitException.class.getDeclaredMethod("resetLimits");
            reset.setAccessible(true);
            reset.invoke(null);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
