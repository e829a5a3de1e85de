/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class EventMetadataTests {

    private static final HookType TYPE = HookType.of("org.openedx.learning.course.enrollment.created.v1");

    static EventMetadata metadata() {
        return metadata(Instant.parse("2026-01-02T03:04:05.123456789Z"), List.of(0, 9, 0));
    }

    private static EventMetadata metadata(Instant time, List<Integer> sourceLib) {
        return new EventMetadata(
                TYPE,
                UUID.fromString("95ff9e2c-14d8-11f1-9aa4-0242ac120002"),
                0,
                "openedx/lms/web",
                "host",
                time,
                sourceLib);
    }

    @Test
    @DisplayName("META-8: time in microseconds")
    void whatIsFinerThanAMicrosecondIsDropped() {
        assertThat(metadata().time()).isEqualTo("2026-01-02T03:04:05.123456Z");
    }

    @Test
    void theVersionOfTheLibraryIsCopied() {
        List<Integer> version = new ArrayList<>(List.of(0, 9, 0));
        EventMetadata metadata = metadata(Instant.EPOCH, version);
        version.set(0, 1);
        assertThat(metadata.sourceLib()).containsExactly(0, 9, 0);
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsMissingIsNamed() {
        UUID id = new UUID(1, 2);
        List<Integer> lib = List.of();
        missing(() -> new EventMetadata(null, id, 0, "", "", Instant.EPOCH, lib), "type");
        missing(() -> new EventMetadata(TYPE, null, 0, "", "", Instant.EPOCH, lib), "id");
        missing(() -> new EventMetadata(TYPE, id, 0, null, "", Instant.EPOCH, lib), "source");
        missing(() -> new EventMetadata(TYPE, id, 0, "", null, Instant.EPOCH, lib), "sourceHost");
        missing(() -> new EventMetadata(TYPE, id, 0, "", "", null, lib), "time");
        assertThatNullPointerException().isThrownBy(() -> new EventMetadata(TYPE, id, 0, "", "", Instant.EPOCH, null));
    }

    private static void missing(Runnable metadata, String component) {
        assertThatNullPointerException().isThrownBy(metadata::run).withMessage(component);
    }
}
