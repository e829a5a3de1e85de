/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CourseNotificationData;

/**
 * Users of a course run should be notified.
 *
 * @param courseNotificationData the notification and who gets it
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.course.notification.requested.v1",
        description = "Users of a course run should be notified.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseNotificationRequested(CourseNotificationData courseNotificationData)
        implements OpenEdxEvent, CourseNotificationRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseNotificationRequested {
        Objects.requireNonNull(courseNotificationData, "courseNotificationData");
    }
}
