/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;
import org.openedx.hooks.key.CourseKey;

/**
 * A notification for many users of a course run.
 *
 * @param courseKey the course run whose users are notified
 * @param appName the part of the platform that notifies, such as {@code updates}
 * @param notificationType the kind of notification, which chooses its text, such as {@code course_updates}
 * @param contentUrl the page that the notification leads to
 * @param contentContext what is filled into the notification's text, by name, such as the name of a user
 * @param audienceFilters who is notified: for each criterion, such as {@code enrollments} or {@code cohorts}, the
 *     values that match; everybody if empty
 * @since 0.1.0
 */
@RecordBuilder
public record CourseNotificationData(
        CourseKey courseKey,
        String appName,
        String notificationType,
        String contentUrl,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map") @Pii
        Map<String, String> contentContext,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map")
        Map<String, List<String>> audienceFilters)
        implements CourseNotificationDataBuilder.With {

    /** Copies the collections and refuses {@literal null}. */
    public CourseNotificationData {
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(appName, "appName");
        Objects.requireNonNull(notificationType, "notificationType");
        Objects.requireNonNull(contentUrl, "contentUrl");
        contentContext = Copies.map(contentContext, "contentContext");
        audienceFilters =
                Copies.map(audienceFilters, "audienceFilters", values -> Copies.list(values, "audienceFilters"));
    }

    /** Leaves out the content context (PII-3). */
    @Override
    public String toString() {
        return ("CourseNotificationData[courseKey=%s, appName=%s, notificationType=%s, contentUrl=%s, "
                        + "contentContext=***, audienceFilters=%s]")
                .formatted(courseKey, appName, notificationType, contentUrl, audienceFilters);
    }
}
