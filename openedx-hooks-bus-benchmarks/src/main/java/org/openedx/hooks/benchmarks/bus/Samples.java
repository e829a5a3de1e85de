/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventKey;

/** The event that all benchmarks send, and its bytes. */
final class Samples {

    static final String KEY_FIELD = "enrollment.course.course_key";

    static final EventCodec<CourseEnrollmentCreated> CODEC =
            EventCodecs.standard().of(CourseEnrollmentCreated.class);

    static final EventKey<CourseEnrollmentCreated> KEY = CODEC.key(KEY_FIELD);

    static final CourseEnrollmentCreated ENROLLED = new CourseEnrollmentCreated(new CourseEnrollmentData(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")),
            new CourseData(CourseKey.parse("course-v1:edX+DemoX+2026"), "Demonstration", null, null),
            "verified",
            true,
            OffsetDateTime.parse("2026-01-02T03:04:05.678901Z"),
            null));

    static final EventMetadata METADATA = new EventMetadata(
            CODEC.definition().type(),
            UUID.fromString("4a1b2c3d-0000-11ef-8000-0242ac120002"),
            0,
            "openedx/lms/web",
            "lms-7d9c5b6f4-x2x9k",
            Instant.parse("2026-11-20T01:02:03.456789Z"),
            List.of(11, 2, 0));

    static final byte[] BODY = CODEC.encode(ENROLLED);

    private Samples() {}
}
