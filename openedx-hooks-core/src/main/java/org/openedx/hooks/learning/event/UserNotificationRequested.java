/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.UserNotificationData;

/**
 * Some users should be notified.
 *
 * @param notificationData the notification and who gets it
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.user.notification.requested.v1",
        description = "Some users should be notified.",
        trigger = "openedx/edx-platform, openedx/edx-ora2")
@RecordBuilder
public record UserNotificationRequested(UserNotificationData notificationData)
        implements OpenEdxEvent, UserNotificationRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public UserNotificationRequested {
        Objects.requireNonNull(notificationData, "notificationData");
    }
}
