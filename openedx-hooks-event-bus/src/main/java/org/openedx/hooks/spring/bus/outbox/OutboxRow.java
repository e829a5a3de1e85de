/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.nio.ByteBuffer;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox, as it was read: what it holds is looked at only when it is published, so that a damaged row
 * harms no other.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record OutboxRow(
        long id,
        String eventType,
        byte @Nullable [] key,
        @Nullable String keySchema,
        String metadata,
        @Nullable String headers,
        byte[] body,
        String bodySchema,
        Instant createdAt,
        int attempts) {

    /** Events of equal keys keep their order; {@literal null} if this one has none. */
    @Nullable
    ByteBuffer orderedBy() {
        return key == null ? null : ByteBuffer.wrap(key);
    }
}
