/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.UnusableMessageException;

/** What stands before the Avro bytes of keys and values: a magic byte and the id of their schema (KAF-2, KAF-6). */
final class ConfluentFraming {

    /** Where the Avro bytes begin. */
    static final int LENGTH = 5;

    private static final byte MAGIC = 0;

    private ConfluentFraming() {}

    static byte[] frame(int schemaId, byte[] avro) {
        return ByteBuffer.allocate(LENGTH + avro.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(avro)
                .array();
    }

    /**
     * Checks that there is something that can be a framed value.
     *
     * @throws UnusableMessageException if not
     */
    static byte[] checked(byte @Nullable [] framed) {
        if (framed == null || framed.length < LENGTH) {
            throw new UnusableMessageException("The value is too short to begin with the id of a schema", null);
        }
        if (framed[0] != MAGIC) {
            throw new UnusableMessageException("The value does not begin with 0x00 and the id of a schema", null);
        }
        return framed;
    }

    static int schemaId(byte[] framed) {
        return ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt();
    }
}
