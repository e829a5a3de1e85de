/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CourseDiscussionConfigurationData;

/**
 * The setup of discussions in a course run has changed.
 *
 * @param configuration the new setup
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.discussions.configuration.changed.v1",
        description = "The setup of discussions in a course run has changed.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseDiscussionsChanged(CourseDiscussionConfigurationData configuration)
        implements OpenEdxEvent, CourseDiscussionsChangedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseDiscussionsChanged {
        Objects.requireNonNull(configuration, "configuration");
    }
}
