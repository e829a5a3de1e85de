/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.openedx.hooks.HookType;

/**
 * The envelope of a sent event (META-1): what every event has beside its data. Receivers must not decide by the source,
 * which may change without warning (META-6).
 *
 * @param type the event's public name (META-2)
 * @param id unique for each send, a UUID of version 1 unless it came from elsewhere (META-3)
 * @param minorVersion the minor version of the event's definition at the sender (META-4)
 * @param source which service sent it, {@code openedx/{service}/web} (META-5)
 * @param sourceHost the host that sent it (META-7)
 * @param time when it happened, in microseconds (META-8)
 * @param sourceLib the version of the library that sent it, by its numbers, so that 0.9.0 is less than 0.10.0 (META-10)
 * @since 0.1.0
 */
public record EventMetadata(
        HookType type,
        UUID id,
        int minorVersion,
        String source,
        String sourceHost,
        Instant time,
        List<Integer> sourceLib) {

    /** Copies the list and drops what is finer than a microsecond, which Python cannot represent. */
    public EventMetadata {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sourceHost, "sourceHost");
        Objects.requireNonNull(time, "time");
        time = time.truncatedTo(ChronoUnit.MICROS);
        sourceLib = List.copyOf(sourceLib);
    }
}
