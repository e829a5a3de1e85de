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
 * A notification for a list of users.
 *
 * @param userIds the numbers of the users to notify, in the sending service's database
 * @param notificationType the kind of notification, which chooses its text, such as {@code new_response}
 * @param contentUrl the page that the notification leads to
 * @param appName the part of the platform that notifies, such as {@code discussion}
 * @param courseKey the course run it is about
 * @param context what is filled into the notification's text, by name, such as the name of a user
 * @since 0.1.0
 */
@RecordBuilder
public record UserNotificationData(
        List<Long> userIds,
        String notificationType,
        String contentUrl,
        String appName,
        CourseKey courseKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map") @Pii
        Map<String, String> context)
        implements UserNotificationDataBuilder.With {

    /** Copies the collections and refuses {@literal null}. */
    public UserNotificationData {
        userIds = Copies.list(userIds, "userIds");
        Objects.requireNonNull(notificationType, "notificationType");
        Objects.requireNonNull(contentUrl, "contentUrl");
        Objects.requireNonNull(appName, "appName");
        Objects.requireNonNull(courseKey, "courseKey");
        context = Copies.map(context, "context");
    }

    /** Leaves out the context (PII-3). */
    @Override
    public String toString() {
        return "UserNotificationData[userIds=%s, notificationType=%s, contentUrl=%s, appName=%s, courseKey=%s, context=***]"
                .formatted(userIds, notificationType, contentUrl, appName, courseKey);
    }
}
